/// Why a file of mock data cannot be used at all.
///
/// What can be used in spite of a flaw is an `Irregularity` instead. The message says where and
/// what was expected, and never repeats a value of the file.
package struct MockPersonsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of refusal it is.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The file is not there or cannot be read.
        package static let fileUnreadable = Code(rawValue: "file-unreadable")
        /// The file is larger than what is accepted.
        package static let tooLarge = Code(rawValue: "too-large")
        /// The bytes are no UTF-8.
        package static let encoding = Code(rawValue: "encoding")
        /// A quoted field does not end.
        package static let quoteUnclosed = Code(rawValue: "quote-unclosed")
        /// The first line is no header of person list columns.
        package static let headerMalformed = Code(rawValue: "header-malformed")
        /// A column that every person list needs is absent from the header.
        package static let columnMissing = Code(rawValue: "column-missing")
        /// The JSON is malformed or not of the shape that the file has.
        package static let shape = Code(rawValue: "shape")
        /// A number is no citizen service number.
        package static let bsnInvalid = Code(rawValue: "bsn-invalid")
        /// The same person, slug or year stands in the file twice.
        package static let duplicate = Code(rawValue: "duplicate")
    }

    package let code: Code
    package let message: String
    /// The line of the file, counted from 1, where one can be named.
    package let line: Int?

    package init(_ code: Code, _ message: String, line: Int? = nil) {
        self.code = code
        self.message = message
        self.line = line
    }

    package var description: String {
        let place = line.map { "line \($0): " } ?? ""
        return "\(code.rawValue): \(place)\(message)"
    }
}
