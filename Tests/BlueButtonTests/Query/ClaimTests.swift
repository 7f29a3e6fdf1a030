import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import TestPKI
import Trust

/// The claims of both kinds: which there are, and of what shape each is.
@Suite struct ClaimTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    private static let income = IncomeClaim(
        belastingjaar: 2025, soort: .belastbaarLoon, bedrag: -12, status: nil,
        vaststellingsdatum: "2026-05", inOnderzoek: false)
    private static let limit = LimitClaim(
        limit: "daeb-2026-eenpersoons", amount: 51_537, belastingjaar: 2024, indexed: false,
        under: true, limitsVersion: "2026-01-01")

    private static let person: JSONValue = object(Applicant.claims.all)
    private static let incomes: JSONValue = [
        "inkomen-2025": income.json, "onder-daeb-2026-eenpersoons": limit.json,
        "inkomen-2024": .null, "onder-daeb-2026-meerpersoons": .null,
    ]

    private static func object(_ claims: [(name: String, value: JSONValue)]) -> JSONValue {
        var object = JSONObject()
        for (name, value) in claims { object[name] = value }
        return .object(object)
    }

    /// An attestation of any claims, rightly sealed, as no source of ours would issue it.
    private func verify(_ claims: JSONValue, _ type: CredentialType) throws {
        let sealer = try documents.world.sealer(type == .brp ? "brp" : "bri")
        let hour = time.seconds - time.seconds % 3600
        let holder = documents.applicant.holder
        let text = try SDJWT.issue(
            plain: [
                "iss": .string(sealer.uri), "iat": .integer(hour), "nbf": .integer(hour),
                "exp": .integer(hour + 86_400), "vct": .string(type.urn),
                "sub": .string(
                    AttestationSubject.value(person: Documents.person, holderKey: holder)),
                "cnf": ["jwk": .object(holder.json)],
            ],
            disclosable: (claims.objectValue ?? [:]).map { ($0.name, $0.value) },
            header: [
                "alg": "ES256", "typ": "dc+sd-jwt",
                "x5c": .array(sealer.x5c.map { .string($0) }),
            ], key: sealer.key
        ).text
        _ = try Attestation.verify(
            text, as: .issued, directory: documents.world.directory,
            trust: documents.world.trust, at: time)
    }

    private func issue(_ claims: JSONValue, _ type: CredentialType) throws {
        _ = try Attestation.issue(
            (claims.objectValue ?? [:]).map { ($0.name, $0.value) }, type: type,
            person: Documents.person, holderKey: documents.applicant.holder,
            by: documents.world.sealer(type == .brp ? "brp" : "bri"), at: time)
    }

    private static let code = Refusal.Code.claimMalformed

    static let ofPerson: [Change] = [
        Change("naam", "Roos", code), Change("naam", [], code), Change("naam", true, code),
        Change("naam|voornamen", nil, code), Change("naam|voorvoegsel", nil, code),
        Change("naam|geslachtsnaam", 1, code), Change("naam|volledigeNaam", nil, code),
        Change("naam|volledigeNaam", ["x"], code),
        Change("geboorte", "1990-07-02", code), Change("geboorte|datum", nil, code),
        Change("geboorte|datum", "1990-02-30", code), Change("geboorte|datum", "2-7-1990", code),
        Change("geboorte|datum", 1990, code), Change("geboorte|datum", "", code),
        Change("geboorte|plaats", nil, code), Change("geboorte|land", ["code": "6030"], code),
        Change("adres", [], code), Change("adres|straat", nil, code),
        Change("adres|huisnummer", nil, code), Change("adres|huisnummer", "5", code),
        Change("adres|huisletter", nil, code), Change("adres|huisletter", 1, code),
        Change("adres|huisnummertoevoeging", nil, code), Change("adres|postcode", nil, code),
        Change("adres|woonplaats", nil, code), Change("adres|gemeente", nil, code),
        Change("adres|land", 6030, code), Change("adres|regels", "Rue 1", code),
        Change("adres|regels", [.null], code), Change("adres|datumVan", nil, code),
        Change("adres|datumVan", "gisteren", code), Change("adres|functie", nil, code),
        Change("adres|inOnderzoek", nil, code), Change("adres|inOnderzoek", .null, code),
        Change("adres|inOnderzoek", "false", code), Change("adres|inOnderzoek", 0, code),
        Change("adres|geheimhouding", nil, code), Change("adres|geheimhouding", .null, code),
        Change("adres|geheimhouding", 1, code), Change("geslacht", 1, code),
        Change("geslacht", ["vrouw"], code), Change("nationaliteiten", "Nederlandse", code),
        Change("partner", "Jan", code), Change("overlijden", "2024-01-31", code),
        Change("burgerservicenummer", 999_993_653, code),
        Change("burgerservicenummer", "999993654", code),
        Change("burgerservicenummer", "", code), Change("leeftijd", 36, code),
        Change("Naam", .null, code), Change("inkomen-2025", .null, code),
    ]

    @Test(arguments: ofPerson)
    func `a claim about a person of another shape is refused, and not made`(
        change: Change
    ) throws {
        let claims = Self.person.setting(change.path, change.value)
        expectRefusal(change.code) { try issue(claims, .brp) }
        // A ninth claim shows in the number of digests, before it is looked at.
        let isMore = !change.path.contains("|") && !PersonClaims.names.contains(change.path)
        expectRefusal(isMore ? .malformed : change.code) { try verify(claims, .brp) }
    }

    @Test(arguments: PersonClaims.names)
    func `every claim about a person is there, null where unknown`(name: String) throws {
        #expect(throws: Never.self) { try verify(Self.person.setting(name, .null), .brp) }
        let less = Self.person.setting(name, nil)
        expectRefusal(.malformed) { try verify(less, .brp) }
        expectRefusal(.claimMalformed) { try issue(less, .brp) }
        let other = less.setting("leeftijd", 36)
        expectRefusal(.claimMalformed) { try verify(other, .brp) }
    }

    static let ofIncome: [Change] = [
        Change("inkomen-2025", 24_100, code), Change("inkomen-2025", [], code),
        Change("inkomen-2025|belastingjaar", nil, code),
        Change("inkomen-2025|belastingjaar", 2024, code),
        Change("inkomen-2025|belastingjaar", "2025", code),
        Change("inkomen-2025|soort", nil, code), Change("inkomen-2025|soort", "loon", code),
        Change("inkomen-2025|soort", .null, code), Change("inkomen-2025|bedrag", nil, code),
        Change("inkomen-2025|bedrag", "24100", code), Change("inkomen-2025|bedrag", .null, code),
        Change("inkomen-2025|status", nil, code), Change("inkomen-2025|status", 1, code),
        Change("inkomen-2025|vaststellingsdatum", nil, code),
        Change("inkomen-2025|vaststellingsdatum", "1 mei", code),
        Change("inkomen-2025|inOnderzoek", nil, code),
        Change("inkomen-2025|inOnderzoek", .null, code),
        Change("inkomen-2025|inOnderzoek", "nee", code), Change("inkomen-25", .null, code),
        Change("inkomen-", .null, code), Change("inkomen-20255", .null, code),
        Change("inkomen-2O25", .null, code), Change("Inkomen-2025", .null, code),
        Change("onder-", .null, code), Change("vermogen", .null, code),
        Change("naam", .null, code),
        Change("onder-daeb-2026-eenpersoons", true, code),
        Change("onder-daeb-2026-eenpersoons|limit", nil, code),
        Change("onder-daeb-2026-eenpersoons|limit", "daeb-2026-meerpersoons", code),
        Change("onder-daeb-2026-eenpersoons|limit", "daeb-2026-eenpersoon\u{17F}", code),
        Change("onder-daeb-2026-eenpersoons|amount", nil, code),
        Change("onder-daeb-2026-eenpersoons|amount", 0, code),
        Change("onder-daeb-2026-eenpersoons|amount", "51537", code),
        Change("onder-daeb-2026-eenpersoons|belastingjaar", nil, code),
        Change("onder-daeb-2026-eenpersoons|belastingjaar", 24, code),
        Change("onder-daeb-2026-eenpersoons|indexed", nil, code),
        Change("onder-daeb-2026-eenpersoons|indexed", .null, code),
        Change("onder-daeb-2026-eenpersoons|under", nil, code),
        Change("onder-daeb-2026-eenpersoons|under", "true", code),
        Change("onder-daeb-2026-eenpersoons|limits_version", nil, code),
        Change("onder-daeb-2026-eenpersoons|limits_version", "", code),
        Change("onder-daeb-2026-eenpersoons|limits_version", 2026, code),
    ]

    @Test(arguments: ofIncome)
    func `a claim about an income of another shape is refused, and not made`(
        change: Change
    ) throws {
        let claims = Self.incomes.setting(change.path, change.value)
        expectRefusal(change.code) { try verify(claims, .bri) }
        expectRefusal(change.code) { try issue(claims, .bri) }
    }

    @Test func `members beside the named ones are ignored`() throws {
        for path in ["naam|aanhef", "geboorte|later", "adres|buurt"] {
            #expect(throws: Never.self) { try verify(Self.person.setting(path, [1]), .brp) }
        }
        for path in ["inkomen-2025|bron", "onder-daeb-2026-eenpersoons|note"] {
            #expect(throws: Never.self) { try verify(Self.incomes.setting(path, [1]), .bri) }
        }
    }

    @Test func `country and lines of an address here may be left out`() throws {
        var abroad = PersonAddress(inOnderzoek: true, geheimhouding: false)
        abroad.land = "België"
        abroad.regels = ["Rue du pomme 25", "Bruxelles"]
        let here = Self.person.setting("adres|land", nil).setting("adres|regels", nil)
        for claims in [here, Self.person.setting("adres", abroad.json)] {
            #expect(throws: Never.self) { try verify(claims, .brp) }
        }
    }

    @Test func `a refusal names the claim and no value`() {
        let claims = Self.person.setting("adres|huisnummer", "Geheim 7")
        let refusal = #expect(throws: Refusal.self) { try verify(claims, .brp) }
        #expect(refusal?.message == "expected an integer at 'adres.huisnummer'")
    }
}
