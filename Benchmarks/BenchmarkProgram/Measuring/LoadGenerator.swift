import OpenSSL
import Synchronization
import Transport

/// Calls one address again and again and keeps the times.
///
/// The open loop begins calls at a constant rate, whether or not earlier ones were answered, and
/// counts latency from the moment at which a call was due: a server that stalls is charged for all
/// who waited. The closed loop has a fixed number of callers, each of which waits for its answer.
struct LoadGenerator: Sendable {
    /// One call; it throws where the answer is not the expected one.
    let call: @Sendable () async throws -> Void

    struct Outcome {
        /// Latencies of answered calls in milliseconds, sorted.
        let latencies: [Double]
        let failures: Int
        /// What the last of the failures was.
        let lastFailure: String?
        /// Calls that the server had no room for.
        let refused: Int
        /// How late calls were begun, in milliseconds, sorted: the generator's own share.
        let lateness: [Double]
        let seconds: Double

        var rate: Double { Double(latencies.count) / seconds }
        func quantile(_ part: Double) -> Double { Spread.quantile(part, of: latencies) }
    }

    private final class Times: Sendable {
        struct Kept {
            var latencies: [Double] = []
            var lateness: [Double] = []
            var failures = 0
            var lastFailure: String?
            var refused = 0
        }

        private let kept = Mutex(Kept())

        func add(_ latency: Duration) {
            kept.withLock { $0.latencies.append(latency.milliseconds) }
        }

        func begin(late: Duration) {
            kept.withLock { $0.lateness.append(late.milliseconds) }
        }

        func fail(_ error: any Error) {
            kept.withLock {
                if error is Overloaded { return $0.refused += 1 }
                $0.failures += 1
                $0.lastFailure = "\(error)"
            }
        }

        func outcome(over seconds: Double) -> Outcome {
            kept.withLock {
                Outcome(
                    latencies: $0.latencies.sorted(), failures: $0.failures,
                    lastFailure: $0.lastFailure,
                    refused: $0.refused, lateness: $0.lateness.sorted(), seconds: seconds)
            }
        }
    }

    /// Calls at a constant rate per second.
    func open(rate: Double, for duration: Duration) async -> Outcome {
        let times = Times()
        let begin = ContinuousClock.now
        let count = Int(rate * duration.milliseconds / 1000)
        await withDiscardingTaskGroup { group in
            for number in 0..<count {
                let due = begin + .seconds(1) * (Double(number) / rate)
                if due > .now { try? await Task.sleep(until: due, clock: .continuous) }
                group.addTask { await one(due, times) }
            }
        }
        return times.outcome(over: (ContinuousClock.now - begin).milliseconds / 1000)
    }

    /// Keeps a number of callers busy.
    func closed(callers: Int, for duration: Duration) async -> Outcome {
        let times = Times()
        let begin = ContinuousClock.now
        await withDiscardingTaskGroup { group in
            for _ in 0..<callers {
                group.addTask {
                    while ContinuousClock.now - begin < duration { await one(.now, times) }
                }
            }
        }
        return times.outcome(over: (ContinuousClock.now - begin).milliseconds / 1000)
    }

    private func one(_ due: ContinuousClock.Instant, _ times: Times) async {
        times.begin(late: .now - due)
        do {
            try await call()
            times.add(.now - due)
        } catch {
            times.fail(error)
        }
    }
}

/// The server answered that it has too much to do.
struct Overloaded: Error {}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}
