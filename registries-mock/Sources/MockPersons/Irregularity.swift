/// Something in a person list file that is not as it should be, and what was done about it.
///
/// The message names the column and what was expected, and never the value: the file may hold
/// people.
package struct Irregularity: Sendable, Hashable, CustomStringConvertible {
    /// What kind of irregularity it is.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A column name stands in the header twice.
        package static let headerRepeated = Code(rawValue: "header-repeated")
        /// A row has another number of columns than the header.
        package static let columnCount = Code(rawValue: "column-count")
        /// A double quote stands where none can begin or end a field; it was kept as a character.
        package static let strayQuote = Code(rawValue: "stray-quote")
        /// A continuation row comes before any person; it was left out.
        package static let rowWithoutPerson = Code(rawValue: "row-without-person")
        /// The same person list id starts two person lists; both were kept.
        package static let idRepeated = Code(rawValue: "id-repeated")
        /// A pointer says that a row follows, and none does.
        package static let pointerWithoutRow = Code(rawValue: "pointer-without-row")
        /// A row follows that no pointer announced.
        package static let rowWithoutPointer = Code(rawValue: "row-without-pointer")
        /// A pointer is neither the category's number nor that number plus 50.
        package static let pointerUnknown = Code(rawValue: "pointer-unknown")
        /// A pointer stands in the date column behind its own; it was read as the pointer.
        package static let pointerShifted = Code(rawValue: "pointer-shifted")
        /// A date is not eight digits of a day, month or year that exists.
        package static let dateMalformed = Code(rawValue: "date-malformed")
        /// A person list has no citizen service number: it cannot be asked for.
        package static let bsnMissing = Code(rawValue: "bsn-missing")
        /// A citizen service number is not nine digits that pass the eleven-test.
        package static let bsnInvalid = Code(rawValue: "bsn-invalid")
        /// Two person lists have the same citizen service number; both are delivered.
        package static let bsnRepeated = Code(rawValue: "bsn-repeated")
    }

    /// The line of the file, counted from 1.
    package let line: Int
    package let code: Code
    package let message: String

    package init(line: Int, _ code: Code, _ message: String) {
        self.line = line
        self.code = code
        self.message = message
    }

    package var description: String {
        "line \(line): \(code.rawValue): \(message)"
    }
}
