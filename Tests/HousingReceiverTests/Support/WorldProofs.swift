import BlueButton
import ReleaseKit
import TransparencyLog

@testable import HousingReceiver

/// Consistency proofs of the world's own log.
struct WorldProofs: ConsistencySource {
    let log: WorldLog

    func proof(
        from old: UInt64, to new: UInt64, in directory: Directory
    ) async throws(LogUnreachable) -> [MerkleHash] {
        guard let hashes = try? log.consistency(from: old, to: new) else {
            throw LogUnreachable()
        }
        return hashes
    }
}
