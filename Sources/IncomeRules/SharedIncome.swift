package import BlueButton

/// What one adult of a household shared about the income of a tax year.
package enum SharedIncome: Sendable, Hashable {
    /// The income itself.
    case income(IncomeClaim)
    /// Only whether it is at most a limit.
    case limit(LimitClaim)
    /// The register knows none, or the claim is null.
    case unknown

    /// The amount, where it is known.
    var amount: Int64? {
        if case .income(let claim) = self { claim.bedrag } else { nil }
    }

    /// Why this cannot be compared with a limit; nil where it can.
    func obstacle(to limit: IncomeLimit) -> IncomeVerdict.Reason? {
        switch self {
        case .unknown: .incomeUnknown
        case .income(let claim):
            if claim.belastingjaar != limit.incomeYear {
                .incomeUnknown
            } else {
                claim.inOnderzoek ? .incomeDisputed : nil
            }
        case .limit(let claim):
            // Made from other figures than ours, it answers another question.
            claim.limit == limit.name && claim.amount == limit.amount
                && claim.belastingjaar == limit.incomeYear
                && claim.indexed == (limit.index != nil) ? nil : .otherFigures
        }
    }

    /// Whether it alone is at most the limit.
    func isUnder(_ limit: IncomeLimit) -> Bool {
        switch self {
        case .income(let claim): limit.keeps(claim.bedrag)
        case .limit(let claim): claim.under
        case .unknown: false
        }
    }
}
