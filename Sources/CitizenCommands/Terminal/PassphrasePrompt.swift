import Foundation
import PartySetup

/// Asks for a passphrase: in a file or a descriptor that was named, else at the terminal, unseen.
struct PassphrasePrompt: Sendable {
    let printer: Printer
    /// `--passphrase-file`; `/dev/fd/3` is a descriptor.
    let file: String?

    /// How often somebody at the terminal may type it; a file is read once.
    private static let tries = 3

    var source: PassphraseSource {
        let prompt = self
        return PassphraseSource(
            { try prompt.current() }, tries: file == nil ? Self.tries : 1,
            again: { prompt.printer.tell(prompt.printer.texts.passphraseAgain(left: $0)) })
    }

    /// The passphrase that the keys are under.
    func current() throws -> String {
        try file.map { try line(of: $0, "--passphrase-file") } ?? ask(printer.texts.passphrase)
    }

    /// A new passphrase; at the terminal it is asked twice.
    ///
    /// - Throws: `passphrase-differs`, `passphrase-short`, `passphrase-needed`, `file-unreadable`,
    ///   `interrupted`.
    func new(from file: String?) throws -> String {
        if let file { return try line(of: file, "--new-passphrase-file") }
        let first = try ask(printer.texts.newPassphrase(shortest: KeyVault.shortest))
        // Not after it was typed twice.
        try KeyVault.demandLength(first)
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
        switch line {
        case .typed(let text) where !text.isEmpty: return text
        case .stopped: throw CitizenError.interrupted
        case .typed, .none: throw CitizenError.passphraseNeeded
        }
    }

    /// A file's first line. A path that leads nowhere is told as that, and not as what the passphrase
    /// would have opened.
    private func line(of file: String, _ option: String) throws -> String {
        let text: String
        do throws(SetupError) {
            text = try TextFile.text(file)
        } catch {
            throw CitizenError(error).hinting(.text(printer.texts.checkPath(option)))
        }
        return try Self.firstLine(of: text)
    }

    static func firstLine(of text: String) throws(CitizenError) -> String {
        let line = text.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw CitizenError.passphraseNeeded }
        return String(line)
    }
}
