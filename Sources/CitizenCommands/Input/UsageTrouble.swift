import BlueButton

/// What is wrong with how a command was typed, as the parser's English message tells it: the parser
/// has no other way to say it.
enum UsageTrouble: Sendable, Equatable {
    /// A value is missing; its name in small letters.
    case missingValue(String)
    case unknownCommand(String, near: String?)
    case unknownOption(String, near: String?)
    case missingOptionValue(String)
    /// An option, or a value by its name, has a value that it cannot have.
    case invalidValue(String, of: String)
    case unexpected(String)
    /// In the parser's own words.
    case other(String)

    /// - Parameter message: all that the parser says, its `Error: ` first.
    init(message: String) {
        let first = String(message.prefix { $0 != "\n" })
        if let match = first.firstMatch(of: /Missing expected argument '<([^>]+)>/) {
            self = .missingValue(Self.shown(match.output.1))
        } else if let match = first.firstMatch(
            of: /Unknown option '(.*?)'(?:\. Did you mean '([^']+)'\?)?$/)
        {
            self = .unknownOption(
                Self.shown(match.output.1), near: match.output.2.map { Self.shown($0) })
        } else if let match = first.firstMatch(of: /Missing value for '(\S+?)(?: <[^>]+>)?'/) {
            self = .missingOptionValue(Self.shown(match.output.1))
        } else if let match = first.firstMatch(
            of: /The value '(.*)' is invalid for '(?:(-\S+) )?<([^>]+)>'/)
        {
            self = .invalidValue(
                Self.shown(match.output.1),
                of: Self.shown(match.output.2 ?? match.output.3))
        } else if let match = first.firstMatch(
            of: /(?:Unexpected argument|unexpected arguments:) '(.*)'/)
        {
            self = .unexpected(Self.shown(match.output.1))
        } else {
            self = .other(
                DisplayText(first.hasPrefix("Error: ") ? String(first.dropFirst(7)) : first).text)
        }
    }

    private static func shown(_ text: Substring) -> String { DisplayText(String(text)).text }
}
