internal import NIOCore
internal import NIOPosix

/// Swift's tasks on NIO's event loops.
package enum EventLoops {
    /// Lets all tasks of this process run on the event loops, which saves the hops between them and
    /// the default executor; to be called first thing in `main`.
    ///
    /// No task may then block its thread for long: it would hold up the connections of its loop.
    ///
    /// - Returns: false when tasks already run elsewhere, or the platform does not allow it.
    @discardableResult
    package static func runTasks() -> Bool {
        NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }
}
