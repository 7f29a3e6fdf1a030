import Foundation
import PartySetup
import StrictJSON

/// The folder in which the citizen's program keeps what it must remember, for its owner alone.
///
/// `config.json`, the session with its key, the directory that was last seen, and a folder per
/// release with the holder key. `$BLAUWEKNOP_HOME`, else `$XDG_DATA_HOME/blauweknop`, else
/// `~/.local/share/blauweknop`.
package struct CitizenHome: Sendable {
    package let path: String
    /// Who is asked where a key lies under a passphrase.
    let passphrases: PassphraseSource

    package init(path: String, passphrases: PassphraseSource = .absent) {
        self.path = path
        self.passphrases = passphrases
    }

    /// The home that the environment names.
    package init(environment: [String: String], passphrases: PassphraseSource = .absent) {
        self.passphrases = passphrases
        if let home = environment["BLAUWEKNOP_HOME"], !home.isEmpty {
            path = home
        } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            path = data + "/blauweknop"
        } else {
            path = (environment["HOME"] ?? ".") + "/.local/share/blauweknop"
        }
    }

    /// Reads one of the home's files as JSON; nil where there is none.
    func json(_ name: String) throws(SetupError) -> JSONReader? {
        let file = "\(path)/\(name)"
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        guard let value = try? JSONValue.parse(TextFile.bytes(file), maximumBytes: 8 << 20) else {
            throw SetupError(.configurationMalformed, "expected JSON in '\(file)'")
        }
        return JSONReader(value)
    }

    /// Reads one of the home's files as text; nil where there is none.
    func text(_ name: String) throws(SetupError) -> String? {
        let file = "\(path)/\(name)"
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return try TextFile.text(file)
    }

    /// Writes one of the home's files, for the owner alone.
    func write(_ text: String, _ name: String) throws(SetupError) {
        let file = "\(path)/\(name)"
        try TextFile.makeFolder(
            URL(fileURLWithPath: file).deletingLastPathComponent().path, isPrivate: true)
        try TextFile.write(Array(text.utf8), to: file, isPrivate: true)
    }

    /// Removes one of the home's files or folders, if it is there.
    func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    /// The names in one of the home's folders; none where it is not there.
    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? [])
            .sorted()
    }
}
