import ArgumentParser
import BlueButton
import OpenSSL
import StrictJSON

/// `blauweknop consents`.
struct ConsentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consents", abstract: "List what you shared, with whom and when.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let consents = try await program.consents()
            if consents.isEmpty { printer.say(printer.texts.noConsents) }
            for listed in consents {
                printer.say("\(listed.consent.id)  \(printer.texts.state(listed.state))")
                let claims = listed.consent.claims.values.joined().map {
                    printer.texts.claim(DisplayText($0.name).text)
                }.sorted()
                printer.say("  \(listed.recipientName), \(listed.givenAt)")
                for line in Wrapping.lines(claims.joined(separator: ", "), indent: "  ") {
                    printer.say(line)
                }
            }
            printer.answer([
                "consents": .array(
                    consents.map {
                        [
                            "id": $0.consent.id.json, "state": .string($0.state),
                            "recipient": .string($0.consent.recipient.digits),
                            "given_at": .integer($0.givenAt.seconds),
                            "claims": .array(
                                $0.consent.claims.values.joined().map(\.name).sorted()
                                    .map { .string($0) }),
                        ]
                    })
            ])
        }
    }
}

/// `blauweknop withdraw ID`.
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraw a consent.")

    @Argument(help: "The consent's id, as 'blauweknop consents' shows it.")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let outcome = try await program.withdraw(DocumentID(id))
            printer.say(
                outcome.state == "stopped"
                    ? printer.texts.withdrawnBeforeSending : printer.texts.withdrawnAfterSending)
            switch outcome.state {
            case "stopped": break
            case "deleted": printer.say(printer.texts.deleted)
            case "kept": printer.say(printer.texts.keptByRecipient)
            default: printer.say(printer.texts.deletionUnknown)
            }
            printer.answer([
                "state": .string(outcome.state),
                "deletion_confirmed": .bool(outcome.deletionReceipt != nil),
            ])
        }
    }
}
