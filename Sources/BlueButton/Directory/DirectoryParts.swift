public import JOSE
import OpenSSL
import StrictJSON

/// The service in the middle, as the directory lists it.
public struct DirectoryService: Hashable, Sendable {
    public let slug: String
    public let oin: OIN
    public let name: String
    /// The service's address, an origin.
    public let endpoint: String

    public init(slug: String, oin: OIN, name: String, endpoint: String) {
        self.slug = slug
        self.oin = oin
        self.name = name
        self.endpoint = endpoint
    }

    init(reading reader: JSONReader) throws {
        slug = try Slug.read(reader)
        oin = try reader.oin("oin")
        name = try reader.string("name")
        endpoint = try Origin(try reader.string("endpoint")).text
    }

    var json: JSONValue {
        .object([
            "slug": .string(slug), "oin": .string(oin.digits), "name": .string(name),
            "endpoint": .string(endpoint),
        ])
    }
}

/// The access log's name and key.
public struct DirectoryLog: Hashable, Sendable {
    /// Host and path, without scheme, space or `+`.
    public let origin: String
    /// The Ed25519 key that signs checkpoints: 32 bytes.
    public let key: [UInt8]

    public init(origin: String, key: [UInt8]) {
        self.origin = origin
        self.key = key
    }

    init(reading reader: JSONReader) throws {
        try reader.exactly(["origin", "key"])
        origin = try reader.string("origin")
        key = try Base64URL.decode(try reader.string("key"))
        let isFine = origin.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x2B }
        guard !origin.isEmpty, isFine, !origin.contains("://"), key.count == 32 else {
            throw Refusal(
                .malformed, "expected a log origin of host and path, and a key of 32 bytes")
        }
    }

    var json: JSONValue {
        .object(["origin": .string(origin), "key": .string(Base64URL.encode(key))])
    }
}

/// The identity provider that citizens log in with.
public struct DirectoryIdentityProvider: Hashable, Sendable {
    public let issuer: String
    /// The keys that signed its tokens when the directory was sealed; what it publishes itself
    /// takes their place. At least one.
    public let keys: [JWK]

    public init(issuer: String, keys: [JWK]) {
        self.issuer = issuer
        self.keys = keys
    }

    init(reading reader: JSONReader) throws {
        issuer = try reader.string("issuer")
        _ = try ProviderMetadata.address(ofIssuer: issuer)
        keys = try reader.object("jwks").array("keys").map { try JWK(json: try $0.asObject()) }
        // OpenID Connect Discovery section 3: neither query nor fragment.
        guard (try? Origin(of: issuer)) != nil, !issuer.utf8.contains(UInt8(ascii: "?")) else {
            throw Refusal(.malformed, "expected an https issuer without query and fragment")
        }
        guard !keys.isEmpty, keys.allSatisfy({ $0.purpose != .encryption }) else {
            throw Refusal(.malformed, "expected at least one signing key of the identity provider")
        }
    }

    var json: JSONValue {
        .object([
            "issuer": .string(issuer),
            "jwks": .object([
                "keys": .array(
                    keys.map { key in
                        var json = key.json
                        json["kid"] = .string(key.thumbprint)
                        json["use"] = "sig"
                        json["alg"] = "ES256"
                        return .object(json)
                    })
            ]),
        ])
    }
}
