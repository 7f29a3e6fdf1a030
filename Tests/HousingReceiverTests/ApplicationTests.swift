import BlueButton
import IncomeRules
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing

@testable import HousingReceiver

/// Households: a request for each adult, and a verdict only when all have shared.
struct ApplicationTests {
    private static let figures = """
        {"version": "test-1", "years": [
          {"year": 2026, "income_year": 2024,
           "index": {"factor": "1.1", "status": "official", "sources": ["a"]},
           "limits": [
             {"limit": "daeb-2026-eenpersoons", "amount": 44000, "status": "official",
              "sources": ["a"]},
             {"limit": "daeb-2026-meerpersoons", "amount": 55000, "status": "official",
              "sources": ["a"]}
           ]}],
         "sources": {"a": {"title": "A page", "url": "https://a.example/"}}}
        """

    private let corporation: Corporation
    private let desk: ApplicationDesk

    init() async throws {
        corporation = try await Corporation()
        desk = ApplicationDesk(
            store: corporation.store, requests: corporation.requests,
            limits: try IncomeLimits(Array(Self.figures.utf8)))
    }

    private func apply(
        template: String = "daeb-toets", household: String = "meerpersoons", adults: Int64 = 2,
        reference: String = "W-1"
    ) async throws -> ApplicationDesk.Standing {
        try await desk.make(
            ApplicationDesk.Order(
                template: template, taxYear: 2024, household: household, isElderly: false,
                adults: adults, reference: reference))
    }

    private func standing(
        _ standing: ApplicationDesk.Standing
    ) async throws -> ApplicationDesk.Standing {
        try await desk.standing(standing.application.id.text)
    }

    /// Shares an income in answer to the request to one adult; each has a name of their own unless
    /// told otherwise.
    @discardableResult
    private func share(
        _ amount: Int64, to adult: ApplicationAdult, as name: String? = nil,
        isConfirmed: Bool = true
    ) async throws -> Release {
        try await corporation.share(
            amount, to: adult.request, as: name ?? "Jansen \(adult.request.code.text)",
            isConfirmed: isConfirmed)
    }

    @Test func `every adult gets a request of their own`() async throws {
        let made = try await apply(adults: 3)
        #expect(made.adults.map(\.request.reference) == ["W-1 (1/3)", "W-1 (2/3)", "W-1 (3/3)"])
        #expect(Set(made.adults.map(\.request.nonce)).count == 3)
        let kept = try await standing(made)
        #expect(kept.adults.map(\.request.code) == made.adults.map(\.request.code))
        #expect(kept.adults.allSatisfy { $0.package == nil } && kept.verdict == nil)
        #expect(try await corporation.store.applications(limit: 9).count == 1)
    }

    @Test func `there is no verdict until every adult has shared and confirmed`() async throws {
        let made = try await apply()
        #expect(try await standing(made).verdict == nil)
        try await share(20_000, to: made.adults[0])
        #expect(try await standing(made).verdict == nil)
        try await share(20_000, to: made.adults[1], isConfirmed: false)
        #expect(try await standing(made).verdict == nil)
    }

    @Test(arguments: [
        (Int64(20_000), Int64(30_000), IncomeVerdict.Outcome.fits),
        (20_000, 30_001, .doesNotFit), (49_000, -1, .fits),
    ])
    func `the household's incomes are judged together`(
        first: Int64, second: Int64, outcome: IncomeVerdict.Outcome
    ) async throws {
        let made = try await apply()
        try await share(first, to: made.adults[0])
        try await share(second, to: made.adults[1])
        let verdict = try #require(try await standing(made).verdict)
        #expect(verdict.outcome == outcome && verdict.total == first + second)
        #expect(verdict.figures?.limit.name == "daeb-2026-meerpersoons")
    }

    @Test(arguments: [Int64(20_000), 60_000])
    func `one name and birth behind two links is no household`(amount: Int64) async throws {
        let made = try await apply()
        try await share(amount, to: made.adults[0], as: "Roos Jansen")
        try await share(amount, to: made.adults[1], as: "Roos Jansen")
        let verdict = try #require(try await standing(made).verdict)
        #expect(verdict.outcome == .cannotDecide && verdict.reason == .adultsAlike)
        #expect(verdict.total == nil)
    }

    @Test func `once an adult's data is deleted there is no verdict any more`() async throws {
        let made = try await apply(household: "eenpersoons", adults: 1)
        try await share(20_000, to: made.adults[0])
        let before = try await standing(made)
        #expect(before.verdict?.outcome == .fits && before.adults[0].package != nil)
        _ = try await corporation.store.sweep(at: corporation.clock.now + 400 * 86_400)
        let after = try await standing(made)
        #expect(after.verdict == nil && after.adults[0].package == nil)
    }

    @Test func `an application goes with the last of its requests`() async throws {
        let made = try await apply()
        #expect(try await corporation.store.applications(limit: 9).count == 1)
        let gone = made.adults[0].request.expires + 91 * 86_400
        // The first sweep closes the requests, the second deletes them.
        for _ in 0..<2 { _ = try await corporation.store.sweep(at: gone) }
        #expect(try await corporation.store.applications(limit: 9).isEmpty)
        #expect(try await corporation.store.requests(limit: 9).isEmpty)
    }

    @Test func `an address alone is tested by nothing`() async throws {
        let made = try await apply(template: "adres", household: "eenpersoons", adults: 1)
        let request = try PresentationRequest.verify(
            made.adults[0].request.text, directory: corporation.world.directory,
            trust: corporation.world.trust, at: corporation.world.time)
        #expect(request.query.queries.map(\.id) == ["persoon"])
        #expect(try await standing(made).verdict == nil)
    }

    // MARK: Refused

    @Test(
        arguments: [
            ("daeb-toets", "eenpersoons", 2, "W-1", "malformed"),
            ("daeb-toets", "meerpersoons", 0, "W-1", "malformed"),
            ("daeb-toets", "meerpersoons", 9, "W-1", "malformed"),
            ("daeb-toets", "gezin", 1, "W-1", "malformed"),
            ("daeb-toets", "meerpersoons", 2, String(repeating: "x", count: 93), "malformed"),
            ("daeb-toets", "meerpersoons", 2, "", "malformed"),
            ("daeb-toets", "meerpersoons", 2, "123456782", "bsn-not-allowed"),
            ("zelfbedacht", "meerpersoons", 2, "W-1", "query-refused"),
        ] as [(String, String, Int64, String, String)])
    func `an application that cannot be is refused, and nothing is kept`(
        template: String, household: String, adults: Int64, reference: String, expected: String
    ) async throws {
        let refusal = await code {
            _ = try await apply(
                template: template, household: household, adults: adults, reference: reference)
        }
        #expect(refusal == expected)
        #expect(try await corporation.store.requests(limit: 1).isEmpty)
        #expect(try await corporation.store.applications(limit: 1).isEmpty)
    }

    @Test(arguments: ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", "../requests"])
    func `an application that is not there is unknown`(id: String) async throws {
        #expect(await code { _ = try await desk.standing(id) } == "request-unknown")
    }
}
