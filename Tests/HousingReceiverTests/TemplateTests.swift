import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing

@testable import HousingReceiver

/// What each template asks, and what comes back for it.
struct TemplateTests {
    private static let claim = "onder-daeb-2026-eenpersoons"
    private static let underLimit: JSONValue = [
        "limit": "daeb-2026-eenpersoons", "amount": 51_537, "belastingjaar": 2024,
        "indexed": false, "under": true, "limits_version": "2026-01-01",
    ]

    private static let income = IncomeClaim(
        belastingjaar: 2024, soort: .verzamelinkomen, bedrag: 24_100, status: nil,
        vaststellingsdatum: nil, inOnderzoek: false)

    private func request(
        _ corporation: Corporation, _ template: String, household: String? = nil
    ) async throws -> PresentationRequest {
        let made = try await corporation.requests.make(
            template: template, taxYear: 2024, household: household, reference: "W-1")
        return try PresentationRequest.verify(
            made.request.text, directory: corporation.world.directory,
            trust: corporation.world.trust, at: corporation.clock.now)
    }

    /// Releases the named parts, from a register of incomes that makes claims of limits as well.
    private func release(
        _ granted: Set<String>, to request: PresentationRequest, of applicant: Applicant,
        in world: ReleaseWorld, limit: JSONValue = underLimit
    ) throws -> Release {
        let subject: String = applicant.person
        let income = try Attestation.issue(
            [(IncomeClaim.name(2024), Self.income.json), (Self.claim, limit)],
            type: .bri, person: subject, holderKey: applicant.holder, by: world.sealer("bri"),
            at: world.time)
        return try Release.compose(
            answering: request, granted: granted,
            attestations: [applicant.person().text, income.text].map {
                try Attestation.verify(
                    $0, as: .issued, directory: world.directory, trust: world.trust, at: world.time)
            }, directory: world.directory, holderKey: applicant.holderKey, at: world.time)
    }

    private func claims(
        _ corporation: Corporation, _ release: Release, of applicant: Applicant
    ) async throws -> [DisclosedClaim] {
        try await corporation.receive(release, of: applicant)
        return try await corporation.store.claims(of: release.consent.id)
    }

    // MARK: What is asked

