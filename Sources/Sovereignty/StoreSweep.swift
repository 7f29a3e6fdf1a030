package import Logging
import ServiceLifecycle

/// Deletes what nothing can need any more: holder keys whose attestations have ended, and releases
/// past their retention. Before that it writes the leaves of withdrawals that the log could not take.
/// At the start, and every ten minutes.
package struct StoreSweep: Service, CustomStringConvertible {
    private let store: any Store
    private let clock: WallClock
    private let logger: Logger

    package init(store: any Store, clock: WallClock, logger: Logger) {
        self.store = store
        self.clock = clock
        self.logger = logger
    }

    /// The name alone: lifecycle logs describe their services.
    package var description: String { "sweep of the store" }

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
        await logWhatWaits()
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

    private func logWhatWaits() async {
        do throws(StoreError) {
            var logged = 0
            var last = 0
            repeat {
                last = try await store.logWhatWaits(limit: 500)
                logged += last
            } while last > 0 && !Task.isCancelled
            if logged > 0 { logger.notice("withdrawals logged that had to wait: \(logged)") }
        } catch {
            logger.error("withdrawals wait for the log: \(error.code.rawValue)")
        }
    }
}
