import GRDB
import Sovereignty
import Synchronization
import TransparencyLog

/// The writes that wait for the disk, and how they get there together.
final class WaitingWrites: Sendable {
    /// The most writes that one transaction takes, so that the first need not wait for the last.
    private static let largest = 256

    /// A write that waits.
    struct Job: Sendable {
        /// Runs it; what it returns tells the caller, once it is known what became of the group.
        let run: @Sendable (Database, LogTransaction) -> @Sendable (StoreError?) -> Void
        let fail: @Sendable (StoreError) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var isScheduled = false
        var groups = 0
    }

    private let signer: CheckpointSigner
    private let state = Mutex(State())

    init(signer: CheckpointSigner) {
        self.signer = signer
    }

    /// How many transactions were committed.
    var groups: Int { state.withLock { $0.groups } }

    /// Adds a write.
    ///
    /// - Returns: whether `commitAll` has to be scheduled for it.
    func add(_ job: Job) -> Bool {
        state.withLock { state in
            state.jobs.append(job)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
    }

    /// Commits all that waits, in as few transactions as it takes; on the writer's queue.
    ///
    /// - Parameter committed: told of the log's size after each, before anyone else is.
    func commitAll(_ db: Database, _ committed: (Int64) -> Void) {
        while let jobs = next() { commit(jobs, db, committed) }
    }

    private func next() -> [Job]? {
        state.withLock { state in
            let jobs = Array(state.jobs.prefix(Self.largest))
            state.jobs.removeFirst(jobs.count)
            state.isScheduled = !jobs.isEmpty
            return jobs.isEmpty ? nil : jobs
        }
    }

    private func commit(_ jobs: [Job], _ db: Database, _ committed: (Int64) -> Void) {
        var tellings: [@Sendable (StoreError?) -> Void] = []
        var failure: StoreError?
        var size: UInt64?
        do {
            try db.inTransaction(.immediate) {
                let log = LogTransaction(db, signer: signer)
                for job in jobs {
                    tellings.append(job.run(db, log))
                    // A full disk can make SQLite roll all of it back.
                    guard db.isInsideTransaction else {
                        throw StoreError(.unavailable, "expected the disk to take what is written")
                    }
                }
                size = try log.finish()
                return .commit
            }
            state.withLock { $0.groups += 1 }
            if let size { committed(Int64(size)) }
        } catch {
            failure = StoreFault.error(error)
        }
        for tell in tellings { tell(failure) }
        for job in jobs.dropFirst(tellings.count) {
            job.fail(failure ?? LogTransaction.unavailable)
        }
    }
}
