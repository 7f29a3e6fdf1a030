package import Logging
import ServiceLifecycle

/// Deletes what nothing can need any more: holder keys whose attestations have ended, and releases
/// past their retention. At the start, and every ten minutes.
package struct StoreSweep: Service {
    private let store: any Store
    private let clock: WallClock
    private let logger: Logger

    package init(store: any Store, clock: WallClock, logger: Logger) {
        self.store = store
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep()
                try? await Task.sleep(for: .seconds(600))
            }
        }
    }

    /// Deletes all that is past its time, in small steps between which others can write.
    package func sweep() async {
        do throws(StoreError) {
            var deleted = 0
            var last = 0
            repeat {
                last = try await store.sweep(at: clock.now(), limit: 500)
                deleted += last
            } while last > 0 && !Task.isCancelled
            if deleted > 0 { logger.info("deleted what is past its time: \(deleted) rows") }
        } catch {
            logger.error("sweep: \(error.code.rawValue): \(error.message)")
        }
    }
}
