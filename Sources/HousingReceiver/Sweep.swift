import Logging
import ServiceLifecycle
import Sovereignty

/// Deletes what has passed its retention, or was not confirmed in time: at the start, and every
/// minute.
struct Sweep: Service, CustomStringConvertible {
    let store: ReceiverStore
    let clock: WallClock
    let logger: Logger

    /// The name alone: lifecycle logs describe their services.
    var description: String { "sweep of the store" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await once()
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }

    private func once() async {
        do throws(StoreError) {
            let swept = try await store.sweep(at: clock.now())
            if swept > 0 { logger.info("deleted data past its time: \(swept) packages") }
        } catch {
            logger.error("sweep: \(error.code.rawValue): \(error.message)")
        }
    }
}
