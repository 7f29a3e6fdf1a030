public import StrictJSON

/// The claim `geboorte` of `urn:nl:blauweknop:brp:1`.
public struct PersonBirth: Hashable, Sendable {
    /// `YYYY-MM-DD`, or as much of it as the register knows.
    public let datum: String?
    public let plaats, land: String?

    public init(datum: String? = nil, plaats: String? = nil, land: String? = nil) {
        self.datum = datum
        self.plaats = plaats
        self.land = land
    }

    init(reading reader: JSONReader) throws {
        datum = try reader.nullableDate("datum")
        plaats = try reader.nullableString("plaats")
        land = try reader.nullableString("land")
    }

    public var json: JSONValue {
        ["datum": .nullable(datum), "plaats": .nullable(plaats), "land": .nullable(land)]
    }
}
