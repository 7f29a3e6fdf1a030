/// Dates as registries know them: a day, a month or a year.
public enum PartialDate {
    /// Whether a text is `YYYY-MM-DD`, `YYYY-MM` or `YYYY` of the Gregorian calendar.
    public static func isWellFormed(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let widths = [4, 2, 2]
        guard (1...3).contains(parts.count) else { return false }
        var values: [Int] = []
        for (part, width) in zip(parts, widths) {
            guard part.utf8.count == width, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let value = Int(part), value > 0
            else { return false }
            values.append(value)
        }
        if values.count > 1, values[1] > 12 { return false }
        return values.count < 3 || values[2] <= days(inMonth: values[1], of: values[0])
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }
}
