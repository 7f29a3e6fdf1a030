import Synchronization

/// A list of alterations. The first that is asked for has all of them played, on all cores.
final class Judged: Sendable {
    let alterations: [Alteration]
    private let playing = Mutex<Task<[String: Verdict], any Error>?>(nil)

    init(_ alterations: [Alteration]) {
        self.alterations = alterations
    }

    /// What `verify` says of a folder with this alteration.
    func verdict(of alteration: Alteration) async throws -> Verdict {
        let task = playing.withLock { playing in
            if let playing { return playing }
            let task = Task { [alterations] in
                let real = try await RealFolder.shared
                let verdicts = try await concurrently(alterations) { alteration in
                    try Rebuilder(real, [alteration]).verdict()
                }
                return Dictionary(
                    zip(alterations.map(\.testDescription), verdicts), uniquingKeysWith: { $1 })
            }
            playing = task
            return task
        }
        guard let verdict = try await task.value[alteration.testDescription] else {
            throw StrangerInList()
        }
        return verdict
    }

    /// Whether one of the expected codes is among the failures.
    func isRefused(_ alteration: Alteration) async throws -> (as: Bool, verdict: Verdict) {
        let verdict = try await verdict(of: alteration)
        return (!verdict.codes.isDisjoint(with: alteration.codes), verdict)
    }
}

/// An alteration was asked for that is not in its list.
private struct StrangerInList: Error {}
