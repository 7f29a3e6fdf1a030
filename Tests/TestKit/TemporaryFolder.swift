internal import Foundation

/// A place for a folder of one test's own, gone with all that is in it when the test ends.
package final class TemporaryFolder: Sendable {
    package let path = FileManager.default.temporaryDirectory.path + "/test-\(UUID().uuidString)"

    /// Nothing is there yet: whoever is tested makes it, or `write` does.
    package init() {}

    /// A folder that is there already.
    package static func made() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        try folder.make()
        return folder
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file; its path.
    @discardableResult
    package func write(_ text: String, _ name: String) throws -> String {
        try write(Array(text.utf8), name)
    }

    @discardableResult
    package func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try make()
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// The permissions of something in the folder.
    package func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return (attributes[.posixPermissions] as? Int) ?? -1
    }

    /// What lies in the folder, hidden files as well.
    package var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    private func make() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
}
