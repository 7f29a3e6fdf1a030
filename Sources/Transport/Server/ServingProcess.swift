internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A process that serves and does little else: a program, not the proof of concept or the tests,
/// where many parties share one process.
package enum ServingProcess {
    private static let hasBegun = Mutex(false)

    /// Lets Swift's tasks run on the event loops that read and write the network, one loop for each
    /// processor that it may use, and counts processor time against load. Called once, first thing
    /// in `main`.
    ///
    /// A task that was resumed by an answer from the network then goes on without waking another
    /// thread. What blocks a thread, such as the database, has threads of its own.
    package static func begin() {
        hasBegun.withLock { $0 = true }
        NIOSingletons.groupLoopCountSuggestion = AvailableProcessors.count
        _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }

    /// What its servers have in hand together; nil where processor time says nothing about them.
    static var work: WorkInHand? { hasBegun.withLock { $0 } ? inHand : nil }

    private static let inHand = WorkInHand(processors: AvailableProcessors.count)
}
