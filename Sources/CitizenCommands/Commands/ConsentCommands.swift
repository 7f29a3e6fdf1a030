import ArgumentParser
import BlueButton
import OpenSSL
import StrictJSON

/// `blauweknop consents`.
struct ConsentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consents", abstract: "List what you shared, with whom, what for and when.",
        discussion: """
            The list is the service's; what was released on this device and is not in it is listed \
            too, and said to be missing there.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let consents = try await program.consents()
            if consents.isEmpty { printer.say(printer.texts.noConsents) }
            for listed in consents {
                Self.lines(listed, printer.texts).forEach { printer.say($0) }
            }
            if consents.contains(where: \.canBeWithdrawn) {
                printer.say(printer.texts.howToWithdraw)
            }
            printer.answer(["consents": .array(consents.map { Self.json($0) })])
        }
    }

    private static func lines(
        _ listed: CitizenProgram.ListedConsent, _ texts: Texts
    ) -> [String] {
        let claims = listed.consent.claims.values.joined().map {
            texts.claim(DisplayText($0.name).text)
        }
        var lines = [
            "\(listed.consent.id)  \(texts.state(listed.state))",
            "  \(listed.recipientName), \(listed.givenAt)",
        ]
        lines += Wrapping.lines(Set(claims).sorted().joined(separator: ", "), indent: "  ")
        if let terms = listed.terms {
            lines += Wrapping.lines(
                "\(texts.purpose): \(DisplayText(terms.purposeText[texts.language]))",
                indent: "  ")
            lines.append(
                "  \(texts.retention): \(DurationText.text(terms.retention, texts.language))")
        }
        return lines + [""]
    }

    private static func json(_ listed: CitizenProgram.ListedConsent) -> JSONValue {
        var json: JSONObject = [
            "id": listed.consent.id.json, "state": .string(listed.state),
            "recipient": .string(listed.consent.recipient.digits),
            "given_at": .integer(listed.givenAt.seconds),
            "claims": .array(
                listed.consent.claims.values.joined().map(\.name).sorted().map { .string($0) }),
        ]
        if let terms = listed.terms {
            json["purpose"] = .string(terms.purpose)
            json["legal_basis"] = .string(terms.legalBasis)
            json["retention"] = .string(terms.retention)
        }
        return .object(json)
    }
}

/// `blauweknop withdraw ID`.
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraw a consent.",
        discussion: """
            The service stops what it has not sent. Where this device holds the key, it tells the \
            organisation itself as well, whatever the service does; else the service does that.
            """)

    @Argument(help: "The consent's id, as 'blauweknop consents' shows it.")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let outcome = try await program.withdraw(DocumentID(ofConsent: id))
            printer.say(
                outcome.state == "stopped"
                    ? printer.texts.withdrawnBeforeSending : printer.texts.withdrawnAfterSending)
            switch outcome.state {
            case "stopped": break
            case "deleted": printer.say(printer.texts.deleted)
            case "kept": printer.say(printer.texts.keptByRecipient)
            default: printer.say(printer.texts.deletionUnknown)
            }
            var answer: JSONObject = [
                "state": .string(outcome.state),
                "deletion_confirmed": .bool(outcome.deletionReceipt != nil),
            ]
            if let trouble = outcome.trouble {
                Wrapping.lines(printer.texts.recipientNotTold(trouble)).forEach { printer.say($0) }
                answer["trouble"] = .string(trouble.code)
            }
            printer.answer(.object(answer))
        }
    }
}
