/// A time-stamp token (RFC 3161, section 2.4.2) in the one form that is accepted, parsed whole.
///
/// OpenSSL lets many changes pass in the parts that no signature covers, so that one token would
/// have many encodings. Here those parts have one form each: DER with minimal lengths and nothing
/// behind it, SignedData of version 3, one digest algorithm SHA-256, one certificate, no revocation
/// lists, one SignerInfo of version 1 whose `issuerAndSerialNumber` equals the certificate's byte
/// for byte, `ecdsa-with-SHA256`, no unsigned attributes. Being one says nothing about trust:
/// `verify` does, with a chain that was judged.
public struct TimestampToken: Sendable, Hashable {
    /// The bytes it was made from.
    public let der: [UInt8]
    /// The SHA-256 that was stamped, 32 bytes.
    public let imprint: [UInt8]
    /// `genTime` in whole seconds, its fraction cut off.
    public let time: UnixTime
    /// The policy under which it was made, dotted.
    public let policy: String
    /// The nonce as the content of its INTEGER; nil where there is none.
    public let nonce: [UInt8]?
    /// The certificate in it, by whose key it is signed.
    public let certificate: Certificate
    private let withoutCertificate: [UInt8]
    /// Every token of an authority carries the same few certificates.
    private static let certificates = ContentMemory<Certificate>(maximum: 64)

    /// From DER and nothing after it; `timestampMalformed` for everything else.
    public init(der: [UInt8]) throws(OpenSSLError) {
        guard der.count <= TimestampSyntax.maximumBytes, DER.isStrict(der) else {
            throw OpenSSLError(
                .timestampMalformed, "expected a time-stamp token in DER and no more")
        }
        let envelope: TimestampEnvelope
        let content: TimestampContent
        do {
            envelope = try TimestampEnvelope(der)
            guard DER.isStrict(envelope.content) else { throw DERReader.Unexpected() }
            content = try TimestampContent(envelope.content)
        } catch {
            throw OpenSSLError(
                .timestampMalformed,
                "expected a time-stamp token of one certificate and one signer, with SHA-256")
        }
        let certificate: Certificate
        do {
            certificate = try Self.certificates.value(of: envelope.certificate) {
                () throws(OpenSSLError) in try Certificate(der: envelope.certificate)
            }
        } catch {
            throw OpenSSLError(.timestampMalformed, "expected a certificate in the token")
        }
        guard
            envelope.signer.elementsEqual(
                DER.sequence(certificate.issuer, DER.unsignedInteger(certificate.serial)))
        else {
            throw OpenSSLError(
                .timestampMalformed, "expected the signer to be the certificate in the token")
        }
        self.der = der
        self.certificate = certificate
        withoutCertificate = envelope.withoutCertificate
        imprint = content.imprint
        time = content.time
        policy = content.policy
        nonce = content.nonce
    }

    /// Returns when the token is over that message and signed by the first certificate of a chain.
    ///
    /// OpenSSL decides as in `TS_RESP_verify_token`: signature, signing-certificate attribute, and
    /// the signer's purpose in the chain, which it looks at once for all tokens of one chain.
    /// Imprint and version were read here.
    ///
    /// - Parameter chain: from the certificate in the token to its anchor, already judged at the
    ///   token's own time.
    /// - Throws: `timestampMismatch` for other bytes, `timestampInvalid` for anything else.
    public func verify(over message: [UInt8], chain: [Certificate]) throws(OpenSSLError) {
        guard imprint == SHA256.hash(message) else {
            throw OpenSSLError(.timestampMismatch, "expected a timestamp over these bytes")
        }
        guard chain.count > 1, chain[0] == certificate else {
            throw OpenSSLError(
                .timestampInvalid, "expected the chain of the token's own certificate")
        }
        try TimestampVerification.verify(withoutCertificate, chain: chain)
    }
}
