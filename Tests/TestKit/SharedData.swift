internal import Foundation

/// The test data that lies beside the project, in `shared/data`, and is no part of it.
///
/// Found through the environment variable `BLAUWEKNOP_SHARED_DATA`, or else by walking up from this
/// file. Tests that read it are `.enabled(if: SharedData.isPresent, "skipped: shared test data is absent")`.
package enum SharedData {
    package static var isPresent: Bool { folder != nil }

    /// The path of a file or folder in the data; nil where it is absent.
    package static func url(_ path: String) -> String? {
        guard let folder else { return nil }
        let full = folder + "/" + path
        return FileManager.default.fileExists(atPath: full) ? full : nil
    }

    /// All of a file; nil where it is absent.
    package static func bytes(_ path: String) -> [UInt8]? {
        url(path).flatMap { FileManager.default.contents(atPath: $0) }.map { [UInt8]($0) }
    }

    private static let folder: String? = {
        let named = ProcessInfo.processInfo.environment["BLAUWEKNOP_SHARED_DATA"]
        if let named { return isFolder(named) ? named : nil }
        var parent = #filePath[...]
        while let slash = parent.lastIndex(of: "/") {
            parent = parent[..<slash]
            let candidate = parent + "/shared/data"
            if isFolder(String(candidate)) { return String(candidate) }
        }
        return nil
    }()

    private static func isFolder(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/README.md")
    }
}
