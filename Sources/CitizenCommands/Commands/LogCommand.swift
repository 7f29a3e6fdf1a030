import ArgumentParser
import BlueButton
import OpenSSL
import StrictJSON
import TransparencyLog

/// `blauweknop log`.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "See who asked what about you, when and why.",
        discussion: "Without a further command it lists the entries, as 'log list' does.",
        subcommands: [List.self, Erase.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List every entry about you; each proof is checked.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { program, printer in
                let log = try await program.log()
                if log.entries.isEmpty { printer.say(printer.texts.noLogEntries) }
                for entry in log.entries {
                    for line in LogText(entry: entry, texts: printer.texts).lines {
                        printer.say(line)
                    }
                    printer.say()
                }
                for line in Wrapping.lines(printer.texts.logSize(log.checkpoint.size)) {
                    printer.say(line)
                }
                printer.answer(Self.json(log))
                if log.entries.contains(where: { $0.trouble != nil }) { throw ExitCode(1) }
            }
        }

        private static func json(_ log: CitizenProgram.ListedLog) -> JSONValue {
            [
                "size": .integer(Int64(clamping: log.checkpoint.size)),
                "checkpoint": .string(log.checkpoint.note),
                "entries": .array(
                    log.entries.map { listed in
                        var json: JSONObject = [
                            "id": .string("\(listed.index)"),
                            "proof": .string(listed.trouble?.code.rawValue ?? "ok"),
                            "inclusion_proof": .array(
                                listed.hashes.map { .string($0.base64URL) }),
                        ]
                        if let consent = listed.consent {
                            json["consent"] = consent.id.json
                            json["said_by_this_device"] = .bool(consent.isSaidHere)
                        }
                        if let source = listed.sourceName { json["source"] = .string(source.text) }
                        for member in listed.record?.json ?? [:] {
                            json[member.name] = member.value
                        }
                        return .object(json)
                    }),
            ]
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: "Destroy what an entry says about you; the log stays whole.")

        @Argument(help: "The entry's id, as 'blauweknop log' shows it.")
        var id: String

        @OptionGroup var agreement: AgreementOption
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { program, printer in
                guard let index = UInt64(id), String(index) == id else {
                    throw CitizenError(
                        .usage, code: "id-malformed", "expected an entry's id, a number")
                }
                guard
                    agreement.allows(
                        printer.texts.eraseQuestion,
                        about: Wrapping.lines(printer.texts.willBeErased(id)), printer)
                else { return printer.say(printer.texts.nothingErased) }
                try await program.eraseLogEntry(index)
                printer.say(printer.texts.erased(id))
                printer.answer(["erased": .string(id)])
            }
        }
    }
}
