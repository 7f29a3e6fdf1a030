import Foundation
import PartySetup

/// Asks for a passphrase: in a file or a descriptor that was named, else at the terminal, unseen.
struct PassphrasePrompt: Sendable {
    let printer: Printer
    /// `--passphrase-file`; `/dev/fd/3` is a descriptor.
    let file: String?

    var source: PassphraseSource {
        let prompt = self
        return PassphraseSource { try prompt.current() }
    }

    /// The passphrase that the keys are under.
    func current() throws -> String {
        try file.map { try Self.firstLine(of: $0) } ?? ask(printer.texts.passphrase)
    }

    /// A new passphrase; at the terminal it is asked twice.
    ///
    /// - Throws: `passphrase-differs`, `passphrase-needed`.
    func new(from file: String?) throws -> String {
        if let file { return try Self.firstLine(of: file) }
        let first = try ask(printer.texts.newPassphrase)
        guard try ask(printer.texts.newPassphraseAgain) == first else {
            throw CitizenError(
                .usage, code: "passphrase-differs", "expected the same passphrase twice",
                hint: .tryAgain)
        }
        return first
    }

    /// Asks on standard error, so that `--json` stays clean.
    private func ask(_ question: String) throws -> String {
        guard Keyboard.isThere else { throw CitizenError.passphraseNeeded }
        let line = HiddenInput.line {
            try? FileHandle.standardError.write(contentsOf: Data((question + ": ").utf8))
        }
        printer.tell("")
        guard let line, !line.isEmpty else { throw CitizenError.passphraseNeeded }
        return line
    }

    static func firstLine(of file: String) throws -> String {
        let text = try TextFile.text(file)
        let line = text.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw CitizenError.passphraseNeeded }
        return String(line)
    }
}
