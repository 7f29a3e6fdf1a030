import Foundation

/// The sources as text, target by target.
struct SourceTree {
    struct File {
        let target: String
        let path: String
        let lines: [Substring]
        /// The modules that the file imports.
        let imports: [String]

        var text: String { lines.joined(separator: "\n") }

        init(target: String, path: String, text: String) {
            self.target = target
            self.path = path
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            imports = lines.compactMap { line in
                guard line.contains("import ") else { return nil }
                let match = line.wholeMatch(
                    of:
                        /(?:@\w+(?:\([^)]*\))? )*(?:public |package |internal |private )?import (?:struct |class |enum |func |protocol )?([A-Za-z0-9_]+)(?:\..*)?\s*/
                )
                return match.map { String($0.output.1) }
            }
        }
    }

    /// The tree that this test stands in, read once.
    static let here = Result {
        try SourceTree(["Sources", "Sources/Programs", "registries-mock/Sources", "Benchmarks"])
    }
    /// Its tests.
    static let tests = Result { try SourceTree(["Tests"]) }

    let files: [File]

    /// A file of the checkout that this test stands in.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Reads these folders of the checkout.
    private init(_ folders: [String]) throws {
        var files: [File] = []
        for folder in folders {
            let place = Self.root.appendingPathComponent(folder)
            let targets = try FileManager.default.contentsOfDirectory(atPath: place.path)
            for target in targets where target != "Programs" && !target.hasPrefix(".") {
                files += try Self.files(of: target, in: place.appendingPathComponent(target))
            }
        }
        self.files = files
    }

    private static func files(of target: String, in folder: URL) throws -> [File] {
        let names =
            FileManager.default.enumerator(atPath: folder.path)?
            .compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.map { name in
            File(
                target: target, path: "\(target)/\(name)",
                text: try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        }
    }
}
