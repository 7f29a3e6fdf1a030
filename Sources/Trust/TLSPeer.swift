public import OpenSSL

/// An organisation at the other end of a TLS connection, whose chain was judged good.
public struct TLSPeer: Sendable, Hashable {
    /// The subject's serialNumber.
    public let oin: String
    /// The certificate that it showed.
    public let certificate: Certificate

    /// Judges the chain that a peer sent, leaf first, against the anchors of the role `tls`.
    ///
    /// An anchor that the peer sends along is passed over: TLS allows it (RFC 8446 section 4.4.2),
    /// and it is never a source of trust.
    ///
    /// - Parameter usage: the extended key usage that the peer must have: the dotted OID of
    ///   `serverAuth` (1.3.6.1.5.5.7.3.1) or `clientAuth` (1.3.6.1.5.5.7.3.2).
    public static func verify(
        chain: [Certificate], usage: String, trust: TrustStore, at time: UnixTime
    ) throws(TrustError) -> TLSPeer {
        var sent = chain
        if sent.count > 1, let last = sent.last, last.isSelfIssued { sent.removeLast() }
        let judged = try trust.judge(sent, role: .tls, at: time)
        let leaf = judged[0]
        guard !leaf.isCA, leaf.extendedKeyUsages?.contains(usage) == true,
            leaf.keyUsage?.contains(.digitalSignature) == true
        else {
            throw TrustError(.wrongUsage, "expected a certificate for this side of TLS")
        }
        guard leaf.subjectSerialNumbers.count == 1 else {
            throw TrustError(.identityMissing, "expected one serialNumber in the subject")
        }
        return TLSPeer(oin: leaf.subjectSerialNumbers[0], certificate: leaf)
    }

    /// The extended key usage `serverAuth`.
    public static let serverAuthentication = "1.3.6.1.5.5.7.3.1"
    /// The extended key usage `clientAuth`.
    public static let clientAuthentication = "1.3.6.1.5.5.7.3.2"
}
