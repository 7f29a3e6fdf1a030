import StrictJSON

/// An organisation that may ask for data, as the directory lists it.
public struct DirectoryRecipient: Hashable, Sendable {
    public let slug: String
    public let oin: OIN
    public let name: String
    /// Whether the law lets it process the BSN; no by default.
    public let hasBSNRight: Bool
    /// The origins of all its addresses.
    public let origins: [Origin]
    /// Per purpose (an IRI of the Data Privacy Vocabulary) what it may ask.
    public let purposes: [String: [CredentialType: Set<ClaimPath>]]

    public init(
        slug: String, oin: OIN, name: String, hasBSNRight: Bool, origins: [Origin],
        purposes: [String: [CredentialType: Set<ClaimPath>]]
    ) {
        self.slug = slug
        self.oin = oin
        self.name = name
        self.hasBSNRight = hasBSNRight
        self.origins = origins
        self.purposes = purposes
    }

    init(reading reader: JSONReader) throws {
        slug = try Slug.read(reader)
        oin = try reader.oin("oin")
        name = try reader.string("name")
        hasBSNRight = try reader.bool("bsn")
        origins = try reader.strings("origins").map { try Origin($0) }
        var purposes: [String: [CredentialType: Set<ClaimPath>]] = [:]
        for (term, kinds) in try reader.object("purposes").members {
            var claims: [CredentialType: Set<ClaimPath>] = [:]
            _ = try kinds.asObject()
            for (urn, paths) in kinds.members {
                claims[try CredentialType(urn)] = Set(
                    try paths.asArray().map { try ClaimPath(reading: $0) })
            }
            guard term.isIdentifier else {
                throw Refusal(.malformed, "expected a purpose's IRI in ASCII")
            }
            guard claims[.bri, default: []].isEmpty || Self.identifies(claims) else {
                throw Refusal(
                    .malformed, "expected income only together with 'naam' and 'geboorte'")
            }
            purposes[term] = claims
        }
        self.purposes = purposes
    }

    /// Whether claims tell whose they are: nobody may ask for an income without that.
    private static func identifies(_ claims: [CredentialType: Set<ClaimPath>]) -> Bool {
        claims[.brp, default: []].isSuperset(of: [ClaimPath("naam"), ClaimPath("geboorte")])
    }

    /// Demands that an address lies at one of this recipient's origins.
    ///
    /// - Throws: `origin-not-allowed`.
    public func allows(address: String) throws(Refusal) {
        guard let origin = try? Origin(of: address), origins.contains(origin) else {
            throw Refusal(
                .originNotAllowed, "expected an address at an origin that the directory lists")
        }
    }

    var json: JSONValue {
        var terms = JSONObject()
        for (term, kinds) in purposes.sorted(by: { $0.key < $1.key }) {
            var claims = JSONObject()
            for (type, paths) in kinds.sorted(by: { $0.key.urn < $1.key.urn }) {
                claims[type.urn] = .array(paths.sorted().map(\.json))
            }
            terms[term] = .object(claims)
        }
        return .object([
            "slug": .string(slug), "oin": .string(oin.digits), "name": .string(name),
            "bsn": .bool(hasBSNRight), "origins": .strings(origins.map(\.text)),
            "purposes": .object(terms),
        ])
    }
}
