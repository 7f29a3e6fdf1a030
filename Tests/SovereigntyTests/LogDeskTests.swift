import BlueButton
import OpenSSL
import Sovereignty
import StoreSQLite
import Synchronization
import Testing
import TransparencyLog

/// What must be logged, and is held back where it cannot be.
struct LogDeskTests {
    /// A log whose disk takes nothing, after a while.
    struct BrokenLog: AccessLog {
        func append(_ entry: LogEntry, subject: String) async throws(StoreError) {
            throw StoreError(.logUnavailable, "expected an access log that can be written")
        }

        func checkpoint() async throws(StoreError) -> Checkpoint { throw Self.broken }

        func consistencyProof(
            from old: UInt64, to new: UInt64
        ) async throws(StoreError) -> ConsistencyProof? { throw Self.broken }

        func entries(
            subject: String, before: UInt64?, limit: Int
        ) async throws(StoreError) -> LogPage { throw Self.broken }

        func entry(
            ofConsent id: DocumentID
        ) async throws(StoreError) -> (entry: ProvenEntry, checkpoint: Checkpoint)? {
            throw Self.broken
        }

        func erase(_ index: UInt64, subject: String) async throws(StoreError) {
            throw Self.broken
        }

        static let broken = StoreError(.unavailable, "expected a disk")
    }

    static let time = UnixTime(seconds: 1_795_000_000)

    @Test func `what cannot be logged is called off, and nothing of it is handed out`()
        async throws
    {
        let desk = LogDesk(
            log: BrokenLog(),
            author: LogAuthor(
                actor: try OIN("00000099000000000020"), clock: WallClock { Self.time }))
        let isCalledOff = Mutex(false)
        let error = await #expect(throws: StoreError.self) {
            try await desk.recording(
                .query, of: DocumentHash(ofCharacters: "mandate"), subject: "a"
            ) {
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    isCalledOff.withLock { $0 = true }
                }
                return "an overview"
            }
        }
        #expect(error?.code == .logUnavailable)
        #expect(isCalledOff.withLock { $0 })
    }

    @Test func `an entry names event, time, actor and document`() async throws {
        let actor = try OIN("00000099000000000020")
        let author = LogAuthor(actor: actor, clock: WallClock { Self.time })
        let document = DocumentHash(ofCharacters: "mandate")
        #expect(
            author.entry(.attestation, of: document)
                == LogEntry(
                    time: Self.time, event: .attestation, actor: actor, document: document))
    }
}