    @Test(arguments: ["eenpersoons", "meerpersoons"])
    func `the binary test asks for a limit, and for no income and no address`(
        household: String
    ) async throws {
        let corporation = try await Corporation()
        let request = try await request(
            corporation, "binaire-inkomenstoets", household: household)
        #expect(request.query.queries.map(\.id) == ["persoon", "grens"])
        #expect(request.query.required == ["persoon", "grens"])
        #expect(request.query["persoon"]?.claims.map(\.name) == ["naam", "geboorte"])
        #expect(
            request.query["grens"]?.claims.map(\.name) == ["onder-daeb-2026-\(household)"])
    }

    @Test func `the DAEB test needs the income, and leaves the address to the citizen`()
        async throws
    {
        let corporation = try await Corporation()
        let query = try await request(corporation, "daeb-toets").query
        #expect(query.required == ["persoon", "inkomen"])
        #expect(query["inkomen"]?.claims.map(\.name) == ["inkomen-2024"])
        #expect(query["adres"]?.claims.map(\.name) == ["adres"])
        #expect(query.sets.map(\.isRequired) == [true, false])
    }

    @Test func `where the citizen may choose, neither income nor limit is needed`() async throws {
        let corporation = try await Corporation()
        let query = try await request(
            corporation, "inkomen-of-grens", household: "eenpersoons"
        ).query
        #expect(query.required == ["persoon"])
        #expect(query["inkomen"]?.claims.map(\.name) == ["inkomen-2024"])
        #expect(query["grens"]?.claims.map(\.name) == ["onder-daeb-2026-eenpersoons"])
        #expect(query.sets.map(\.isRequired) == [true, false, false])
    }

    @Test(
        arguments: [
            ("binaire-inkomenstoets", nil, 2024, "malformed"),
            ("binaire-inkomenstoets", "", 2024, "malformed"),
            ("binaire-inkomenstoets", "gezin", 2024, "malformed"),
            ("binaire-inkomenstoets", "Eenpersoons", 2024, "malformed"),
            ("binaire-inkomenstoets", "eenpersoons", 2022, "claims-not-accredited"),
            ("binaire-inkomenstoets", "eenpersoons", 2025, "claims-not-accredited"),
            ("inkomen-of-grens", nil, 2024, "malformed"),
            ("inkomen-of-grens", "eenpersoons", 2022, "claims-not-accredited"),
            ("adres", "eenpersoons", 2024, "malformed"),
            ("passend-toewijzen", "eenpersoons", 2024, "malformed"),
            ("daeb-toets", "meerpersoons", 2024, "malformed"),
            ("daeb-toets", nil, 2026, "claims-not-accredited"),
        ] as [(String, String?, Int64, String)])
    func `a household or a year that does not go with the template is refused`(
        template: String, household: String?, year: Int64, expected: String
    ) async throws {
        let corporation = try await Corporation()
        let refusal = await code {
            _ = try await corporation.requests.make(
                template: template, taxYear: year, household: household, reference: "W-1")
        }
        #expect(refusal == expected)
        #expect(try await corporation.store.requests(limit: 1).isEmpty)
    }

    // MARK: What comes back

    @Test(arguments: [underLimit, .null])
    func `a limit is proven without the income`(limit: JSONValue) async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let request = try await request(
            corporation, "binaire-inkomenstoets", household: "eenpersoons")
        let release = try release(
            ["persoon", "grens"], to: request, of: applicant, in: corporation.world,
            limit: limit)
        let claims = try await claims(corporation, release, of: applicant)
        #expect(claims.map(\.name) == ["naam", "geboorte", Self.claim])
        #expect(claims.last?.value == limit)
    }

    @Test(arguments: [true, false])
    func `an optional part is there exactly when it was granted`(isGranted: Bool) async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let request = try await request(corporation, "daeb-toets")
        let parts: Set<String> = ["persoon", "inkomen"]
        let release = try release(
            isGranted ? parts.union(["adres"]) : parts, to: request, of: applicant,
            in: corporation.world)
        let names = try await claims(corporation, release, of: applicant).map(\.name)
        #expect(names == ["naam", "geboorte", "inkomen-2024"] + (isGranted ? ["adres"] : []))
    }

    @Test(
        arguments: [
            (["persoon"], "required-part-missing"),
            (["inkomen", "adres"], "required-part-missing"),
            (["adres"], "required-part-missing"), ([], "required-part-missing"),
            (["persoon", "inkomen", "partner"], "consent-mismatch"),
        ] as [(Set<String>, String)])
    func `a needed part cannot be left out, nor one granted that was not asked`(
        granted: Set<String>, expected: String
    ) async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let request = try await request(corporation, "daeb-toets")
        let refusal = await code {
            _ = try release(granted, to: request, of: applicant, in: corporation.world)
        }
        #expect(refusal == expected)
    }

    enum Stripping: CaseIterable {
        /// The optional part of the consent, taken out.
        case wholePart
        /// Its one disclosure, taken out.
        case disclosure
        /// The qualifier's disclosure put in the place of another part.
        case otherPart
        /// An optional part that the consent does not name, put in.
        case addedPart
    }

    @Test(arguments: Stripping.allCases)
    func `an optional part stripped from a package, or slipped into it, is refused`(
        stripping: Stripping
    ) async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let request = try await request(corporation, "daeb-toets")
        let key = try #require(try await corporation.key(of: request))
        let all: Set<String> = ["persoon", "inkomen", "adres"]
        let whole = try release(all, to: request, of: applicant, in: corporation.world)
        let address = try #require(whole.package.open(with: key).presentations["adres"])
        let chosen =
            stripping == .addedPart
            ? try release(
                ["persoon", "inkomen"], to: request, of: applicant, in: corporation.world) : whole
        let content = try chosen.package.open(with: key)
        var parts = content.presentations
        switch stripping {
        case .wholePart: parts["adres"] = nil
        case .disclosure:
            let shown = try SDJWT(address, maximumBytes: DocumentLimits.attestation)
            parts["adres"] = address.replacing(shown.disclosures[0].encoded + "~", with: "")
        case .otherPart: parts["adres"] = parts["inkomen"]
        case .addedPart: parts["adres"] = address
        }
        let package = try SealedPackage.seal(
            PackageContent(
                presentations: parts, state: content.state, consent: content.consent,
                confirmation: content.confirmation), for: request)
        let registration = try applicant.registration(of: chosen.consent, package)
        let refusal = await code {
            _ = try await corporation.packages.receive(
                package: package.text, registration: registration)
        }
        #expect(refusal == "consent-mismatch")
        #expect(try await corporation.store.packages(limit: 1).isEmpty)
    }
}
