/// Why a file of limits is refused: what was expected, never what stood there.
package struct LimitsFileError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// No JSON, or too large.
        case syntax
        /// A member is missing, unknown, or of another kind.
        case shape
        /// The file's version is not a word.
        case version
        /// A year is none, or its income is of no year before it.
        case year
        /// A limit's name is not a word with its year.
        case name
        /// A year or a limit stands there twice.
        case duplicate
        /// An amount is out of range.
        case amount
        /// A factor is no exact decimal.
        case factor
        /// A status is unknown, or claims a figure that is not there.
        case status
        /// A source is missing, unknown or without an address.
        case source
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}
