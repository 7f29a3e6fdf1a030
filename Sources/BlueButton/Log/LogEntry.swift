public import OpenSSL
public import StrictJSON

/// One entry of the access log: what happened, when, by whom, and the hash of the document that
/// ordered it. It names no person.
public struct LogEntry: Hashable, Sendable {
    public let time: UnixTime
    public let event: LogEvent
    /// The organisation that wrote the entry.
    public let actor: OIN
    public let document: DocumentHash

    public init(time: UnixTime, event: LogEvent, actor: OIN, document: DocumentHash) {
        self.time = time
        self.event = event
        self.actor = actor
        self.document = document
    }

    /// Reads the closed object `{time, event, actor, document}`.
    ///
    /// - Throws: `malformed` for another form, and for an event that is none.
    public init(json reader: JSONReader) throws(Refusal) {
        (time, event, actor, document) = try refusing {
            try reader.exactly(["time", "event", "actor", "document"])
            guard let event = LogEvent(rawValue: try reader.string("event")) else {
                throw Refusal(.malformed, "expected an event of the access log")
            }
            return (
                try reader.time("time"), event, try reader.oin("actor"),
                try reader.hash("document")
            )
        }
    }

    public var json: JSONObject {
        [
            "time": .integer(time.seconds), "event": .string(event.rawValue),
            "actor": .string(actor.digits), "document": document.json,
        ]
    }
}
