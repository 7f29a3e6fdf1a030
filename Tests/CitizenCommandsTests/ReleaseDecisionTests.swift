import BlueButton
import Testing

@testable import CitizenCommands

/// Every path through a decision, without a terminal.
struct ReleaseDecisionTests {
    private static func asked(_ id: String, _ type: CredentialType, _ claims: String...)
        -> CredentialQuery
    {
        CredentialQuery(id: id, type: type, claims: claims.map { ClaimPath($0) })
    }

    private static let person = asked("persoon", .brp, "naam", "geboorte")
    private static let address = asked("adres", .brp, "adres")
    private static let income = asked("inkomen", .bri, "inkomen-2024")
    private static let limit = asked("grens", .bri, "onder-daeb-2026-eenpersoons")

    /// A needed part, and each of the others as an optional one.
    private static func query(_ optional: CredentialQuery...) throws -> PresentationQuery {
        try PresentationQuery(
            queries: [person] + optional,
            sets: [.init(queries: ["persoon"], isRequired: true)]
                + optional.map { .init(queries: [$0.id], isRequired: false) })
    }

    private func decision(_ lines: String?..., of query: PresentationQuery) -> ReleaseDecision {
        var decision = ReleaseDecision(query)
        for line in lines { _ = decision.take(line) }
        return decision
    }

    @Test func `nothing that may be left out is ticked beforehand`() throws {
        let decision = ReleaseDecision(try Self.query(Self.address, Self.income, Self.limit))
        #expect(decision.ticked.isEmpty && decision.granted == ["persoon"])
        #expect(decision.step == .choosing && decision.parts.count == 3)
    }

    @Test func `a request without optional parts begins at the summary`() throws {
        let query = try Self.query()
        #expect(ReleaseDecision(query).step == .confirming)
        #expect(decision("ja", of: query).step == .agreed)
    }

    @Test func `what was ticked is granted, and what was unticked is not`() throws {
        let query = try Self.query(Self.address, Self.income)
        #expect(decision("1", of: query).granted == ["persoon", "adres"])
        #expect(decision("1 2", of: query).granted == ["persoon", "adres", "inkomen"])
        #expect(decision("1,2", "1", of: query).granted == ["persoon", "inkomen"])
        #expect(decision("1", "", "yes", of: query).step == .agreed)
    }

    @Test func `income and limit exclude each other, whichever is ticked last`() throws {
        let query = try Self.query(Self.income, Self.limit, Self.address)
        var decision = ReleaseDecision(query)
        #expect(decision.offersLimit)
        #expect(decision.take("1") == .changed([0]))
        #expect(decision.take("2 3") == .changed([1, 0, 2]))
        #expect(decision.granted == ["persoon", "grens", "adres"])
        #expect(decision.take("1") == .changed([0, 1]))
        #expect(decision.granted == ["persoon", "inkomen", "adres"])
    }

    @Test func `a limit is offered only where the income may be left out for it`() throws {
        #expect(!ReleaseDecision(try Self.query(Self.limit)).offersLimit)
        #expect(!ReleaseDecision(try Self.query(Self.income, Self.address)).offersLimit)
        var decision = ReleaseDecision(try Self.query(Self.income))
        let error = #expect(throws: CitizenError.self) { try decision.proveLimitOnly() }
        #expect(error?.code == "choice-absent")
    }

    @Test(arguments: [nil, "nee", "no", "n", "NEE", " no ", "stop"])
    func `refusing is possible at every step`(answer: String?) throws {
        let query = try Self.query(Self.address)
        #expect(decision(answer, of: query).step == .refused)
        #expect(decision("1", "", answer, of: query).step == .refused)
    }

    @Test(arguments: [
        "", "j", "y", "ja ja", "yes!", "1", "oke", "ja, maar", "yes no", "да", "\u{1B}[A",
    ])
    func `at the summary anything but a whole yes shares nothing`(answer: String) throws {
        #expect(decision("", answer, of: try Self.query(Self.address)).step == .refused)
    }

    @Test(arguments: ["0", "2", "-1", "1 2", "adres", "99999999999999999999", "ja", "yes", "terug"])
    func `what is not understood changes nothing`(line: String) throws {
        var decision = ReleaseDecision(try Self.query(Self.address))
        #expect(decision.take(line) == .unclear)
        #expect(decision.ticked.isEmpty && decision.step == .choosing)
    }

    @Test func `who goes back keeps the ticks, and can change them`() throws {
        let query = try Self.query(Self.address, Self.income)
        let back = decision("1", "", "terug", of: query)
        #expect(back.step == .choosing && back.ticked == [0])
        #expect(decision("1", "", "back", "1 2", "", "JA", of: query).granted.contains("inkomen"))
        var nowhere = ReleaseDecision(try Self.query())
        #expect(nowhere.take("terug") == .unclear && nowhere.step == .confirming)
    }

    @Test func `an end is an end`() throws {
        let query = try Self.query(Self.address)
        #expect(decision("nee", "", "ja", of: query).step == .refused)
        #expect(decision("", "ja", "nee", of: query).step == .agreed)
    }

    @Test func `flags tick what they name, and nothing contradictory`() throws {
        var decision = ReleaseDecision(try Self.query(Self.income, Self.limit, Self.address))
        try decision.grant(["adres"])
        try decision.proveLimitOnly()
        try decision.proveLimitOnly()
        #expect(decision.granted == ["persoon", "adres", "grens"])
        let both = #expect(throws: CitizenError.self) { try decision.grant(["inkomen"]) }
        #expect(both?.code == "options-conflict" && both?.kind == .usage)
        for unknown in ["partner", "", "inkomen-2024"] {
            var other = ReleaseDecision(try Self.query(Self.address))
            let refusal = #expect(throws: Refusal.self) { try other.grant([unknown]) }
            #expect(refusal?.code == .consentMismatch)
        }
    }

    @Test func `a part of several queries is one tick, and not half of one`() throws {
        let query = try PresentationQuery(
            queries: [Self.person, Self.address, Self.asked("partner", .brp, "partner")],
            sets: [
                .init(queries: ["persoon"], isRequired: true),
                .init(queries: ["adres", "partner"], isRequired: false),
                .init(queries: ["persoon"], isRequired: false),
            ])
        var decision = ReleaseDecision(query)
        #expect(decision.parts.count == 1)
        #expect(throws: Refusal.self) { try decision.grant(["adres"]) }
        try decision.grant(["partner", "adres"])
        #expect(decision.granted == ["persoon", "adres", "partner"])
    }
}
