import IncomeRules
import StrictJSON

/// An application's verdict as lines for people, with the figures that it rests on.
enum VerdictLines {
    static func lines(_ application: JSONReader) throws -> [String] {
        guard let verdict = try application.nullableObject("verdict") else {
            return ["  no verdict: not every adult has shared, or nothing is tested"]
        }
        var lines: [String] = []
        switch IncomeVerdict.Outcome(rawValue: try verdict.string("outcome")) {
        case .fits: lines.append("  verdict: fits")
        case .doesNotFit: lines.append("  verdict: does not fit")
        case .cannotDecide, nil:
            let reason = IncomeVerdict.Reason(rawValue: try verdict.string("reason"))
            lines += [
                "  verdict: cannot decide", "    \(reason.map(text) ?? "for another reason")",
            ]
        }
        if let total = try verdict.nullableInteger("total") {
            lines.append("  income of the household: \(total) euros")
        }
        guard let limit = try verdict.nullableObject("limit") else { return lines }
        let index = try limit.nullableString("index")
        lines += [
            "  limit: \(try limit.integer("amount")) euros (\(try limit.string("name")))",
            "    for incomes of \(try limit.integer("income_year"))"
                + (index.map { " times \($0)" } ?? ", no factor confirmed")
                + "; figures of \(try limit.string("limits_version"))",
        ]
        return lines
    }

    private static func text(_ reason: IncomeVerdict.Reason) -> String {
        switch reason {
        case .limitUnknown: "there is no limit for this year and household"
        case .limitNotConfirmed: "the limit is not confirmed"
        case .indexNotConfirmed: "the factor that raises the income is not confirmed"
        case .incomeUnknown: "an income of that year is not known"
        case .incomeDisputed: "an income is in dispute (in onderzoek)"
        case .otherFigures: "what was shared was judged by other figures"
        case .underLimitApart: "each income is under the limit, which says nothing of their sum"
        case .householdDiffers: "there are more adults than the household has"
        case .adultsAlike: "two adults have one name and birth: one may have answered for both"
        }
    }
}
