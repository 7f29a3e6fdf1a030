/// Dates as registries know them: a day, a month or a year.
public enum PartialDate {
    /// Whether a text is `YYYY-MM-DD`, `YYYY-MM` or `YYYY` of the Gregorian calendar.
    public static func isWellFormed(_ text: String) -> Bool {
        let characters = text.utf8.span
        guard [4, 7, 10].contains(characters.count) else { return false }
        // Year, month and day, as far as they are there.
        var numbers = [0, 1, 1]
        for place in 0..<characters.count {
            let byte = characters[place]
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return false }
                numbers[place == 4 ? 1 : 2] = 0
            } else {
                guard byte >= 0x30, byte <= 0x39 else { return false }
                let part = place < 4 ? 0 : place < 7 ? 1 : 2
                numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
            }
        }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        return year > 0 && (1...12).contains(month)
            && (1...days(inMonth: month, of: year)).contains(day)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }
}
