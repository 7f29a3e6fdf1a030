internal import ServiceLifecycle
internal import UnixSignals

/// Calls a program back on SIGHUP, which asks it to read its files anew.
package struct ReloadSignal: Service, CustomStringConvertible {
    private let reload: @Sendable () async -> Void

    /// - Parameter reload: one call at a time; it keeps what it had where something is wrong.
    package init(_ reload: @escaping @Sendable () async -> Void) {
        self.reload = reload
    }

    /// The name alone: lifecycle logs describe their services.
    package var description: String { "reload signal" }

    /// Listens until the surrounding group shuts down.
    package func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await reload()
        }
    }
}
