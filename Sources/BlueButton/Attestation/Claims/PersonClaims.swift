public import StrictJSON

/// All claims of `urn:nl:blauweknop:brp:1`: the same eight for everyone, null where unknown.
public struct PersonClaims: Hashable, Sendable {
    public var naam: PersonName?
    public var geboorte: PersonBirth?
    public var adres: PersonAddress?
    public var geslacht: String?
    /// One entry each; nil inside where the register knows that there is one and not which.
    public var nationaliteiten: [String?]?
    public var partner: PersonPartner?
    public var overlijden: PersonDeath?
    public var burgerservicenummer: BSN?

    /// Someone of whom nothing is known.
    public init() {}

    /// The names, in the order in which they are listed.
    public static let names = [
        "naam", "geboorte", "adres", "geslacht", "nationaliteiten", "partner", "overlijden",
        "burgerservicenummer",
    ]

    /// Name and value of each claim.
    public var all: [(name: String, value: JSONValue)] {
        let values: [JSONValue] = [
            naam?.json ?? .null, geboorte?.json ?? .null, adres?.json ?? .null,
            .nullable(geslacht),
            nationaliteiten.map { .array($0.map { .nullable($0) }) } ?? .null,
            partner?.json ?? .null, overlijden?.json ?? .null,
            .nullable(burgerservicenummer?.revealed),
        ]
        return zip(Self.names, values).map { ($0, $1) }
    }

    /// Demands the shape of one claim that is not null.
    ///
    /// Of four claims the members are the register's, and not judged: other sources of this kind
    /// may write them otherwise than ours.
    static func check(_ name: String, _ claim: JSONReader) throws {
        switch (name, claim.value) {
        case ("naam", _): _ = try PersonName(reading: claim)
        case ("geboorte", _): _ = try PersonBirth(reading: claim)
        case ("adres", _): _ = try PersonAddress(reading: claim)
        case ("burgerservicenummer", _): _ = try BSN(try claim.asString())
        case ("geslacht", .string), ("geslacht", .object), ("nationaliteiten", .array),
            ("partner", .object), ("overlijden", .object):
            break
        default: throw claim.fail("a text, a list or an object, as the claim has it")
        }
    }
}
