public import StrictJSON

/// The claim `partner` of `urn:nl:blauweknop:brp:1`.
public struct PersonPartner: Hashable, Sendable {
    public let naam: PersonName?
    public let geboorte: PersonBirth?
    /// Marriage or registered partnership.
    public let soortVerbintenis: String?
    /// When it began and ended: `YYYY-MM-DD`, or as much of it as the register knows.
    public let sinds, ontbonden: String?

    public init(
        naam: PersonName?, geboorte: PersonBirth?, soortVerbintenis: String?, sinds: String?,
        ontbonden: String?
    ) {
        self.naam = naam
        self.geboorte = geboorte
        self.soortVerbintenis = soortVerbintenis
        self.sinds = sinds
        self.ontbonden = ontbonden
    }

    public var json: JSONValue {
        [
            "naam": naam?.json ?? .null, "geboorte": geboorte?.json ?? .null,
            "soortVerbintenis": .nullable(soortVerbintenis), "sinds": .nullable(sinds),
            "ontbonden": .nullable(ontbonden),
        ]
    }
}
