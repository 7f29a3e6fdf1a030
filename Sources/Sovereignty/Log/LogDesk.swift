package import BlueButton

/// Writes what this organisation does into the access log, and holds back what cannot be written.
package struct LogDesk: Sendable {
    package let log: any AccessLog
    private let author: LogAuthor

    package init(log: any AccessLog, author: LogAuthor) {
        self.log = log
        self.author = author
    }

    /// Does something that must be logged, while the entry is being written.
    ///
    /// The entry is committed while the work waits for others; what the work yields is handed out
    /// only once the entry is on the disk, its failure too. A log that cannot be written calls the
    /// work off.
    /// - Throws: `log-unavailable`, or what the work throws.
    package func recording<Value: Sendable>(
        _ event: LogEvent, of document: DocumentHash, subject: String,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let entry = author.entry(event, of: document)
        let outcome = try await withThrowingTaskGroup(of: Result<Value, any Error>?.self) { group in
            group.addTask {
                try await log.append(entry, subject: subject)
                return nil
            }
            group.addTask {
                do { return .success(try await work()) } catch { return .failure(error) }
            }
            var outcome: Result<Value, any Error>?
            for try await part in group where part != nil { outcome = part }
            return outcome
        }
        guard let outcome else {
            throw StoreError(.logUnavailable, "expected an entry and what it is about")
        }
        return try outcome.get()
    }
}
