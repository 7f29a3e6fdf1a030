import ArgumentParser
import BlueButton
import PartySetup
import StrictJSON

/// `blauweknop release LINK`.
struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Decide on a request: see who asks what, see the values, then share or not.",
        discussion: """
            Parts that are not needed are left out unless you name them with --grant. Without a
            terminal nothing is shared unless you say --yes. The organisation uses what you share
            only after you confirmed it at its own address; the program opens that for you.
            """)

    @Argument(help: "The link that the organisation gave you (openid4vp://…).")
    var link: String

    @Option(help: "An optional part that you grant as well, by its id; may be repeated.")
    var grant: [String] = []

    @Flag(help: "Share without being asked.")
    var yes = false

    @Option(help: "Save the organisation's receipt in this file.")
    var receipt: String?

    @Option(help: "How many seconds to wait for the delivery.")
    var wait = 20

    @OptionGroup var confirmation: ConfirmationOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let received = try await program.request(RequestLink(link))
            let granted = received.request.query.required.union(grant)
            try received.request.query.accepts(granted: granted)
            let choice = try await program.choice(received)
            let text = RequestText(request: received.request, texts: printer.texts)
            for line in text.heading + text.values(of: choice, granted: granted) {
                printer.say(line)
            }
            printer.say()
            guard isConsented(printer) else {
                printer.say(printer.texts.notShared)
                printer.answer(["state": "not-shared"])
                return
            }
            let release = try program.compose(choice, granted: granted)
            try await program.submit(release, of: choice)
            let status = try await program.outcome(
                of: release, to: received.request, within: .seconds(wait))
            try await report(status, of: release, to: received.request, program, printer)
        }
    }

    private func isConsented(_ printer: Printer) -> Bool {
        if yes { return true }
        if printer.isJSON { return false }
        printer.say(printer.texts.question)
        return printer.texts.isYes(readLine() ?? "")
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
        var answer: JSONObject = [
            "consent": release.consent.id.json, "state": .string(status.state),
        ]
        switch status.state {
        case "delivered":
            if let receipt, let text = status.receipt {
                try TextFile.write(Array(text.utf8), to: receipt)
            }
            printer.say(
                printer.texts.shared(
                    with: DisplayText(request.recipient.name).text, id: release.consent.id.text))
            printer.say(printer.texts.checkedReceipt)
            answer = try await confirmation.confirm(status, program, printer, adding: answer)
        default:
            printer.say(printer.texts.onItsWay(id: release.consent.id.text))
        }
        printer.answer(.object(answer))
    }
}
