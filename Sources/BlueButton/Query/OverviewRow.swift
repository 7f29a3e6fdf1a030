public import OpenSSL
import StrictJSON

/// One organisation in an overview, and what came of asking it.
public struct OverviewRow: Sendable {
    /// What came of asking one organisation.
    public enum Outcome: Sendable {
        /// It answered with a statement that verifies; `holds` of the statement tells which.
        case answered(HoldingsStatement)
        /// It could not be asked or gave no valid answer.
        case unavailable(Reason)
        /// It would not answer. This is the service's own word: shown as unknown.
        case refused(Reason)

        /// The word in the document.
        public var name: String {
            switch self {
            case .answered(let statement): statement.holds ? "holds" : "holds-nothing"
            case .unavailable: "unavailable"
            case .refused: "refused"
            }
        }
    }

    /// Why there is no statement.
    public struct Reason: Hashable, Sendable {
        public enum Code: String, Sendable, CaseIterable {
            case timeout
            case unreachable
            case tooLarge = "too-large"
            case invalidAnswer = "invalid-answer"
            case refused
        }

        public let code: Code
        /// One English sentence.
        public let message: String

        public init(_ code: Code, _ message: String) {
            self.code = code
            self.message = message
        }
    }

    public let source: OIN
    public let name: String
    public let askedAt: UnixTime
    /// Nil where nothing came.
    public let answeredAt: UnixTime?
    public let outcome: Outcome

    public init(
        source: OIN, name: String, askedAt: UnixTime, answeredAt: UnixTime?, outcome: Outcome
    ) {
        self.source = source
        self.name = name
        self.askedAt = askedAt
        self.answeredAt = answeredAt
        self.outcome = outcome
    }

    /// Reads a row and verifies its statement.
    init(
        reading reader: JSONReader, directory: Directory,
        statement verify: (String, DirectorySource) throws -> HoldingsStatement
    ) throws {
        try reader.close([
            "oin", "name", "outcome", "asked_at", "answered_at", "statement", "reason",
        ])
        source = try reader.oin("oin")
        let entry = try directory.source(source)
        name = try reader.string("name")
        guard isSame(name, entry.name) else {
            throw Refusal(.outcomeMismatch, "expected each row to bear the directory's name")
        }
        askedAt = try reader.time("asked_at")
        answeredAt =
            try reader.nullableInteger("answered_at") == nil ? nil : reader.time("answered_at")
        let text = try reader.optionalString("statement")
        let reason = try reader.optionalObject("reason").map { try Self.reason(reading: $0) }
        switch (try reader.string("outcome"), text, reason) {
        case ("holds", let text?, nil), ("holds-nothing", let text?, nil):
            outcome = .answered(try verify(text, entry))
        case ("unavailable", nil, let reason?):
            outcome = .unavailable(reason)
        case ("refused", nil, let reason?):
            outcome = .refused(reason)
        default:
            throw Refusal(
                .outcomeMismatch, "expected a statement for what is held, else a reason")
        }
        guard outcome.name == (try reader.string("outcome")) else {
            throw Refusal(.outcomeMismatch, "expected the outcome that the statement tells")
        }
        guard text == nil || answeredAt != nil else {
            throw Refusal(.outcomeMismatch, "expected 'answered_at' beside a statement")
        }
    }

    private static func reason(reading reader: JSONReader) throws -> Reason {
        try reader.exactly(["code", "message"])
        guard let code = Reason.Code(rawValue: try reader.string("code")) else {
            throw Refusal(.malformed, "expected a reason that the protocol knows")
        }
        return Reason(code, try reader.string("message"))
    }

    var json: JSONValue {
        var row: JSONObject = [
            "oin": .string(source.digits), "name": .string(name),
            "outcome": .string(outcome.name), "asked_at": .time(askedAt),
            "answered_at": answeredAt.map { .time($0) } ?? .null,
        ]
        switch outcome {
        case .answered(let statement):
            row["statement"] = .string(statement.text)
        case .unavailable(let reason), .refused(let reason):
            row["reason"] = .object([
                "code": .string(reason.code.rawValue), "message": .string(reason.message),
            ])
        }
        return .object(row)
    }
}
