internal import ServiceLifecycle
internal import UnixSignals

/// Calls a program back on SIGHUP, which asks it to read its files anew.
package struct ReloadSignal: Service, CustomStringConvertible {
    private let reload: @Sendable () async -> Void
    private let onListening: @Sendable () -> Void

    /// - Parameters:
    ///   - onListening: told when the signal is heard; before it would end the program.
    ///   - reload: one call at a time; it keeps what it had where something is wrong.
    package init(
        onListening: @escaping @Sendable () -> Void = {},
        _ reload: @escaping @Sendable () async -> Void
    ) {
        self.onListening = onListening
        self.reload = reload
    }

    /// The name alone: lifecycle logs describe their services.
    package var description: String { "reload signal" }

    /// Listens until the surrounding group shuts down.
    package func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        onListening()
        for await _ in signals.cancelOnGracefulShutdown() {
            await reload()
        }
    }
}
