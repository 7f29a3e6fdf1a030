import Foundation
import Sovereignty

/// A program's data folder, for its owner alone, and the lock that keeps other programs out of it.
///
/// The lock is the operating system's (`flock`): it ends with the process, however that ends, so no
/// stale lock is ever in the way.
final class DataFolder: Sendable {
    let path: String
    private let lock: FileHandle

    /// Makes the folder where it is absent (mode 0700), and takes its lock. Its owner must be the
    /// user that asks.
    ///
    /// - Throws: `locked` where another program, or this one, has the folder already.
    init(_ path: String) throws(StoreError) {
        try Self.prepare(path)
        self.path = path
        lock = try Self.takeLock("\(path)/lock", of: path)
    }

    private static func prepare(_ path: String) throws(StoreError) {
        let files = FileManager.default
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        do {
            try files.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: mode)
            // A folder that was there before keeps its mode until it is told otherwise.
            try files.setAttributes(mode, ofItemAtPath: path)
        } catch {
            throw StoreError(
                .unavailable, "expected a data folder that this program owns at '\(path)'")
        }
        // Root may do all this in another's folder, and would leave files that its owner cannot open.
        let owner = try? files.attributesOfItem(atPath: path)[.ownerAccountID] as? NSNumber
        guard owner?.uint32Value == geteuid() else {
            throw StoreError(
                .unavailable,
                "expected to run as the user that owns the data folder '\(path)', such as with "
                    + "runuser -u USER -- or sudo -u USER")
        }
    }

    private static func takeLock(
        _ file: String, of folder: String
    ) throws(StoreError) -> FileHandle {
        if !FileManager.default.fileExists(atPath: file) {
            // `createFile` would put a new file in the place of one that another program made
            // meanwhile: then each would have a lock of its own.
            try? Data().write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
            try? FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: file)
        }
        guard let handle = FileHandle(forUpdatingAtPath: file) else {
            throw StoreError(.unavailable, "expected to be able to write in '\(folder)'")
        }
        guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw StoreError(
                .locked,
                "expected the data folder '\(folder)' for this program alone: another has it open")
        }
        return handle
    }
}
