public import OpenSSL
public import StrictJSON

/// A JWS in compact serialization (RFC 7515, section 7.1), parsed but not yet verified.
///
/// Parsing refuses any algorithm that is not on the allow-list, `crit`, `zip` and `b64`. What is
/// hashed and verified is the text as received. Nothing in the header says by which key: the
/// caller brings it.
public struct CompactJWS: Sendable, Hashable {
    /// The whole, as received.
    public let text: String
    private let parts: SignedParts

    /// Parses at most `maximumBytes` characters.
    public init(_ text: String, maximumBytes: Int) throws(JOSEError) {
        let slices = try compactParts(of: text, count: 3, maximumBytes: maximumBytes, "JWS")
        parts = try SignedParts(protected: slices[0], payload: slices[1], signature: slices[2])
        self.text = text
    }

    /// Signs a payload; the header must have an `alg` that is on the allow-list.
    public init(
        signing payload: [UInt8], header: JSONObject, key: P256PrivateKey
    ) throws(JOSEError) {
        parts = try SignedParts(signing: payload, header: header, key: key)
        let input = String(decoding: parts.signingInput, as: UTF8.self)
        text = "\(input).\(Base64URL.encode(parts.signature))"
    }

    public var header: JSONObject { parts.header }
    public var payload: [UInt8] { parts.payload }
    /// r and s, 32 bytes each.
    public var signature: [UInt8] { parts.signature }
    public var algorithm: SignatureAlgorithm { parts.algorithm }
    /// The header parameter `typ`.
    public var type: String? { header["typ"]?.stringValue }

    /// The hash of the document: base64url of SHA-256 over the ASCII of `protected.payload`.
    ///
    /// Never over the signature, which anyone can change into another valid one.
    public var documentHash: String { parts.documentHash }

    /// Returns when the signature is by this key; throws `signatureInvalid` otherwise, and
    /// `algorithmRefused` when `alg` is not the key's.
    public func verify(by key: P256PublicKey) throws(JOSEError) { try parts.verify(by: key) }
}
