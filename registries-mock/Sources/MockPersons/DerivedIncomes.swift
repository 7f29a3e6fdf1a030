import OpenSSL

/// Incomes for people of whom none are on file: made from the citizen service number, always the
/// same for the same number, and in no relation to any real person.
///
/// SHA-256 over a label and the number gives the dice. One in sixteen has no income at all, one in
/// sixteen has a figure in dispute, and so on: every case occurs in a set of some hundred people.
package enum DerivedIncomes {
    /// The tax years for which incomes are made.
    package static let years = 2022...2025

    /// The incomes of one number.
    ///
    /// - Parameter from: the first year in which the person can have income of their own.
    /// - Parameter upTo: the last one.
    package static func incomes(
        for bsn: String, from: Int = years.lowerBound, upTo: Int = years.upperBound
    ) -> [Income] {
        let dice = SHA256.hash(utf8: "registries-mock derived income 1:" + bsn)
        guard dice[0] >= 16 else { return [] }
        let first = max(from, years.lowerBound + (dice[1] < 48 ? 1 : 0))
        let last = min(upTo, years.upperBound - (dice[2] < 24 ? 1 : 0))
        guard first <= last else { return [] }
        let kind: Income.Kind = dice[3] < 160 ? .verzamelinkomen : .belastbaarLoon
        return (first...last).map { year in
            let turn = dice[8 + (year - years.lowerBound) % 8]
            return Income(
                taxYear: year, kind: kind, amount: amount(dice, year: year, turn: turn, kind: kind),
                status: turn % 13 == 0 ? .herzien : .vastgesteld,
                establishedOn: establishedOn(year: year, turn: turn),
                underInvestigation: year == last && dice[4] < 16
                    ? Income.Ground.allCases[Int(dice[5]) % 3] : nil)
        }
    }

    /// The incomes of a person list: none before the year of becoming eighteen, none after the year
    /// in which the list was suspended.
    package static func incomes(for person: PersonList, bsn: String) -> [Income] {
        let born = person.first(.person)?.date("03.10")?.year ?? 1900
        let suspended = person.first(.registration)?.date("67.10")?.year ?? years.upperBound
        return incomes(for: bsn, from: born + 18, upTo: suspended)
    }

    private static func amount(
        _ dice: [UInt8], year: Int, turn: UInt8, kind: Income.Kind
    ) -> Int64 {
        if kind == .verzamelinkomen, dice[6] < 4 { return -Int64(turn) * 23 - 140 }
        let spread = Int64(dice[16]) << 8 | Int64(dice[17])
        let base =
            switch dice[7] {
            case 0..<13: 58_000 + spread
            case 13..<90: 31_000 + spread / 3
            default: 11_500 + spread * 2 / 7
            }
        let rise = Int64(year - years.lowerBound) * (base * 31 / 1000)
        return base + rise + Int64(turn) * 3
    }

    private static func establishedOn(year: Int, turn: UInt8) -> String {
        let month = 4 + Int(turn) % 6
        let day = 1 + Int(turn) / 6 % 28
        return "\(year + 1)-0\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
