import Foundation
import Sovereignty
import Synchronization

/// Remembers, in a file beside a database, how far it had got, to recognise an older copy that took
/// its place.
///
/// Written in place after each commit and not synchronised: a power loss can only make it say less
/// than was there, never more, so a database that was not put back is never taken for one that was.
final class StoreMark: Sendable {
    private let file: FileHandle
    private let position: Mutex<Int64>

    /// Opens the mark of a database; a new one says nothing.
    ///
    /// - Throws: `unavailable` where it cannot be written, `unusable` for a file that is none of
    ///   ours.
    init(folder: String, name: String) throws(StoreError) {
        let path = "\(folder)/\(name).mark"
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let file = FileHandle(forUpdatingAtPath: path) else {
            throw StoreError(.unavailable, "expected to be able to write in '\(folder)'")
        }
        guard let data = try? file.readToEnd() ?? Data(),
            let position = Self.position(String(decoding: data, as: UTF8.self))
        else {
            throw StoreError(
                .unusable, "expected '\(name).mark' as this program writes it, or no such file")
        }
        self.file = file
        self.position = Mutex(position)
    }

    var current: Int64 { position.withLock { $0 } }

    /// Remembers how far a commit got; less than before changes nothing.
    ///
    /// What cannot be written is not remembered: it only makes an older copy harder to recognise.
    func remember(_ committed: Int64) {
        position.withLock { position in
            guard committed > position else { return }
            position = committed
            try? write(committed)
        }
    }

    /// Sets the mark to what a database is opened with, on the disk.
    func settle(_ opened: Int64) throws(StoreError) {
        do {
            try position.withLock { position in
                position = opened
                try write(opened)
                try file.synchronize()
            }
        } catch {
            throw StoreError(.unavailable, "expected to be able to write the database's mark")
        }
    }

    /// Always as many bytes, so that it is never half an old and half a new number.
    private func write(_ position: Int64) throws {
        let digits = String(position)
        let text = String(repeating: "0", count: Self.digits - digits.count) + digits + "\n"
        try file.seek(toOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
    }

    private static let digits = 19

    private static func position(_ text: String) -> Int64? {
        if text.isEmpty { return 0 }
        guard text.utf8.count == digits + 1, text.last == "\n" else { return nil }
        let number = text.dropLast()
        return number.allSatisfy { ("0"..."9").contains($0) } ? Int64(number) : nil
    }
}
