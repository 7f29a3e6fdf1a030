import StrictJSON

/// What a recipient asks for: the profile of a DCQL query (OpenID4VP section 6) that is accepted.
///
/// Every query stands in a set, a set has one option, and at least one set is required.
public struct PresentationQuery: Hashable, Sendable {
    /// Queries that are needed together, or optional together.
    public struct QuerySet: Hashable, Sendable {
        public let queries: [String]
        public let isRequired: Bool

        public init(queries: [String], isRequired: Bool) {
            self.queries = queries
            self.isRequired = isRequired
        }
    }

    public let queries: [CredentialQuery]
    public let sets: [QuerySet]

    /// - Throws: `query-refused` outside the profile.
    public init(queries: [CredentialQuery], sets: [QuerySet]) throws(Refusal) {
        self.queries = queries
        self.sets = sets
        try check()
    }

    init(reading reader: JSONReader) throws {
        queries = try reader.array("credentials").map { try CredentialQuery(reading: $0) }
        sets = try reader.array("credential_sets").map { set in
            let options = try set.array("options")
            guard options.count == 1 else {
                throw Refusal(.queryRefused, "expected one option in each credential set")
            }
            return QuerySet(
                queries: try options[0].asArray().map {
                    try QueryID.read(try $0.asString(), or: .queryRefused)
                },
                isRequired: try set.optionalBool("required") ?? true)
        }
        try check()
    }

    private func check() throws(Refusal) {
        let ids = queries.map(\.id)
        let inSets = sets.flatMap(\.queries)
        guard !ids.isEmpty, Set(ids).count == ids.count, Set(inSets) == Set(ids) else {
            throw Refusal(.queryRefused, "expected every query in a credential set")
        }
        guard sets.allSatisfy({ !$0.queries.isEmpty && Set($0.queries).count == $0.queries.count })
        else {
            throw Refusal(.queryRefused, "expected each query once in a set, and at least one")
        }
        guard sets.contains(where: \.isRequired) else {
            throw Refusal(.queryRefused, "expected at least one required credential set")
        }
        let needed = required
        for query in queries where query.type == .bri {
            let identifying = queries.contains { other in
                needed.contains(other.id) && other.type == .brp
                    && other.claims.contains(ClaimPath("naam"))
                    && other.claims.contains(ClaimPath("geboorte"))
            }
            guard identifying else {
                throw Refusal(
                    .queryRefused,
                    "expected 'naam' and 'geboorte' to be required with '\(query.id)'")
            }
        }
    }

    /// The ids of queries that must be granted.
    public var required: Set<String> {
        Set(sets.filter(\.isRequired).flatMap(\.queries))
    }

    /// The query with this id.
    public subscript(id: String) -> CredentialQuery? {
        queries.first { $0.id == id }
    }

    /// Demands that the granted queries make whole sets: all required ones, optional ones entire.
    ///
    /// - Throws: `required-part-missing`, `consent-mismatch` for an unknown or half-granted set.
    public func accepts(granted: Set<String>) throws(Refusal) {
        guard granted.isSubset(of: Set(queries.map(\.id))) else {
            throw Refusal(.consentMismatch, "expected only queries that the request has")
        }
        for set in sets {
            let given = Set(set.queries).intersection(granted)
            if set.isRequired, given.count < set.queries.count {
                throw Refusal(
                    .requiredPartMissing, "expected every part that the request needs")
            }
            let allElsewhere = given.allSatisfy { id in
                sets.contains { $0 != set && $0.queries.contains(id) }
            }
            if !set.isRequired, !given.isEmpty, given.count < Set(set.queries).count, !allElsewhere
            {
                throw Refusal(.consentMismatch, "expected an optional part whole or not at all")
            }
        }
    }

    var json: JSONValue {
        .object([
            "credentials": .array(queries.map(\.json)),
            "credential_sets": .array(
                sets.map { set in
                    .object([
                        "options": .array([.strings(set.queries)]),
                        "required": .bool(set.isRequired),
                    ])
                }),
        ])
    }
}
