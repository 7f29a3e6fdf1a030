import ArgumentParser
import BlueButton
import OpenSSL
import StrictJSON

/// `blauweknop withdraw ID`.
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraw a consent.",
        discussion: """
            The service stops what it has not sent. Where this device holds the key, it tells the \
            organisation itself as well, whatever the service does; else the service does that.
            """)

    @Argument(
        help: "The consent's number, as 'blauweknop consents' shows it.",
        completion: Completions.consents)
    var id: String

    @OptionGroup var agreement: AgreementOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let id = try DocumentID(ofConsent: id)
            guard try await isAgreed(id, program, printer) else {
                return printer.say(printer.texts.notWithdrawn)
            }
            let outcome = try await program.withdraw(id)
            Self.lines(outcome, id, printer.texts).forEach(printer.say)
            var answer: JSONObject = [
                "state": .string(outcome.state),
                "deletion_confirmed": .bool(outcome.deletionReceipt != nil),
                "service_told": .bool(outcome.serviceTrouble == nil),
            ]
            if let trouble = outcome.serviceTrouble ?? outcome.trouble {
                answer["trouble"] = .string(trouble.code)
            }
            printer.answer(.object(answer))
            if let trouble = outcome.serviceTrouble { throw ExitCode(trouble.kind.rawValue) }
        }
    }

    /// Shows at a terminal what is withdrawn, and asks; what somebody else gave here nobody
    /// withdraws unasked.
    private func isAgreed(
        _ id: DocumentID, _ program: CitizenProgram, _ printer: Printer
    ) async throws -> Bool {
        let isOfOtherLogin = program.isOfOtherLogin(id)
        guard !agreement.isGiven, isOfOtherLogin || Keyboard.ofTerminal != nil else { return true }
        let lines = ConsentsCommand.about(try await program.described(id), printer.texts) + [""]
        let question = printer.texts.withdrawQuestion
        return isOfOtherLogin
            ? try agreement.allowsExpressly(question, about: lines, printer)
            : agreement.allows(question, about: lines, printer)
    }

    private static func lines(
        _ outcome: CitizenProgram.WithdrawalOutcome, _ id: DocumentID, _ texts: Texts
    ) -> [String] {
        if let trouble = outcome.serviceTrouble {
            return Wrapping.lines(outcome.state == "deleted" ? texts.deletedAlone : texts.keptAlone)
                + Wrapping.lines(texts.serviceUntold(trouble))
                + ["", "  blauweknop withdraw \(id)"]
        }
        let isStopped = outcome.state == "stopped"
        var lines = [isStopped ? texts.withdrawnBeforeSending : texts.withdrawnAfterSending]
        switch outcome.state {
        case "stopped": break
        case "deleted": lines.append(texts.deleted)
        case "kept": lines.append(texts.keptByRecipient)
        default: lines.append(texts.deletionUnknown)
        }
        if let trouble = outcome.trouble {
            lines += Wrapping.lines(texts.recipientNotTold(trouble))
        }
        return lines
    }
}
