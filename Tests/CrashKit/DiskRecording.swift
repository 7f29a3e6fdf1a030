import Foundation
import RecordingVFS

/// What SQLite did to the files of one folder, in order.
package struct DiskRecording: Sendable {
    package let changes: [DiskChange]

    /// Records what a body makes SQLite do in a folder.
    ///
    /// - Parameter body: is given a closure that marks what was acknowledged so far.
    package static func make(
        folder: String, _ body: (_ acknowledged: (Int) -> Void) async throws -> Void
    ) async throws -> DiskRecording {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let journal = folder + ".recording"
        guard recording_vfs_install() == 0, unsafe recording_vfs_begin(folder, journal) == 0 else {
            throw CrashKitError("expected SQLite to take the recording VFS")
        }
        do {
            try await body { recording_vfs_mark(UInt32($0)) }
        } catch {
            _ = recording_vfs_end()
            throw error
        }
        guard recording_vfs_end() == 0, let data = FileManager.default.contents(atPath: journal)
        else { throw CrashKitError("expected the whole recording on the disk") }
        try FileManager.default.removeItem(atPath: journal)
        return DiskRecording(changes: try read([UInt8](data)))
    }

    private static func read(_ bytes: [UInt8]) throws -> [DiskChange] {
        var changes: [DiskChange] = []
        var rest = bytes[...]
        func number(_ count: Int) throws -> Int {
            guard rest.count >= count else { throw CrashKitError("expected a whole record") }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count).reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        while !rest.isEmpty {
            let kind = try number(1)
            let nameLength = try number(2)
            let offset = try number(8)
            let dataLength = try number(4)
            guard rest.count >= nameLength + dataLength else {
                throw CrashKitError("expected a whole record")
            }
            let name = String(decoding: rest.prefix(nameLength), as: UTF8.self)
            let data = [UInt8](rest.dropFirst(nameLength).prefix(dataLength))
            rest = rest.dropFirst(nameLength + dataLength)
            let change: DiskChange.Kind =
                switch kind {
                case 1: .write(offset: offset, bytes: data)
                case 2: .truncate(size: offset)
                case 3: .sync
                case 4: .create
                case 5: .delete
                case 6: .mark(offset)
                default: throw CrashKitError("expected a known kind of record")
                }
            changes.append(DiskChange(file: name, kind: change))
        }
        return changes
    }
}

/// Why a crash could not be played.
package struct CrashKitError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
