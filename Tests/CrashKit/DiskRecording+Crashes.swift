extension DiskRecording {
    /// Plays crashes: after every change that was recorded, or evenly spread over them, each fate
    /// of what was not synced by then.
    ///
    /// - Parameter count: about how many images; each point has one per fate.
    package func crashes(
        count: Int, seed: UInt64, _ body: (CrashImage) async throws -> Void
    ) async throws {
        let fates = CrashDisk.Fate.allCases
        let points = max(1, count / fates.count)
        var chance = Chance(seed: seed)
        var disk = CrashDisk()
        var played = 0
        for (index, change) in changes.enumerated() {
            disk.apply(change)
            // The point is played once its share of the changes has gone by.
            while played < points, (played + 1) * changes.count <= (index + 1) * points {
                played += 1
                for fate in fates { try await body(disk.image(fate, using: &chance)) }
            }
        }
    }
}
