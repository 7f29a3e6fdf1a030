import BlueButton
import Sovereignty
import Trust

/// The directories that the service serves: the current one, and those that documents still name.
struct DirectoryShelf: Sendable {
    let current: Directory
    let store: any Store
    let trust: @Sendable () -> TrustStore
    let clock: WallClock

    /// The text of a directory by its hash.
    ///
    /// - Throws: `directory-unknown`, or a `StoreError`.
    func text(_ hash: DocumentHash) async throws -> String {
        if hash == current.hash { return current.text }
        guard let text = try await store.directory(hash) else {
            throw Refusal(.directoryUnknown, "expected a directory that this service served")
        }
        return text
    }

    /// The directory that a document for new work names: verified, and not ended.
    func directory(_ hash: DocumentHash) async throws -> Directory {
        if hash == current.hash {
            guard clock.now() < current.expires else {
                throw Refusal(.expired, "expected a directory that has not ended")
            }
            return current
        }
        return try Directory.verify(try await text(hash), trust: trust(), at: clock.now())
    }
}
