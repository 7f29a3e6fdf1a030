import ServiceLifecycle

/// Runs an operation and calls `onEnd` when its task is cancelled or told to shut down.
func withTaskCancellationOrShutdown(
    _ operation: () async -> Void, onEnd: @escaping @Sendable () -> Void
) async {
    await withTaskCancellationHandler {
        await withGracefulShutdownHandler(operation: operation, onGracefulShutdown: onEnd)
    } onCancel: {
        onEnd()
    }
}
