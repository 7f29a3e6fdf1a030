import BlueButton
import IncomeRules
import StrictJSON

extension IncomeLimits {
    /// The claims about a person's incomes: the same names for everyone.
    func claims(about incomes: [AuthenticIncome]) -> [(name: String, value: JSONValue)] {
        confirmed.map { limit in
            let income = incomes.first { $0.year == limit.incomeYear }
            return (limit.claimName, limit.claim(about: income, version: version))
        }
    }
}

extension IncomeLimit {
    /// What an income says about this limit, and nothing of the income itself.
    ///
    /// Null where the income is not known, and where it is in dispute: the claim has no place for
    /// that qualifier, and a plain yes or no would lose it.
    fileprivate func claim(about income: AuthenticIncome?, version: String) -> JSONValue {
        guard let income, !income.isDisputed else { return .null }
        return LimitClaim(
            limit: name, amount: amount, belastingjaar: incomeYear, indexed: index != nil,
            under: keeps(income.amount), limitsVersion: version
        ).json
    }
}
