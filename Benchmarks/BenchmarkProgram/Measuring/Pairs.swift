/// Blocks of two things in turn, A-B-A-B, so that a machine that drifts drifts under both.
struct Pairs {
    let probe: Probe
    /// Pairs that are wanted.
    let count: Int
    /// How long pairs are tried: where the machine is disturbed, fewer are sound than wanted.
    let longest: Duration

    struct Measured {
        var a: [Double] = []
        var b: [Double] = []
        /// A divided by B, pair by pair.
        var ratios: [Double] { zip(a, b).map { $0 / $1 } }
        /// Pairs that the probe voided.
        var voided = 0
    }

    /// Measures until enough pairs are sound, twice as many were tried, or the time is up.
    func run(
        _ a: () async throws -> Double, _ b: () async throws -> Double
    ) async throws -> Measured {
        var tried: [(a: Double, b: Double, probe: Double)] = []
        func sound() -> [(a: Double, b: Double, probe: Double)] {
            let best = tried.map(\.probe).min() ?? 0
            return tried.filter { $0.probe <= best * Probe.tolerance }
        }
        let begin = ContinuousClock.now
        while tried.isEmpty
            || (sound().count < count && tried.count < 2 * count
                && ContinuousClock.now - begin < longest)
        {
            let before = try probe.now()
            let first = try await a()
            let second = try await b()
            let after = try probe.now()
            tried.append((first, second, max(before, after)))
        }
        // Where nothing is sound, everything is shown, and the count of voided pairs says so.
        let kept = sound().isEmpty ? tried : sound()
        return Measured(
            a: kept.map(\.a), b: kept.map(\.b), voided: tried.count - sound().count)
    }

    /// Blocks of one thing alone.
    func run(_ a: () async throws -> Double) async throws -> Measured {
        try await run(a, { 1 })
    }
}
