public import OpenSSL
public import StrictJSON

/// A JWE in compact serialization (RFC 7516, section 7.1) with ECDH-ES, parsed but not decrypted.
///
/// Parsing refuses every other `alg`, an `enc` that is not on the allow-list, `zip`, `crit`, an
/// ephemeral key that is not on the curve, and sizes that the algorithms do not have.
public struct CompactJWE: Sendable {
    /// The whole, as received.
    public let text: String
    public let header: JSONObject
    public let encryption: ContentEncryption
    private let parts: EncryptedParts
    private let agreement: AgreementParameters

    /// Parses at most `maximumBytes` characters.
    public init(_ text: String, maximumBytes: Int) throws(JOSEError) {
        let slices = try compactParts(of: text, count: 5, maximumBytes: maximumBytes, "JWE")
        header = try HeaderText.parse(slices[0])
        let algorithm = try AlgorithmPolicy.checkHeader(header)
        _ = try AlgorithmPolicy.keyAgreement(named: algorithm)
        guard let name = header["enc"]?.stringValue else {
            throw JOSEError(code: .malformed, message: "expected a string in header 'enc'")
        }
        encryption = try AlgorithmPolicy.contentEncryption(named: name)
        agreement = try AgreementParameters(header: header)
        parts = try EncryptedParts(slices)
        self.text = text
    }

    /// Encrypts to a key, with a fresh ephemeral key and iv.
    ///
    /// The header is `{alg, enc, kid, epk}`, and `cty` where given. A key that was published for
    /// signing is refused.
    public init(
        encrypting plaintext: [UInt8], to recipient: JWK, keyID: String,
        contentType: String? = nil, encryption: ContentEncryption = .A256GCM
    ) throws(JOSEError) {
        guard recipient.purpose != .signing else {
            throw JOSEError(code: .keyRefused, message: "JWK: expected a key for encryption")
        }
        do {
            let ephemeral = try P256PrivateKey()
            let agreement = AgreementParameters(ephemeral: JWK(ephemeral.publicKey))
            var header: JSONObject = [
                "alg": .string(KeyAgreement.ecdhES.rawValue), "enc": .string(encryption.rawValue),
                "kid": .string(keyID), "epk": .object(agreement.ephemeral.json),
            ]
            if let contentType { header["cty"] = .string(contentType) }
            let key = try agreement.contentKey(
                ephemeral.sharedSecret(with: recipient.key), for: encryption)
            parts = try EncryptedParts(
                encrypting: plaintext, key: key, headerText: Base64URL.encode(header.bytes()))
            self.header = header
            self.agreement = agreement
        } catch {
            throw JOSEError(error)
        }
        self.encryption = encryption
        text = parts.text
    }

    /// The header parameter `kid`: which key the sender meant, no more than a hint.
    public var keyID: String? { header["kid"]?.stringValue }

    /// The header parameter `cty`.
    public var contentType: String? { header["cty"]?.stringValue }

    /// The hash of the document: base64url of SHA-256 over all its characters.
    public var documentHash: String { Base64URL.encode(SHA256.hash(utf8: text)) }

    /// The plaintext; throws `decryptionFailed` when it was not encrypted to this key or any part
    /// was changed, and does not tell which.
    public func decrypt(with key: P256PrivateKey) throws(JOSEError) -> [UInt8] {
        do {
            let secret = try key.sharedSecret(with: agreement.ephemeral.key)
            return try parts.open(with: agreement.contentKey(secret, for: encryption))
        } catch {
            throw JOSEError(
                code: .decryptionFailed, message: "expected a JWE to this key, unchanged")
        }
    }
}
