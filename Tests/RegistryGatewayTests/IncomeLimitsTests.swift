import BlueButton
import Foundation
import IncomeRules
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import Transport

@testable import RegistryGateway

/// The dated limits file, and the claims that it makes.
struct IncomeLimitsTests {
    static let text = """
        {"version": "2026-01-01", "years": [
          {"year": 2026, "income_year": 2024,
           "index": {"factor": "1.1701", "status": "official", "sources": ["a"]},
           "limits": [
             {"limit": "daeb-2026-eenpersoons", "amount": 47699, "status": "official",
              "sources": ["a"]},
             {"limit": "daeb-2026-meerpersoons", "amount": 52671, "status": "secondary",
              "sources": ["a"]}
           ]},
          {"year": 2025, "income_year": 2024,
           "index": {"factor": null, "status": "derived", "sources": []},
           "limits": [
             {"limit": "daeb-2025-eenpersoons", "amount": 49669, "status": "official",
              "sources": ["a"]}
           ]}],
         "sources": {"a": {"title": "A page", "url": "https://a.example/"}}}
        """

    static func limits(replacing old: String = "", with new: String = "") throws -> IncomeLimits {
        try IncomeLimits(Array(text.replacing(old, with: new).utf8))
    }

    private static func registry(
        _ limits: IncomeLimits, years: [Int] = [2024]
    ) throws -> IncomeRegistry {
        let world = try ReleaseWorld.shared.get()
        let client = try OrganisationClient(identity: world.tls("bri"))
        return IncomeRegistry(
            exchange: RegistryExchange(
                carrier: .organisation(client, { _ in throw RegistryFailure.unreachable }),
                address: "https://127.0.0.1:1/"),
            taxYears: years, limits: limits)
    }

    private static func income(
        _ amount: Int64, of year: Int = 2024, isDisputed: Bool = false
    ) -> AuthenticIncome {
        AuthenticIncome(
            year: year, kind: .verzamelinkomen, amount: amount, status: "vastgesteld",
            establishedOn: "2025-05-01", isDisputed: isDisputed)
    }

    private static func under(_ amount: Int64, _ name: String) throws -> JSONValue? {
        let claims = try limits().claims(about: [income(amount)])
        return claims.first { $0.name == name }?.value.objectValue?["under"]
    }

    // MARK: Claims

