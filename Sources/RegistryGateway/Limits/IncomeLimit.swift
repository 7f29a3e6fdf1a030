import BlueButton
import StrictJSON

/// A limit with a confirmed amount, as claims are made from it.
package struct IncomeLimit: Sendable, Hashable {
    /// Its name, such as `daeb-2026-eenpersoons`.
    package let name: String
    /// Whole euros a year; an income of exactly this much is still under the limit.
    package let amount: Int64
    /// The tax year of the income that is compared.
    package let incomeYear: Int
    /// Raises the income first; nil where no factor is confirmed.
    package let index: IndexFactor?

    /// The name of the claim.
    package var claimName: String { LimitClaim.name(name) }

    /// What an income says about this limit, and nothing of the income itself.
    ///
    /// Null where the income is not known, and where it is in dispute: the claim has no place for
    /// that qualifier, and a plain yes or no would lose it.
    func claim(about income: AuthenticIncome?, version: String) -> JSONValue {
        guard let income, !income.isDisputed else { return .null }
        let isUnder = index?.keeps(income.amount, atMost: amount) ?? (income.amount <= amount)
        return LimitClaim(
            limit: name, amount: amount, belastingjaar: incomeYear, indexed: index != nil,
            under: isUnder, limitsVersion: version
        ).json
    }
}
