import BlueButton

/// Whether a household's income allows for a home, by a dated limit: pure, and it says by which
/// figures it judged.
///
/// Incomes of one tax year are added up, raised by the index factor and compared with the limit, which
/// is inclusive. Where anything that the verdict needs is missing, disputed or not confirmed, there is
/// none, with the reason. An income that is over the limit before it is raised is over it whatever the
/// factor: factors raise.
package struct IncomeTest: Sendable, Hashable {
    /// Which limit goes with a home.
    package enum Rule: String, Sendable, CaseIterable {
        /// Social housing (Woningwet, article 48; DAEB).
        case daeb
        /// Fitting allocation (Woningwet, article 46).
        case passend
    }

    package let rule: Rule
    /// The year of the incomes that are compared.
    package let taxYear: Int
    package let household: Household
    /// Whether an adult has reached the AOW age, for which fitting allocation has limits of its own.
    package let isElderly: Bool

    package init(rule: Rule, taxYear: Int, household: Household, isElderly: Bool = false) {
        self.rule = rule
        self.taxYear = taxYear
        self.household = household
        self.isElderly = isElderly
    }

    /// The name of the limit for homes let in a year.
    private func limitName(in year: Int) -> String {
        let name = "\(rule.rawValue)-\(year)-\(household.rawValue)"
        return rule == .passend && isElderly ? "\(name)-ouderen" : name
    }

    /// Judges the adults of a household, each by what they shared.
    ///
    /// - Parameters:
    ///   - adults: all of them; the caller waits until all have shared.
    ///   - areAlike: whether two of them may be one person, whose income would count for both.
    package func verdict(
        on adults: [SharedIncome], areAlike: Bool = false, by limits: IncomeLimits
    ) -> IncomeVerdict {
        // A limit of the year after the income's, or of the second; the file decides which.
        let names = [taxYear + 1, taxYear + 2].map(limitName(in:))
        let limit = limits.confirmed.first { names.contains($0.name) && $0.incomeYear == taxYear }
        guard let limit else {
            let isThere = names.contains { limits.incomeYears[$0] == taxYear }
            return IncomeVerdict(undecided: isThere ? .limitNotConfirmed : .limitUnknown)
        }
        let figures = IncomeVerdict.Figures(limit: limit, limitsVersion: limits.version)
        guard !adults.isEmpty, adults.count == 1 || household == .meerpersoons else {
            return IncomeVerdict(undecided: .householdDiffers, figures: figures)
        }
        guard !areAlike else {
            return IncomeVerdict(undecided: .adultsAlike, figures: figures)
        }
        if let reason = adults.lazy.compactMap({ $0.obstacle(to: limit) }).first {
            return IncomeVerdict(undecided: reason, figures: figures)
        }
        let amounts = adults.compactMap(\.amount)
        return amounts.count == adults.count
            ? verdict(onAll: amounts, limit: limit, figures: figures)
            : verdict(onEach: adults, limit: limit, figures: figures)
    }

    /// Every income is known: their sum decides.
    private func verdict(
        onAll amounts: [Int64], limit: IncomeLimit, figures: IncomeVerdict.Figures
    ) -> IncomeVerdict {
        var total: Int64 = 0
        for amount in amounts {
            let (sum, overflow) = total.addingReportingOverflow(amount)
            guard !overflow else {
                return IncomeVerdict(undecided: .incomeUnknown, figures: figures)
            }
            total = sum
        }
        if !limit.keeps(total) {
            return IncomeVerdict(.doesNotFit, figures: figures, total: total)
        }
        guard limit.index != nil else {
            return IncomeVerdict(undecided: .indexNotConfirmed, figures: figures, total: total)
        }
        return IncomeVerdict(.fits, figures: figures, total: total)
    }

    /// Of at least one only the side of the limit is known.
    private func verdict(
        onEach adults: [SharedIncome], limit: IncomeLimit, figures: IncomeVerdict.Figures
    ) -> IncomeVerdict {
        if adults.contains(where: { !$0.isUnder(limit) }) {
            return IncomeVerdict(.doesNotFit, figures: figures)
        }
        // Two incomes under a limit may exceed it together.
        guard adults.count == 1 else {
            return IncomeVerdict(undecided: .underLimitApart, figures: figures)
        }
        guard limit.index != nil else {
            return IncomeVerdict(undecided: .indexNotConfirmed, figures: figures)
        }
        return IncomeVerdict(.fits, figures: figures)
    }
}
