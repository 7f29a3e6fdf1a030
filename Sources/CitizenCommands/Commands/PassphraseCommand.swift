import ArgumentParser
import Foundation
import StrictJSON

/// `blauweknop passphrase`.
struct PassphraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase",
        abstract: "Put the keys on this device under a passphrase, or take it away.",
        discussion: """
            Commands then ask for it when they need a key: at the terminal without showing it, or \
            from --passphrase-file. Who forgets it says 'passphrase remove --forget', logs in anew, and \
            withdraws older consents through the service.
            """,
        subcommands: [Set.self, Remove.self])

    /// `blauweknop passphrase set`.
    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the keys under a passphrase, or under another one.",
            discussion: """
                At least 8 characters. What lay open before is replaced; a disk may keep traces of \
                it.
                """)

        @Option(
            name: .customLong("new-passphrase-file"),
            help: "A file, or a descriptor such as /dev/fd/4, with the new one on its first line.",
            completion: .file())
        var newFile: String?

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.explain { printer in
                let prompt = common.prompt(printer)
                let home = common.home(asking: prompt)
                try await home.whileLocked {
                    let vault = KeyVault(home: home)
                    try vault.open()
                    try vault.protect(with: prompt.new(from: newFile))
                }
                printer.say(printer.texts.passphraseSet)
                printer.answer(["protected": true])
            }
        }
    }

    /// `blauweknop passphrase remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the passphrase away: the keys lie open, for your account alone.")

        @Flag(help: "Without knowing it: the login and the keys under it are lost.")
        var forget = false

        @OptionGroup var agreement: AgreementOption
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.explain { printer in
                let home = common.home(asking: common.prompt(printer))
                try await home.whileLocked {
                    let vault = KeyVault(home: home)
                    guard vault.isProtected else {
                        printer.say(printer.texts.noPassphrase)
                        return printer.answer(["protected": false, "deleted_keys": 0])
                    }
                    if forget { return try self.forget(vault, printer) }
                    try vault.unprotect()
                    printer.say(printer.texts.passphraseRemoved)
                    printer.answer(["protected": false, "deleted_keys": 0])
                }
            }
        }

        private func forget(_ vault: KeyVault, _ printer: Printer) throws {
            let texts = printer.texts
            let about = Wrapping.lines(texts.willBeLost(keys: try vault.count().sealed))
            guard
                try agreement.allowsExpressly(
                    texts.deleteQuestion, about: about, words: ["wissen", "delete"], printer)
            else { return printer.say(texts.nothingDeleted) }
            let lost = try vault.forget()
            Wrapping.lines(texts.passphraseForgotten(keys: lost)).forEach { printer.say($0) }
            printer.answer(["protected": false, "deleted_keys": .integer(Int64(lost))])
        }
    }
}
