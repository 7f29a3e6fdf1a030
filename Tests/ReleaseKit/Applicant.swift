package import BlueButton
package import JOSE
package import OpenSSL
package import SelectiveDisclosure
import StrictJSON

/// Someone who applies for a home: a person at the sources, with a holder key for one release.
package struct Applicant: Sendable {
    /// The `sub` of the sources' token.
    package let person: String
    package let holderKey: P256PrivateKey
    /// The name in full.
    private let name: String
    private let world: ReleaseWorld

    package init(
        _ world: ReleaseWorld, person: String = "Zk3mN1vQ0xYb7cT5hR2pLw",
        name: String = "Roos Jansen", holderKey: P256PrivateKey? = nil
    ) throws {
        self.world = world
        self.name = name
        self.person = person
        self.holderKey = try holderKey ?? P256PrivateKey()
    }

    package var holder: JWK { JWK(holderKey.publicKey) }

    /// Both attestations, verified.
    package func attestations(at time: UnixTime? = nil) throws -> [Attestation] {
        let time = time ?? world.time
        return try [person(at: time), income(at: time)].map {
            try Attestation.verify(
                $0.text, as: .issued, directory: world.directory, trust: world.trust, at: time)
        }
    }

    /// What the register of persons attests.
    package func person(at time: UnixTime? = nil, by slug: String = "brp") throws -> SDJWT {
        var claims = Self.claims
        claims.naam = PersonName(geslachtsnaam: "Jansen", volledigeNaam: name)
        return try Attestation.issue(
            claims.all, type: .brp, person: person, holderKey: holder,
            by: world.sealer(slug), at: time ?? world.time)
    }

    /// Roos Jansen, as the register of persons knows her.
    package static var claims: PersonClaims {
        var address = PersonAddress(inOnderzoek: false, geheimhouding: true)
        address.straat = "Dorpsstraat"
        address.huisnummer = 5
        address.woonplaats = "Leiden"
        var claims = PersonClaims()
        claims.naam = PersonName(geslachtsnaam: "Jansen", volledigeNaam: "Roos Jansen")
        claims.geboorte = PersonBirth(datum: "1990-07-02", plaats: "Leiden", land: "Nederland")
        claims.adres = address
        claims.geslacht = "vrouw"
        return claims
    }

    /// What the register of incomes attests.
    package func income(at time: UnixTime? = nil) throws -> SDJWT {
        let claims = [2024, 2025].map { year in
            (
                name: IncomeClaim.name(year),
                value: IncomeClaim(
                    belastingjaar: year, soort: .verzamelinkomen, bedrag: 24_100,
                    status: "definitief", vaststellingsdatum: "2026-05-01", inOnderzoek: true
                ).json
            )
        }
        return try Attestation.issue(
            claims, type: .bri, person: person, holderKey: holder, by: world.sealer("bri"),
            at: time ?? world.time)
    }

    /// Releases everything that a request asks.
    package func release(
        to request: PresentationRequest, directory: Directory? = nil, at time: UnixTime? = nil
    ) throws -> Release {
        try Release.compose(
            answering: request, granted: Set(request.query.queries.map(\.id)),
            attestations: attestations(at: time), directory: directory ?? world.directory,
            holderKey: holderKey, at: time ?? world.time)
    }

    /// The text of the registration by which the service passes a release on.
    package func registration(
        of consent: Consent, _ package: SealedPackage, by slug: String = "service",
        at time: UnixTime? = nil, stampedAt: UnixTime? = nil, log: LogInclusion? = nil
    ) throws -> String {
        try world.stamped(
            Registration.seal(
                consent: consent, package: package.hash, log: log ?? logged(consent, at: time),
                by: world.sealer(slug), storedAt: time ?? world.time), at: stampedAt ?? time)
    }

    /// The consent's entry in the service's log.
    package func logged(_ consent: Consent, at time: UnixTime? = nil) throws -> LogInclusion {
        try world.log.append(
            LogEntry(
                time: time ?? world.time, event: .consent, actor: world.directory.service.oin,
                document: consent.hash))
    }
}
