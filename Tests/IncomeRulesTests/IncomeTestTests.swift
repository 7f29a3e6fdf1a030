import BlueButton
import Foundation
import IncomeRules
import Testing

/// The income test of a household, by figures made up for it.
struct IncomeTestTests {
    /// 2024 is confirmed throughout; of 2026 the factor is not; of 2025 the limit is not.
    private static let limits = """
        {"version": "test-1", "years": [
          {"year": 2024, "income_year": 2022,
           "index": {"factor": "1.1", "status": "official", "sources": ["a"]},
           "limits": [
             {"limit": "daeb-2024-eenpersoons", "amount": 44000, "status": "official",
              "sources": ["a"]},
             {"limit": "daeb-2024-meerpersoons", "amount": 55000, "status": "official",
              "sources": ["a"]},
             {"limit": "passend-2024-eenpersoons", "amount": 27500, "status": "official",
              "sources": ["a"]},
             {"limit": "passend-2024-eenpersoons-ouderen", "amount": 26400, "status": "official",
              "sources": ["a"]}
           ]},
          {"year": 2025, "income_year": 2023,
           "index": {"factor": "1.1", "status": "official", "sources": ["a"]},
           "limits": [
             {"limit": "daeb-2025-eenpersoons", "amount": 44000, "status": "derived",
              "sources": ["a"]}
           ]},
          {"year": 2026, "income_year": 2024,
           "index": {"factor": null, "status": "derived", "sources": []},
           "limits": [
             {"limit": "daeb-2026-eenpersoons", "amount": 50000, "status": "official",
              "sources": ["a"]},
             {"limit": "daeb-2026-meerpersoons", "amount": 60000, "status": "official",
              "sources": ["a"]}
           ]}],
         "sources": {"a": {"title": "A page", "url": "https://a.example/"}}}
        """

    private let limits: IncomeLimits

    init() throws { limits = try IncomeLimits(Array(Self.limits.utf8)) }

    private static func income(
        _ amount: Int64, of year: Int = 2022, isDisputed: Bool = false
    ) -> SharedIncome {
        .income(
            IncomeClaim(
                belastingjaar: year, soort: .verzamelinkomen, bedrag: amount, status: "vastgesteld",
                vaststellingsdatum: "2023-05-01", inOnderzoek: isDisputed))
    }

    private static func side(
        _ under: Bool, of limit: String = "daeb-2024-meerpersoons", amount: Int64 = 55_000,
        year: Int = 2022, indexed: Bool = true
    ) -> SharedIncome {
        .limit(
            LimitClaim(
                limit: limit, amount: amount, belastingjaar: year, indexed: indexed, under: under,
                limitsVersion: "test-1"))
    }

    private func verdict(
        _ adults: [SharedIncome], rule: IncomeTest.Rule = .daeb, year: Int = 2022,
        _ household: Household = .meerpersoons, isElderly: Bool = false
    ) -> IncomeVerdict {
        IncomeTest(rule: rule, taxYear: year, household: household, isElderly: isElderly)
            .verdict(on: adults, by: limits)
    }

    // MARK: Incomes

    @Test(arguments: [
        ([40_000], IncomeVerdict.Outcome.fits), ([50_000], .fits), ([50_001], .doesNotFit),
        ([25_000, 25_000], .fits), ([25_000, 25_001], .doesNotFit), ([60_000, -10_000], .fits),
        ([-5], .fits), ([20_000, 20_000, 10_001], .doesNotFit),
    ])
    func `incomes are added up, raised and compared, the limit included`(
        amounts: [Int64], outcome: IncomeVerdict.Outcome
    ) {
        let verdict = verdict(amounts.map { Self.income($0) })
        #expect(verdict.outcome == outcome && verdict.reason == nil)
        #expect(verdict.total == amounts.reduce(0, +))
        #expect(verdict.figures?.limit.name == "daeb-2024-meerpersoons")
        #expect(verdict.figures?.limit.index?.text == "1.1")
        #expect(verdict.figures?.limitsVersion == "test-1")
    }

    @Test(arguments: [
        (IncomeTest.Rule.daeb, false, "daeb-2024-eenpersoons"),
        (.daeb, true, "daeb-2024-eenpersoons"),
        (.passend, false, "passend-2024-eenpersoons"),
        (.passend, true, "passend-2024-eenpersoons-ouderen"),
    ])
    func `the limit follows rule, household and age`(
        rule: IncomeTest.Rule, isElderly: Bool, name: String
    ) {
        let verdict = verdict(
            [Self.income(1000)], rule: rule, .eenpersoons, isElderly: isElderly)
        #expect(verdict.outcome == .fits && verdict.figures?.limit.name == name)
    }

