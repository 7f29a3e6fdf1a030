/// The frame that certificates and revocation lists share: content, algorithm, signature.
enum SignedDER {
    /// `ecdsa-with-SHA256` (RFC 5758, section 3.2).
    static let algorithm = DER.sequence(DER.objectIdentifier([1, 2, 840, 10_045, 4, 3, 2]))

    static func sign(
        _ content: [UInt8], with key: P256PrivateKey
    ) throws(OpenSSLError) -> [UInt8] {
        guard let signature = ECDSASignature.der(raw: try key.sign(content)) else {
            throw OpenSSLError(.signatureMalformed, "expected a signature of 64 bytes")
        }
        return DER.sequence(content, algorithm, DER.bitString(signature))
    }
}
