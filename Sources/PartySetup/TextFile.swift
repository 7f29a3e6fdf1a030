import Foundation
import SystemPackage

/// Files as the programs read and write them: whole, bounded, and private where they hold keys.
package enum TextFile {
    /// The largest file that is read, in bytes.
    package static let maximumBytes = 64 << 20

    /// Reads a file whole.
    ///
    /// - Throws: `file-unreadable`, naming the path.
    package static func bytes(_ path: String) throws(SetupError) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw SetupError(.fileUnreadable, "expected a file that can be read at '\(path)'")
        }
        defer { try? handle.close() }
        if isFolder(path) {
            throw SetupError(.fileUnreadable, "expected a file, not a folder, at '\(path)'")
        }
        do {
            let data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
            if data.count <= maximumBytes { return [UInt8](data) }
        } catch {
            throw SetupError(.fileUnreadable, "expected a file that can be read at '\(path)'")
        }
        throw SetupError(.fileUnreadable, "expected a file of at most 64 MiB at '\(path)'")
    }

    /// Reads a file of UTF-8 text whole.
    package static func text(_ path: String) throws(SetupError) -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw SetupError(.fileUnreadable, "expected UTF-8 text at '\(path)'")
        }
        return text
    }

    /// Writes a file so that readers see the old or the new content whole.
    ///
    /// - Parameter isPrivate: whether only the owner may read it (mode 0600).
    package static func write(
        _ bytes: [UInt8], to path: String, isPrivate: Bool = false
    ) throws(SetupError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let draft =
            "\(folder)/.\(URL(fileURLWithPath: path).lastPathComponent).\(UUID().uuidString)"
        let failure = SetupError(.fileUnreadable, "expected to be able to write '\(path)'")
        do {
            // Private from its first byte on, not only once it is whole.
            let file = try FileDescriptor.open(
                FilePath(draft), .writeOnly, options: [.create, .exclusiveCreate],
                permissions: isPrivate
                    ? .ownerReadWrite : [.ownerReadWrite, .groupRead, .otherRead])
            try file.closeAfter {
                try file.writeAll(bytes)
                guard fsync(file.rawValue) == 0 else { throw failure }
            }
            guard AtomicRename.move(draft, over: path) else { throw failure }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw failure
        }
    }

    /// Whether there is a folder at a path, or a link to one.
    package static func isFolder(_ path: String) -> Bool {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: target)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }

    /// Makes a folder, and those above it, for the owner alone where asked.
    package static func makeFolder(_ path: String, isPrivate: Bool = false) throws(SetupError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: isPrivate ? 0o700 : 0o755])
        } catch {
            throw SetupError(.fileUnreadable, "expected to be able to make the folder '\(path)'")
        }
    }
}
