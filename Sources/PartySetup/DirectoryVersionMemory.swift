package import BlueButton
import Foundation

/// The highest version of the directory that a program went by, in a file across restarts.
///
/// For programs without a database. A program that keeps nothing on disk remembers nothing.
package struct DirectoryVersionMemory: Sendable {
    /// nil: nothing is remembered.
    private let path: String?

    /// - Parameter folder: the program's data folder, if it has one.
    package init(folder: String?) {
        path = folder.map { "\($0)/directory-version" }
    }

    /// Demands that a directory is not older than the newest that was ever taken.
    ///
    /// - Throws: `directory-outdated`; `file-unreadable` where the memory is there but says nothing:
    ///   a memory that was lost must not let an old directory in.
    package func check(_ directory: Directory) throws {
        guard let path, FileManager.default.fileExists(atPath: path) else { return }
        let text = try TextFile.text(path)
        guard let version = Int64(text.filter { !$0.isNewline }), version > 0 else {
            throw SetupError(
                .fileUnreadable, "expected the version of a directory in '\(path)'")
        }
        try directory.succeeds(version: version)
    }

    /// Remembers a directory that was checked.
    ///
    /// - Throws: `file-unreadable` where it cannot be written.
    package func keep(_ directory: Directory) throws(SetupError) {
        guard let path else { return }
        try TextFile.makeFolder(
            URL(fileURLWithPath: path).deletingLastPathComponent().path, isPrivate: true)
        try TextFile.write(Array("\(directory.version)\n".utf8), to: path)
    }
}