    @Test func `a claim has its six members, and nothing of the income`() throws {
        let claims = try Self.limits().claims(about: [Self.income(31_234)])
        #expect(
            claims.map(\.name) == [
                "onder-daeb-2026-eenpersoons", "onder-daeb-2026-meerpersoons",
                "onder-daeb-2025-eenpersoons",
            ])
        #expect(
            claims[0].value
                == [
                    "limit": "daeb-2026-eenpersoons", "amount": 47_699, "belastingjaar": 2024,
                    "indexed": true, "under": true, "limits_version": "2026-01-01",
                ])
        #expect(claims[2].value.objectValue?["indexed"] == false)
        #expect(!"\(claims)".contains("31234"))
    }

    @Test(
        arguments: [
            (49_669, true), (49_670, false), (0, true), (-3_260, true), (49_668, true),
            (9_007_199_254_740_992, false), (-9_007_199_254_740_992, true),
        ] as [(Int64, Bool)])
    func `an income of exactly the limit is under it, one euro more is not`(
        income: Int64, isUnder: Bool
    ) throws {
        #expect(try Self.under(income, "onder-daeb-2025-eenpersoons") == .bool(isUnder))
    }

    /// 40,764 × 1.1701 = 47,697.9564; 40,765 × 1.1701 = 47,699.1265: over, without being rounded.
    @Test(
        arguments: [
            (40_764, true), (40_765, false), (40_766, false), (-10, true),
            (9_007_199_254_740_992, false), (-9_007_199_254_740_992, true),
        ] as [(Int64, Bool)])
    func `an indexed income is compared to the last decimal`(
        income: Int64, isUnder: Bool
    ) throws {
        #expect(try Self.under(income, "onder-daeb-2026-eenpersoons") == .bool(isUnder))
    }

    @Test(arguments: [
        ("1.25", 8, 10, true), ("1.25", 9, 11, false), ("1.000001", 1, 1, false),
        ("0.5", 3, 1, false), ("0.5", 2, 1, true), ("1.0", 7, 7, true),
    ])
    func `a factor is exact`(text: String, income: Int64, amount: Int64, isKept: Bool) throws {
        let factor = try #require(IndexFactor(text))
        #expect(factor.keeps(income, atMost: amount) == isKept)
    }

    @Test(arguments: [
        "", "1", "1.", ".5", "1,08", "1.08.1", "-1.08", "+1.08", "1e3", "01.08", "10.5",
        "1.1234567", "0.0", "0.000000", " 1.08", "1.0 8", "٣.٣", "nan",
    ])
    func `a factor of another form is none`(text: String) {
        #expect(IndexFactor(text) == nil)
    }

    @Test func `an income that is not known, or of another year, gives null`() throws {
        for incomes in [[], [Self.income(1, of: 2023), Self.income(1, of: 2025)]] {
            let claims = try Self.limits().claims(about: incomes)
            #expect(claims.count == 3 && claims.allSatisfy { $0.value == .null })
        }
    }

    @Test(arguments: [0, 40_764, 99_999] as [Int64])
    func `an income in dispute gives null, neither yes nor no`(amount: Int64) throws {
        let claims = try Self.limits().claims(about: [Self.income(amount, isDisputed: true)])
        #expect(claims.count == 3 && claims.allSatisfy { $0.value == .null })
    }

    @Test(arguments: [
        (
            #""amount": 52671, "status": "secondary","#,
            #""amount": 52671, "status": "secondary", "conflict": "elsewhere 52670","#
        ),
        (#""amount": 52671, "status": "secondary","#, #""amount": 52671, "status": "derived","#),
        (#""amount": 52671, "status": "secondary","#, #""amount": 52671, "status": "unverified","#),
        (#""amount": 52671, "status": "secondary","#, #""amount": null, "status": "unverified","#),
    ])
    func `an amount that is not confirmed gives no claim`(old: String, new: String) throws {
        let limits = try Self.limits(replacing: old, with: new)
        #expect(
            limits.claims(about: []).map(\.name) == [
                "onder-daeb-2026-eenpersoons", "onder-daeb-2025-eenpersoons",
            ])
    }

    @Test(arguments: [
        (#""1.1701", "status": "official""#, #""1.1701", "status": "derived""#),
        (#""1.1701", "status": "official""#, #""1.1701", "status": "unverified""#),
        (
            #""1.1701", "status": "official""#,
            #""1.1701", "status": "secondary", "conflict": "1.1702""#
        ),
        (#""1.1701", "status": "official""#, #"null, "status": "derived""#),
    ])
    func `a factor that is not confirmed is not used, and the claim says so`(
        old: String, new: String
    ) throws {
        let limits = try Self.limits(replacing: old, with: new)
        let claim = limits.claims(about: [Self.income(47_699)])[0].value.objectValue
        #expect(claim?["indexed"] == false && claim?["under"] == true)
    }

    // MARK: The file

    @Test(arguments: [
        ("\"version\": \"2026-01-01\"", "\"version\": \"\"", "version"),
        ("\"version\": \"2026-01-01\"", "\"version\": \"1 januari\"", "version"),
        ("\"version\": \"2026-01-01\"", "\"version\": 2026", "shape"),
        ("\"version\": \"2026-01-01\",", "", "shape"),
        ("\"years\": [", "\"extra\": 1, \"years\": [", "shape"),
        ("\"amount\": 49669", "\"amount\": 49669.0", "syntax"),
        ("\"amount\": 49669", "\"amount\": \"49669\"", "shape"),
        ("\"amount\": 49669", "\"cents\": 4966900", "shape"),
        ("\"amount\": 49669", "\"amount\": 0", "amount"),
        ("\"amount\": 49669", "\"amount\": -1", "amount"),
        ("\"amount\": 49669", "\"amount\": 10000001", "amount"),
        ("\"amount\": 49669", "\"amount\": null", "status"),
        ("\"amount\": 49669, \"status\": \"official\"", "\"amount\": 49669", "shape"),
        ("\"secondary\"", "\"Official\"", "status"),
        ("\"secondary\"", "\"not verified\"", "status"),
        ("\"secondary\"", "null", "shape"),
        ("\"secondary\",", "\"secondary\", \"conflct\": \"x\",", "shape"),
        ("\"factor\": \"1.1701\"", "\"factor\": \"1,1701\"", "factor"),
        ("\"factor\": \"1.1701\"", "\"factor\": 1.1701", "syntax"),
        ("\"factor\": \"1.1701\"", "\"factor\": 1", "shape"),
        ("\"factor\": \"1.1701\"", "\"factor\": null", "status"),
        ("\"year\": 2025", "\"year\": 2026", "name"),
        (
            "\"years\": [",
            "\"years\": [{\"year\": 2025, \"income_year\": 2024, \"index\": {\"factor\": null, "
                + "\"status\": \"derived\", \"sources\": []}, \"limits\": []},", "duplicate"
        ),
        ("daeb-2026-meerpersoons", "daeb-2026-eenpersoons", "duplicate"),
        ("daeb-2026-meerpersoons", "daeb-2025-meerpersoons", "name"),
        ("daeb-2026-meerpersoons", "DAEB-2026-meerpersoons", "name"),
        ("daeb-2026-meerpersoons", "daeb-2026-\\u001b", "name"),
        ("\"year\": 2025, \"income_year\": 2024", "\"year\": 2025, \"income_year\": 2025", "year"),
        ("\"year\": 2026, \"income_year\": 2024", "\"year\": 2026, \"income_year\": 2023", "year"),
        ("\"year\": 2026, \"income_year\": 2024", "\"year\": 1999, \"income_year\": 1997", "year"),
        ("\"sources\": [\"a\"]", "\"sources\": [\"b\"]", "source"),
        ("\"sources\": [\"a\"]", "\"sources\": []", "source"),
        ("\"sources\": [\"a\"]", "\"sources\": [\"a\", \"a\"]", "source"),
        ("https://a.example/", "http://a.example/", "source"),
        ("A page", "", "source"),
        (", \"url\": \"https://a.example/\"", "", "shape"),
        ("\"years\"", "\"version\": \"x\", \"years\"", "syntax"),
    ])
    func `a file of another form is refused with a code of its own`(
        old: String, new: String, code: String
    ) throws {
        try #require(Self.text.contains(old))
        let error = #expect(throws: LimitsFileError.self) {
            _ = try Self.limits(replacing: old, with: new)
        }
        #expect(error?.code.rawValue == code)
        #expect(error?.message.hasPrefix("expected ") == true)
    }

    @Test(arguments: ["", "[]", "null", "{", String(repeating: " ", count: 300_000) + "{}"])
    func `what is no file of limits is refused`(text: String) {
        #expect(throws: LimitsFileError.self) { _ = try IncomeLimits(Array(text.utf8)) }
    }

    // MARK: The project's own file

    private static func own() throws -> IncomeLimits {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        return try IncomeLimits(TextFile.bytes("\(root)/data/income-limits.json"))
    }

    @Test func `the project's file has the limits of three years, all confirmed`() throws {
        let limits = try Self.own()
        #expect(limits.confirmed.count == 18)
        let amounts = Dictionary(
            uniqueKeysWithValues: limits.confirmed.map { ($0.name, $0.amount) })
        #expect(amounts["daeb-2024-eenpersoons"] == 47_699)
        #expect(amounts["daeb-2025-meerpersoons"] == 54_847)
        #expect(amounts["daeb-2026-eenpersoons"] == 51_537)
        #expect(amounts["passend-2026-meerpersoons-ouderen"] == 38_650)
        #expect(
            limits.confirmed.allSatisfy { $0.name.contains("-\($0.incomeYear + 2)-") })
        // Only the factors of 2024 are published ones.
        #expect(
            Set(limits.confirmed.filter { $0.index != nil }.map(\.incomeYear)) == [2022])
    }

    @Test func `the largest attestation of the project's limits fits with room`() throws {
        let world = try ReleaseWorld.shared.get()
        let registry = try Self.registry(Self.own(), years: [2022, 2023, 2024, 2025])
        #expect(registry.largestClaims.count == 22)
        try registry.checkSize(sealedBy: world.sealer("bri"), at: world.time)
        let holder = JWK(try P256PrivateKey().publicKey)
        let attestation = try Attestation.issue(
            registry.largestClaims, type: .bri, person: "x", holderKey: holder,
            by: world.sealer("bri"), at: world.time)
        #expect(attestation.text.utf8.count < SealedAttestation.plaintextBytes - 2_000)
        let sealed = try SealedAttestation.seal(attestation, to: holder)
        let none = try SealedAttestation.seal(
            Attestation.issue(
                registry.claims(about: []), type: .bri, person: "x", holderKey: holder,
                by: world.sealer("bri"), at: world.time), to: holder)
        #expect(sealed.utf8.count == none.utf8.count)
    }

    @Test func `limits that do not fit an attestation are refused at the start`() throws {
        let world = try ReleaseWorld.shared.get()
        let many = (1...60).map {
            #"{"limit": "daeb-2025-\#($0)", "amount": 1, "status": "official", "sources": ["a"]}"#
        }.joined(separator: ", ")
        let limits = try Self.limits(
            replacing: #"{"limit": "daeb-2025-eenpersoons""#,
            with: many + #", {"limit": "daeb-2025-eenpersoons""#)
        let error = #expect(throws: SetupError.self) {
            try Self.registry(limits).checkSize(sealedBy: world.sealer("bri"), at: world.time)
        }
        #expect(error?.code == .settingInvalid)
    }

    @Test func `without limits there are the tax years alone`() throws {
        let claims = try Self.registry(.none).claims(about: [Self.income(1)])
        #expect(claims.map(\.name) == ["inkomen-2024"])
    }
}
