import BlueButton
import CitizenCommands

/// Tells what the citizen sees while something is broken on purpose.
struct FaultStory: Sendable {
    let scene: Scene
    let narrator: Narrator

    /// - Throws: `StoryError` where a source that is broken passes for one that holds nothing, or
    ///   where all is not well afterwards.
    func tell(_ faults: [FaultChoice], share: Int?, seed: Int?) async throws {
        narrator.step(1, "All is well: the overview as the citizen sees it.")
        let before = try await overview()
        narrator.step(2, "Now something breaks:")
        for fault in faults { narrator.saw("  \(fault): \(fault.kind.explanation)") }
        if let share { narrator.saw("  (\(share) of a hundred requests)") }
        try await scene.control.set(faults, share: share, seed: seed)
        let during = try await overview()
        for (row, earlier) in zip(during, before) {
            guard row.outcome.name != "holds-nothing" || earlier.outcome.name == "holds-nothing"
            else {
                throw StoryError("expected that nothing broken passes for 'holds nothing'")
            }
        }
        narrator.held("Every organisation is accounted for; nothing broken passes for 'no data'.")
        for fault in faults { await data(of: fault.source) }
        narrator.step(3, "It is mended, and the citizen asks again.")
        try await scene.control.clear()
        let after = try await overview()
        guard after.map(\.outcome.name) == before.map(\.outcome.name) else {
            throw StoryError("expected all to be as before")
        }
        narrator.held("All is as before.")
    }

    private func overview() async throws -> [OverviewRow] {
        let begin = ContinuousClock.now
        let received = try await scene.citizen.overview()
        let took = ContinuousClock.now - begin
        for line in received.lines(in: .en) { narrator.saw("  \(line)") }
        narrator.saw("  (after \(Int(took / .milliseconds(1))) ms)")
        return received.overview.rows
    }

    private func data(of source: String) async {
        narrator.saw("")
        narrator.saw("And 'blauweknop data \(source)' says:")
        do {
            let attestation = try await scene.citizen.data(of: source)
            narrator.saw("  \(attestation.claims.count) claims, sealed by the registry")
        } catch {
            narrator.saw("  \(error)")
        }
    }
}
