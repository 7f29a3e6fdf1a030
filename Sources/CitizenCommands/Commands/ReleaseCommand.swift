import ArgumentParser
import BlueButton
import StrictJSON

/// `blauweknop release LINK`.
struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Decide on a request: see who asks what, see the values, then share or not.",
        discussion: """
            At a terminal the program leads you: it shows who asks what and why, and your actual \
            data; what you may leave out is left out unless you tick it; at the end it sums up and \
            asks. Anything but 'yes' or 'ja' shares nothing.

            Without a terminal nobody can be asked: say --yes or --refuse. A pipe is no terminal.

            The organisation uses what you share only after you confirmed it at its own address; \
            the program opens that for you.
            """)

    @Argument(help: "The link that the organisation gave you (openid4vp://…).")
    var link: String

    @Option(help: "An optional part that you share as well, by its id; may be repeated.")
    var grant: [String] = []

    @Flag(
        name: .customLong("limit-only"),
        help: "Prove to be under the limit instead of showing the income, where you may choose.")
    var isLimitOnly = false

    @Flag(help: "Share without being asked.")
    var yes = false

    @Flag(help: "Share nothing; your data is not even fetched.")
    var refuse = false

    @Option(help: "How many seconds to wait for the delivery.")
    var wait = 20

    @OptionGroup var confirmation: ConfirmationOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            guard !(yes && refuse) else {
                throw CitizenError(
                    .usage, code: "options-conflict", "expected '--yes' or '--refuse', not both")
            }
            let link = try RequestLink(copied: link)
            try await program.demandUnanswered(link)
            if !refuse { try await demandDecider(program, printer) }
            try confirmation.checkReceiptFile()
            let received = try await RequestCommand.received(link, program)
            try await program.demandUnanswered(received.request)
            var decision = ReleaseDecision(received.request.query)
            try decision.grant(grant)
            if isLimitOnly { try decision.proveLimitOnly() }
            RequestText(received: received, texts: printer.texts).heading.forEach(printer.say)
            guard !refuse else { return Self.tellNotShared(printer) }
            let choice = try await Self.choice(received, program, printer)
            guard try isAgreed(&decision, choice, printer) else {
                return Self.tellNotShared(printer)
            }
            try await share(choice, granted: decision.granted, program, printer)
        }
    }

    /// Asks, where there is somebody to ask.
    private func isAgreed(
        _ decision: inout ReleaseDecision, _ choice: CitizenProgram.Choice, _ printer: Printer
    ) throws -> Bool {
        let text = DecisionText(choice: choice, texts: printer.texts)
        if !yes, !printer.isJSON, let keyboard = Keyboard.ofTerminal {
            return DecisionTalk(text: text, keyboard: keyboard, say: { printer.say($0) })
                .lead(&decision)
        }
        (text.needed + text.options(decision) + text.summary(decision)).forEach(printer.say)
        return yes
    }

    /// Gets the values; where somebody cannot be reached, it says that nothing was shared, and until
    /// when the same link is of use.
    private static func choice(
        _ received: CitizenProgram.ReceivedRequest, _ program: CitizenProgram, _ printer: Printer
    ) async throws -> CitizenProgram.Choice {
        do {
            return try await program.choice(received)
        } catch {
            let trouble = CitizenError(error)
            guard trouble.kind == .unreachable else { throw trouble }
            let end = printer.texts.time(received.request.expires)
            throw trouble.hinting(.text(printer.texts.sameLinkLater(until: end)))
        }
    }

    /// Demands that somebody can decide, and that whoever it is is logged in: before anything is
    /// fetched or shown.
    private func demandDecider(_ program: CitizenProgram, _ printer: Printer) async throws {
        guard yes || !printer.isJSON && Keyboard.ofTerminal != nil else {
            throw CitizenError(
                .usage, code: "decision-needed",
                "expected a decision: nothing was shared, since there is no terminal to ask at",
                hint: .decideByFlags)
        }
        _ = try await program.session()
    }

    private static func tellNotShared(_ printer: Printer) {
        printer.say()
        printer.say(printer.texts.notShared)
        printer.answer(["state": "not-shared"])
    }

    private func share(
        _ choice: CitizenProgram.Choice, granted: Set<String>, _ program: CitizenProgram,
        _ printer: Printer
    ) async throws {
        let release = try program.compose(choice, granted: granted)
        let id = release.consent.id
        do {
            try await program.submit(release, of: choice)
        } catch {
            let trouble = CitizenError(error)
            // What the service refused it did not store; of all else nobody here knows.
            guard program.isKept(id) else { throw trouble }
            throw trouble.hinting(.text(printer.texts.perhapsShared(id: id.text)))
        }
        let status: ReleaseStatus
        do {
            status = try await program.outcome(
                of: release, to: choice.request, within: .seconds(wait))
        } catch {
            throw CitizenError(error).hinting(.text(printer.texts.alreadyShared(id: id.text)))
        }
        try await report(status, of: release, to: choice.request, program, printer)
    }

    private func report(
        _ status: ReleaseStatus, of release: Release, to request: PresentationRequest,
        _ program: CitizenProgram, _ printer: Printer
    ) async throws {
        guard status.isPending || status.state == "delivered" else {
            throw CitizenError(
                .refused, code: status.refusal ?? status.state,
                "expected the organisation to accept the package")
        }
        let id = release.consent.id.text
        var answer: JSONObject = ["consent": .string(id), "state": .string(status.state)]
        printer.say()
        switch status.state {
        case "delivered":
            printer.say(
                printer.texts.shared(with: DisplayText(request.recipient.name).text, id: id))
            printer.say(printer.texts.checkedReceipt)
            answer = try await confirmation.confirm(status, program, printer, adding: answer)
        default:
            printer.say(printer.texts.onItsWay(id: id))
            if confirmation.receipt != nil { printer.say(printer.texts.receiptLater(id: id)) }
        }
        printer.answer(.object(answer))
    }
}
