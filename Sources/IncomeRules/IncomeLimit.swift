import BlueButton

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

    /// Whether an income is at most this limit: raised first where a factor is confirmed, else as it
    /// was established.
    package func keeps(_ income: Int64) -> Bool {
        index?.keeps(income, atMost: amount) ?? (income <= amount)
    }
}
