public import OpenSSL
public import StrictJSON

/// A JWS in flattened JSON serialization (RFC 7515, section 7.2.2), parsed but not yet verified.
///
/// Closed: the members are `payload`, `protected`, `signature` and at most `header`. The
/// unprotected header has no `alg`, nothing that changes how the rest is read, and no name of the
/// protected one.
public struct FlattenedJWS: Sendable, Hashable {
    /// The members as received, in base64url.
    public let protectedText: String
    public let payloadText: String
    public let signatureText: String
    /// The member `header`, which no signature covers.
    public let unprotected: JSONObject?
    private let parts: SignedParts

    /// Parses at most `maximumBytes` of JSON, behind which nothing stands, no white space either.
    public init(_ bytes: [UInt8], maximumBytes: Int) throws(JOSEError) {
        let value: JSONValue
        do { value = try JSONValue.parse(signed: bytes, maximumBytes: maximumBytes) } catch {
            throw JOSEError(error, in: "JWS")
        }
        do {
            let reader = JSONReader(value)
            try reader.close(["payload", "protected", "signature", "header"])
            protectedText = try reader.string("protected")
            payloadText = try reader.string("payload")
            signatureText = try reader.string("signature")
            unprotected = try reader.optionalObject("header")?.asObject()
        } catch {
            throw JOSEError(code: .malformed, message: "JWS: \(error.message)")
        }
        parts = try SignedParts(
            protected: Array(protectedText.utf8)[...], payload: Array(payloadText.utf8)[...],
            signature: Array(signatureText.utf8)[...])
        try Self.check(unprotected, beside: parts.header)
    }

    /// Signs a payload; the header must have an `alg` that is on the allow-list.
    public init(
        signing payload: [UInt8], header: JSONObject, key: P256PrivateKey
    ) throws(JOSEError) {
        parts = try SignedParts(signing: payload, header: header, key: key)
        protectedText = parts.protectedText
        payloadText = parts.payloadText
        signatureText = Base64URL.encode(parts.signature)
        unprotected = nil
    }

    private init(_ other: FlattenedJWS, unprotected: JSONObject) {
        protectedText = other.protectedText
        payloadText = other.payloadText
        signatureText = other.signatureText
        parts = other.parts
        self.unprotected = unprotected
    }

    /// The protected header.
    public var header: JSONObject { parts.header }
    public var payload: [UInt8] { parts.payload }
    /// r and s, 32 bytes each.
    public var signature: [UInt8] { parts.signature }
    public var algorithm: SignatureAlgorithm { parts.algorithm }
    /// The protected header parameter `typ`.
    public var type: String? { header["typ"]?.stringValue }

    /// The hash of the document: base64url of SHA-256 over the members `protected` and `payload`
    /// with a dot between them; the same as that of the compact form.
    public var documentHash: String { parts.documentHash }

    /// Returns when the signature is by this key; throws `signatureInvalid` otherwise, and
    /// `algorithmRefused` when `alg` is not the key's. It says nothing about `unprotected`.
    public func verify(by key: P256PublicKey) throws(JOSEError) { try parts.verify(by: key) }

    /// The same document with another unprotected header.
    ///
    /// Parsing the result refuses what the protected header has already.
    public func withUnprotected(_ header: JSONObject) -> FlattenedJWS {
        FlattenedJWS(self, unprotected: header)
    }

    /// Compact JSON: `payload`, `protected`, `header` where there is one, `signature`.
    public func bytes() -> [UInt8] {
        var object: JSONObject = [
            "payload": .string(payloadText), "protected": .string(protectedText),
        ]
        if let unprotected { object["header"] = .object(unprotected) }
        object["signature"] = .string(signatureText)
        return object.bytes()
    }

    private static func check(
        _ unprotected: JSONObject?, beside header: JSONObject
    ) throws(JOSEError) {
        for name in unprotected?.names ?? [] {
            if header[name] != nil || ["alg", "crit", "zip", "b64"].contains(name) {
                throw JOSEError(
                    code: .headerRefused,
                    message: "JWS: expected an unprotected header without what is protected")
            }
        }
    }
}
