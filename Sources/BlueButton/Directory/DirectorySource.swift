public import JOSE
import StrictJSON

/// An organisation that holds data, as the directory lists it.
public struct DirectorySource: Hashable, Sendable {
    /// The short name that commands take: `brp`, `bri`.
    public let slug: String
    public let oin: OIN
    public let name: String
    /// The OIN of who runs the gateway: the one its TLS certificate must name.
    public let gatewayOperator: OIN
    /// The gateway's address, an origin.
    public let endpoint: String
    /// Keys to which tokens for this source are encrypted; the first is for new work.
    public let encryptionKeys: [JWK]
    /// What this source alone may issue.
    public let credentialTypes: [CredentialType]
    /// The categories of data that its statements may name.
    public let categories: [String]

    public init(
        slug: String, oin: OIN, name: String, gatewayOperator: OIN, endpoint: String,
        encryptionKeys: [JWK], credentialTypes: [CredentialType], categories: [String]
    ) {
        self.slug = slug
        self.oin = oin
        self.name = name
        self.gatewayOperator = gatewayOperator
        self.endpoint = endpoint
        self.encryptionKeys = encryptionKeys
        self.credentialTypes = credentialTypes
        self.categories = categories
    }

    init(reading reader: JSONReader) throws {
        slug = try Slug.read(reader)
        oin = try reader.oin("oin")
        name = try reader.string("name")
        gatewayOperator = try reader.oin("operator")
        endpoint = try Origin(try reader.string("endpoint")).text
        encryptionKeys = try reader.object("jwks").array("keys").map {
            try $0.encryptionKey()
        }
        guard !encryptionKeys.isEmpty else {
            throw Refusal(.malformed, "expected at least one encryption key of each source")
        }
        credentialTypes = try reader.strings("vcts").map { try CredentialType($0) }
        categories = try reader.strings("categories")
        guard categories.allSatisfy(\.isIdentifier), Set(categories).count == categories.count
        else {
            throw Refusal(.malformed, "expected each category once, named in ASCII")
        }
    }

    var json: JSONValue {
        .object([
            "slug": .string(slug), "oin": .string(oin.digits), "name": .string(name),
            "operator": .string(gatewayOperator.digits), "endpoint": .string(endpoint),
            "jwks": .object([
                "keys": .array(encryptionKeys.map { .object($0.encryptionJSON()) })
            ]),
            "vcts": .strings(credentialTypes.map(\.urn)), "categories": .strings(categories),
        ])
    }
}