    // MARK: Sides of a limit

    @Test func `one person under the limit fits`() {
        let side = Self.side(true, of: "daeb-2024-eenpersoons", amount: 44_000)
        #expect(verdict([side], .eenpersoons).outcome == .fits)
    }

    @Test(arguments: [
        [side(false)], [side(false), side(true)], [side(true), side(false)],
        [side(false), income(0)], [side(true), income(50_001)],
    ])
    func `anyone over the limit means over`(adults: [SharedIncome]) {
        let verdict = verdict(adults)
        #expect(verdict.outcome == .doesNotFit && verdict.total == nil)
    }

    @Test(arguments: [[side(true), side(true)], [side(true), income(10)]])
    func `incomes that are under the limit apart decide nothing together`(
        adults: [SharedIncome]
    ) {
        #expect(verdict(adults).reason == .underLimitApart)
    }

    @Test(arguments: [
        side(true, of: "daeb-2024-eenpersoons"), side(true, amount: 54_999),
        side(true, year: 2023), side(true, indexed: false), side(false, amount: 1),
    ])
    func `a side of another limit decides nothing`(adult: SharedIncome) {
        let verdict = verdict([adult])
        #expect(verdict.outcome == .cannotDecide && verdict.reason == .otherFigures)
    }

    // MARK: No verdict

    @Test(arguments: [
        ([income(1, isDisputed: true)], IncomeVerdict.Reason.incomeDisputed),
        ([income(90_000, isDisputed: true)], .incomeDisputed),
        ([income(1), .unknown], .incomeUnknown), ([.unknown], .incomeUnknown),
        ([side(false), .unknown], .incomeUnknown),
        ([income(1, of: 2023)], .incomeUnknown), ([], .householdDiffers),
        ([income(Int64.max), income(Int64.max)], .incomeUnknown),
    ])
    func `what is missing or disputed leaves no verdict`(
        adults: [SharedIncome], reason: IncomeVerdict.Reason
    ) {
        let verdict = verdict(adults)
        #expect(verdict.outcome == .cannotDecide && verdict.reason == reason)
    }

    @Test func `two adults are no household of one person`() {
        let verdict = verdict([Self.income(1), Self.income(1)], .eenpersoons)
        #expect(verdict.reason == .householdDiffers)
    }

    @Test func `a limit that is not confirmed gives no verdict, and one that is not there another`()
    {
        let one = Self.income(1, of: 2023)
        #expect(verdict([one], year: 2023, .eenpersoons).reason == .limitNotConfirmed)
        #expect(verdict([one], year: 2023, .meerpersoons).reason == .limitUnknown)
        let old = Self.income(1, of: 2010)
        #expect(verdict([old], year: 2010).reason == .limitUnknown)
    }

    @Test func `without a confirmed factor only what is over already is decided`() {
        let name = "daeb-2026-eenpersoons"
        func outcome(_ adult: SharedIncome) -> IncomeVerdict {
            verdict([adult], year: 2024, .eenpersoons)
        }
        #expect(outcome(Self.income(49_000, of: 2024)).reason == .indexNotConfirmed)
        #expect(outcome(Self.income(50_001, of: 2024)).outcome == .doesNotFit)
        let under = Self.side(true, of: name, amount: 50_000, year: 2024, indexed: false)
        #expect(outcome(under).reason == .indexNotConfirmed)
        let over = Self.side(false, of: name, amount: 50_000, year: 2024, indexed: false)
        #expect(outcome(over).outcome == .doesNotFit)
        let raised = Self.side(true, of: name, amount: 50_000, year: 2024, indexed: true)
        #expect(outcome(raised).reason == .otherFigures)
    }

    // MARK: The file of the project

    @Test(arguments: [
        (Household.eenpersoons, 2022, 40_764, IncomeVerdict.Outcome.fits),
        (.eenpersoons, 2022, 40_765, .doesNotFit),
        (.meerpersoons, 2022, 45_014, .fits), (.meerpersoons, 2022, 45_015, .doesNotFit),
        (.eenpersoons, 2024, 40_000, .cannotDecide), (.eenpersoons, 2024, 51_538, .doesNotFit),
    ])
    func `the figures that ship decide as they were published`(
        household: Household, year: Int, amount: Int64, outcome: IncomeVerdict.Outcome
    ) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("data/income-limits.json")
        let limits = try IncomeLimits(Array(Data(contentsOf: file)))
        let verdict = IncomeTest(rule: .daeb, taxYear: year, household: household)
            .verdict(on: [Self.income(amount, of: year)], by: limits)
        #expect(verdict.outcome == outcome)
    }
}
