/// What an income test found, and by which figures.
package struct IncomeVerdict: Sendable, Hashable {
    package enum Outcome: String, Sendable {
        case fits
        case doesNotFit = "does-not-fit"
        case cannotDecide = "cannot-decide"
    }

    /// Why there is no verdict.
    package enum Reason: String, Sendable, CaseIterable {
        /// The file has no limit for this year and household.
        case limitUnknown = "limit-unknown"
        /// The limit's amount is not confirmed.
        case limitNotConfirmed = "limit-not-confirmed"
        /// The factor that raises the income is not confirmed, and the verdict depends on it.
        case indexNotConfirmed = "index-not-confirmed"
        /// The register knows no income of that year, or what was shared is about another one.
        case incomeUnknown = "income-unknown"
        /// An income is in dispute (in onderzoek).
        case incomeDisputed = "income-disputed"
        /// Who shared only a side of a limit did so by other figures than ours.
        case otherFigures = "other-figures"
        /// Each income is under the limit, which says nothing of their sum.
        case underLimitApart = "under-limit-apart"
        /// More adults than the kind of household has.
        case householdDiffers = "household-differs"
        /// Two adults of one name and birth: one person may have answered for both.
        case adultsAlike = "adults-alike"
    }

    /// The figures that were used.
    package struct Figures: Sendable, Hashable {
        package let limit: IncomeLimit
        package let limitsVersion: String
    }

    package let outcome: Outcome
    /// Where there is no verdict.
    package let reason: Reason?
    /// Absent where no limit was found.
    package let figures: Figures?
    /// The household's income in whole euros, as it was established; where all shared it.
    package let total: Int64?

    init(_ outcome: Outcome, figures: Figures, total: Int64? = nil) {
        self.outcome = outcome
        reason = nil
        self.figures = figures
        self.total = total
    }

    init(undecided reason: Reason, figures: Figures? = nil, total: Int64? = nil) {
        outcome = .cannotDecide
        self.reason = reason
        self.figures = figures
        self.total = total
    }
}
