public import OpenSSL
public import StrictJSON

/// A public P-256 key as a JWK (RFC 7517; RFC 7518, section 6.2).
///
/// Two are equal when their keys are, whatever `kid` they came with.
public struct JWK: Sendable {
    /// What a key was published for.
    public enum Purpose: String, Sendable {
        case signing = "sig"
        case encryption = "enc"
    }

    public let key: P256PublicKey
    /// The RFC 7638 thumbprint: base64url of the SHA-256 over the canonical required members.
    public let thumbprint: String
    /// The `kid` that the key came with; never a source of trust.
    public let keyID: String?
    /// What `use` and `alg` say; nil where both were absent.
    public let purpose: Purpose?

    public init(_ key: P256PublicKey) {
        self.init(key, keyID: nil, purpose: nil)
    }

    private init(_ key: P256PublicKey, keyID: String?, purpose: Purpose?) {
        self.key = key
        self.keyID = keyID
        self.purpose = purpose
        thumbprint = Base64URL.encode(SHA256.hash(Self.members(key).canonicalBytes()))
    }

    /// Reads a public key; with `exact`, no members but `kty`, `crv`, `x` and `y` are taken.
    ///
    /// Refused: `d` or any other private part, another key type or curve, coordinates that are not
    /// 32 bytes of canonical base64url or not on the curve, and a `use`, `alg` or `key_ops` that
    /// contradict each other or belong to algorithms that are not on the allow-list.
    public init(json: JSONObject, exact: Bool = false) throws(JOSEError) {
        for name in ["d", "k", "p", "q", "dp", "dq", "qi", "oth"] where json[name] != nil {
            throw Self.refused("a public key, without '\(name)'")
        }
        if exact, json.names.sorted() != ["crv", "kty", "x", "y"] {
            throw Self.refused("exactly the members crv, kty, x and y")
        }
        guard json["kty"] == "EC" else { throw Self.refused("'kty' to be EC") }
        guard json["crv"] == "P-256" else { throw Self.refused("'crv' to be P-256") }
        let x = try Self.coordinate("x", of: json)
        let y = try Self.coordinate("y", of: json)
        let key: P256PublicKey
        do { key = try P256PublicKey(x: x, y: y) } catch {
            throw Self.refused("a point on the curve")
        }
        if json["kid"] != nil, json["kid"]?.stringValue == nil {
            throw Self.refused("'kid' to be a string")
        }
        self.init(key, keyID: json["kid"]?.stringValue, purpose: try Self.purpose(of: json))
    }

    /// The four required members, in the order `kty, crv, x, y`.
    public var json: JSONObject { Self.members(key) }

    /// The thumbprint as a URI (RFC 9278): `urn:ietf:params:oauth:jwk-thumbprint:sha-256:…`.
    public var thumbprintURI: String {
        "urn:ietf:params:oauth:jwk-thumbprint:sha-256:\(thumbprint)"
    }

    /// The key as it is published for encryption to it: `kid` its thumbprint, `use`, `alg`.
    public func encryptionJSON() -> JSONObject {
        var json = json
        json["kid"] = .string(thumbprint)
        json["use"] = .string(Purpose.encryption.rawValue)
        json["alg"] = .string(KeyAgreement.ecdhES.rawValue)
        return json
    }

    private static func members(_ key: P256PublicKey) -> JSONObject {
        [
            "kty": "EC", "crv": "P-256", "x": .string(Base64URL.encode(key.x)),
            "y": .string(Base64URL.encode(key.y)),
        ]
    }

    private static func coordinate(_ name: String, of json: JSONObject) throws(JOSEError) -> [UInt8]
    {
        // 43 characters are 32 bytes: the size is known before decoding.
        guard let text = json[name]?.stringValue, text.utf8.count == 43,
            let bytes = try? Base64URL.decode(text)
        else {
            throw refused("'\(name)' to be 32 bytes in canonical base64url")
        }
        return bytes
    }

    fileprivate static func refused(_ expected: String) -> JOSEError {
        JOSEError(code: .keyRefused, message: "JWK: expected \(expected)")
    }
}

extension JWK: Hashable {
    public static func == (left: JWK, right: JWK) -> Bool { left.thumbprint == right.thumbprint }

    public func hash(into hasher: inout Hasher) { hasher.combine(thumbprint) }
}

extension JWK {
    /// What the members say that the key is for; contradictions are refused.
    private static func purpose(of json: JSONObject) throws(JOSEError) -> Purpose? {
        var purposes: Set<Purpose> = []
        if let use = json["use"] {
            guard let purpose = use.stringValue.flatMap(Purpose.init(rawValue:)) else {
                throw refused("'use' to be sig or enc")
            }
            purposes.insert(purpose)
        }
        if let algorithm = json["alg"] {
            purposes.insert(try purpose(ofAlgorithm: algorithm.stringValue ?? ""))
        }
        if let operations = json["key_ops"] {
            purposes.insert(try purpose(ofOperations: operations))
        }
        guard purposes.count < 2 else { throw refused("'use', 'alg' and 'key_ops' to agree") }
        return purposes.first
    }

    private static func purpose(ofAlgorithm name: String) throws(JOSEError) -> Purpose {
        if SignatureAlgorithm(rawValue: name) != nil { return .signing }
        if KeyAgreement(rawValue: name) != nil { return .encryption }
        throw refused("'alg' to be ES256 or ECDH-ES")
    }

    /// A public key verifies, or has no operation of its own in an agreement (RFC 7517, 4.3);
    /// some name `deriveKey` or `deriveBits` there.
    private static func purpose(ofOperations value: JSONValue) throws(JOSEError) -> Purpose {
        let operations = value.arrayValue ?? [.null]
        if operations == ["verify"] { return .signing }
        if operations.allSatisfy({ $0 == "deriveKey" || $0 == "deriveBits" }) { return .encryption }
        throw refused("'key_ops' to be those of a public key")
    }
}
