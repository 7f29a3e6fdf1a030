import BlueButton
import Foundation
import OpenSSL
import PartySetup
import PlainWords

/// Finds the documents behind paths: files, and folders like `demo-output/`.
struct DocumentFiles {
    /// What lies in such folders and is no evidence.
    private static let passedOver: Set<String> = ["README.md", "overview.txt"]

    private(set) var documents: [FoundDocument] = []
    private(set) var lines: [CheckLine] = []
    /// Whether one of the paths is a folder.
    private(set) var hasFolder = false
    /// What pages carry: the revocation lists of their time.
    private(set) var revocationLists: [CertificateRevocationList] = []
    /// Where a trust folder may lie: beside the documents.
    private(set) var trustFolder: String?

    /// - Throws: `file-unreadable` for a path that cannot be read.
    init(_ paths: [String]) throws(SetupError) {
        var seen: Set<String> = []
        for path in paths where seen.insert(path).inserted {
            if TextFile.isFolder(path) {
                hasFolder = true
                try readFolder(path)
            } else {
                // The name alone says enough where it is the only one.
                let name = Self.lastComponent(of: path)
                let isOnly = paths.count { Self.lastComponent(of: $0) == name } == 1
                try readFile(path, as: isOnly ? name : path)
            }
            findTrust(TextFile.isFolder(path) ? path : Self.parent(of: path))
        }
        for path in paths where !documents.contains(where: { $0.kind == .directory }) {
            findDirectory(in: Self.parent(of: path))
        }
    }

    private mutating func readFolder(_ folder: String) throws(SetupError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() {
            let path = "\(folder)/\(name)"
            guard !name.hasPrefix("."), !TextFile.isFolder(path), !Self.passedOver.contains(name)
            else { continue }
            try readFile(path, as: name)
        }
        for kind in DocumentKind.expected {
            guard let name = kind.fileName, !names.contains(name) else { continue }
            lines.append(CheckLine(name, kind.words, .absent))
        }
    }

    private mutating func readFile(_ path: String, as name: String) throws(SetupError) {
        let whole = try Self.text(path)
        var text = whole
        if text?.last == "\n" { text?.removeLast() }
        let expected = DocumentKind(expectedIn: Self.lastComponent(of: path))
        guard let whole, let text, let kind = DocumentKind(of: text) else {
            lines.append(
                CheckLine(
                    name, .kind,
                    .failed(
                        code: "not-recognised",
                        expected: expected.map { "expected a \($0.rawValue)" }
                            ?? "expected a document of the Blauwe Knop, such as a directory, an "
                            + "overview, a request, a consent, a registration or a receipt")))
            return
        }
        if hasFolder, let expected, expected != kind {
            lines.append(
                CheckLine(
                    name, .kind,
                    .failed(
                        code: "type-mismatch",
                        expected: "expected a \(expected.rawValue), not a \(kind.rawValue)")))
        }
        documents.append(
            FoundDocument(name: name, kind: kind, text: kind.isNote ? whole : text, isAid: false))
        if kind == .page { takeParts(of: text, named: name) }
    }

    /// Takes the documents that a page carries, as if they lay beside it.
    private mutating func takeParts(of page: String, named name: String) {
        do throws(Refusal) {
            let evidence = try PageEvidence(page: page)
            revocationLists += evidence.revocationLists
            for (part, text) in [
                ("directory.jwt", evidence.directory),
                ("overview.json", String(decoding: evidence.overview, as: UTF8.self)),
            ] {
                let expected = DocumentKind(expectedIn: part)
                guard let kind = DocumentKind(of: text), kind == expected else {
                    throw Refusal(.pageMalformed, "expected a page that carries '\(part)', whole")
                }
                documents.append(
                    FoundDocument(
                        name: "\(name): \(part)", kind: kind, text: text, isAid: false))
            }
        } catch {
            lines.append(
                CheckLine(
                    name, .carries,
                    .failed(code: error.code.rawValue, expected: error.message)))
        }
    }

    private mutating func findTrust(_ folder: String) {
        let candidate = "\(folder)/trust"
        if trustFolder == nil, TextFile.isFolder(candidate) { trustFolder = candidate }
    }

    /// Takes the directory that lies beside a single file, to check that file with.
    private mutating func findDirectory(in folder: String) {
        let path = "\(folder)/directory.jwt"
        guard var text = try? TextFile.text(path) else { return }
        if text.last == "\n" { text.removeLast() }
        aid(text, named: path)
    }

    /// Adds a directory that was not asked for, but helps to check what was; where one is among the
    /// files already, that one counts.
    mutating func aid(_ directory: String, named name: String) {
        guard !documents.contains(where: { $0.kind == .directory }),
            DocumentKind(of: directory) == .directory
        else { return }
        documents.append(
            FoundDocument(name: name, kind: .directory, text: directory, isAid: true))
    }

    /// The text of a file; nil where it is no UTF-8.
    private static func text(_ path: String) throws(SetupError) -> String? {
        String(validating: try TextFile.bytes(path), as: UTF8.self)
    }

    private static func parent(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private static func lastComponent(of path: String) -> String {
        URL(fileURLWithPath: path).lastPathComponent
    }
}
