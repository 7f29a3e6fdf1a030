internal import NIOCore
internal import NIOPosix

/// Lets Swift's tasks run on the event loops that read and write the network.
package enum EventLoopExecutor {
    /// Makes the process's event loops its global executor; called once, first thing in `main`.
    ///
    /// A task that was resumed by an answer from the network then goes on without waking another
    /// thread. What blocks a thread, such as the database, has threads of its own.
    package static func install() {
        _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }
}
