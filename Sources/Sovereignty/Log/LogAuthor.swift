package import BlueButton
package import OpenSSL

/// Who writes entries of the access log, and by which clock.
package struct LogAuthor: Sendable {
    private let actor: OIN
    private let clock: WallClock

    package init(actor: OIN, clock: WallClock) {
        self.actor = actor
        self.clock = clock
    }

    /// The entry of something that happens at a time, or now.
    package func entry(
        _ event: LogEvent, of document: DocumentHash, at time: UnixTime? = nil
    ) -> LogEntry {
        LogEntry(time: time ?? clock.now(), event: event, actor: actor, document: document)
    }
}

extension DocumentHash {
    /// The hash of a compact JWS that was verified when it was stored: over all before its
    /// signature.
    package static func compactJWS(_ text: String) -> DocumentHash {
        guard let end = text.lastIndex(of: ".") else { return DocumentHash(ofCharacters: text) }
        return DocumentHash(ofCharacters: String(text[..<end]))
    }
}
