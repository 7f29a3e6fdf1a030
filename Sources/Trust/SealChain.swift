import JOSE
public import OpenSSL

/// A chain of a seal certificate that was judged good: who sealed, and by which key.
///
/// Only verification makes one. The organisation is named twice in its certificate: by the OIN in
/// the subject's serialNumber and by one `https` URI in the subject alternative name, which is the
/// `iss` of its documents.
public struct SealChain: Sendable {
    /// Leaf, intermediates and the anchor they end in.
    public let certificates: [Certificate]
    /// The certificate whose key seals.
    public let leaf: Certificate
    /// The subject's serialNumber: 20 digits for organisations under the OIN system.
    public let oin: String
    /// The one URI in the subject alternative name.
    public let uri: String
    /// The key that seals.
    public let publicKey: P256PublicKey

    private init(certificates: [Certificate], leaf: Certificate) throws(TrustError) {
        self.certificates = certificates
        self.leaf = leaf
        (oin, uri) = try Self.identity(of: leaf)
        do {
            publicKey = try leaf.publicKey()
        } catch {
            throw TrustError(.wrongUsage, "expected a seal certificate with a P-256 key")
        }
    }

    /// Judges the header parameter `x5c` (RFC 7515 section 4.1.6) for a role at a time.
    ///
    /// Refused: an empty chain or one of more than four certificates, a self-issued certificate in
    /// it, another role's anchor, anything expired, revoked or of unknown revocation, and a leaf
    /// that is no seal certificate: key usage exactly `digitalSignature`, no extended key usage.
    ///
    /// A chain that the store judged good is not judged again until a certificate or a list begins or
    /// ends: that costs ten times what the signature under it does.
    public static func verify(
        x5c: [String], role: Role, trust: TrustStore, at time: UnixTime
    ) throws(TrustError) -> SealChain {
        guard (1...4).contains(x5c.count) else {
            throw TrustError(.chainLength, "expected 1 to 4 certificates in 'x5c'")
        }
        let key = TrustStore.key(role, x5c)
        if let known = trust.seals.judged(key, at: time) { return known }
        var chain: [Certificate] = []
        for text in x5c {
            do {
                chain.append(try Certificate(der: Base64.decode(text)))
            } catch {
                throw TrustError(
                    .chainMalformed, "expected base64 of a DER certificate in 'x5c'")
            }
        }
        let seal = try verify(chain: chain, role: role, trust: trust, at: time)
        let span: ChainMemory<SealChain>.Span = trust.span(of: seal.certificates, around: time)
        trust.seals.remember(seal, key, within: span)
        return seal
    }

    /// Judges a chain without its anchor, leaf first, as `verify(x5c:role:trust:at:)` does.
    public static func verify(
        chain: [Certificate], role: Role, trust: TrustStore, at time: UnixTime
    ) throws(TrustError) -> SealChain {
        let judged = try trust.judge(chain, role: role, at: time)
        let leaf = judged[0]
        guard !leaf.isCA, leaf.keyUsage == [.digitalSignature], leaf.extendedKeyUsages == nil else {
            throw TrustError(
                .wrongUsage,
                "expected key usage digitalSignature alone and no extended key usage")
        }
        return try SealChain(certificates: judged, leaf: leaf)
    }

    static func identity(
        of leaf: Certificate
    ) throws(TrustError) -> (oin: String, uri: String) {
        guard leaf.subjectSerialNumbers.count == 1, leaf.uris.count == 1 else {
            throw TrustError(
                .identityMissing,
                "expected one serialNumber in the subject and one URI in the alternative name")
        }
        let (oin, uri) = (leaf.subjectSerialNumbers[0], leaf.uris[0])
        guard oin.utf8.count == 20, oin.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw TrustError(.identityMissing, "expected an OIN of twenty digits")
        }
        let authority = uri.utf8.dropFirst("https://".utf8.count)
        guard uri.utf8.starts(with: "https://".utf8), !authority.isEmpty,
            authority.allSatisfy(isOfAuthority)
        else {
            throw TrustError(
                .identityMissing, "expected an https URI of a host, without a path")
        }
        return (oin, uri)
    }

    /// What host and port are made of: neither path, query, fragment nor user info.
    private static func isOfAuthority(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x3A: true
        default: false
        }
    }
}
