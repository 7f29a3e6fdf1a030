import Foundation
import PartySetup

/// The lock between programs that share a home: whoever renews, replaces or ends the session has it.
///
/// A refresh token counts once: two commands that used the same one would end the login. The lock is
/// the operating system's (`flock`): it ends with the process, however that ends, so no stale lock
/// is ever in the way.
final class HomeLock: Sendable {
    static let file = "lock"

    private let handle: FileHandle

    /// Takes the lock, and waits for it where another has it.
    ///
    /// - Throws: `home-busy` where it does not come free in time.
    init(_ home: CitizenHome, within patience: Duration) async throws {
        let path = "\(home.path)/\(Self.file)"
        if !FileManager.default.fileExists(atPath: path) { try Self.make(path, in: home) }
        guard let handle = FileHandle(forUpdatingAtPath: path) else {
            throw SetupError(.fileUnreadable, "expected to be able to write '\(path)'")
        }
        self.handle = handle
        let deadline = ContinuousClock.now + patience
        while flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < deadline else {
                throw CitizenError(
                    .refused, code: "home-busy",
                    "expected no other command of yours to be changing the login", hint: .tryAgain)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Makes the file, unless another command does at the same time: `createFile` would put a new
    /// file in the place of the one that the other has locked by then, a link never does.
    private static func make(_ path: String, in home: CitizenHome) throws {
        try TextFile.makeFolder(home.path, isPrivate: true)
        let own = "\(path).\(UUID().uuidString)"
        _ = FileManager.default.createFile(
            atPath: own, contents: nil, attributes: [.posixPermissions: 0o600])
        try? FileManager.default.linkItem(atPath: own, toPath: path)
        try? FileManager.default.removeItem(atPath: own)
    }

    deinit {
        try? handle.close()
    }
}

extension CitizenHome {
    /// Does something while no other command touches the session.
    func whileLocked<Value>(
        within patience: Duration = .seconds(60), _ body: () async throws -> Value
    ) async throws -> Value {
        let lock = try await HomeLock(self, within: patience)
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body())
        } catch {
            outcome = .failure(error)
        }
        // Until here, whatever the optimiser thinks of it.
        return try withExtendedLifetime(lock) { try outcome.get() }
    }
}
