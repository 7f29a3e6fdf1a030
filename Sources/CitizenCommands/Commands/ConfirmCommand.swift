import ArgumentParser
import BlueButton
import Foundation
import PartySetup
import StrictJSON

/// `blauweknop confirm ID`: for a release that arrived after `release` had stopped waiting.
struct ConfirmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Confirm what you shared, so that the organisation may use it.",
        discussion: """
            'blauweknop release' does this itself where the package arrives while it waits. What is \
            not confirmed is deleted when the organisation's request ends.
            """)

    @Argument(
        help: "The consent's number, as 'blauweknop consents' shows it.",
        completion: Completions.consents)
    var id: String

    @OptionGroup var confirmation: ConfirmationOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            try confirmation.checkReceiptFile()
            let status = try await program.delivered(DocumentID(ofConsent: id))
            var answer: JSONObject = [
                "consent": status.id.json, "state": .string(status.state),
            ]
            switch program.confirmation(of: status) {
            case .waiting:
                answer = try await confirmation.confirm(status, program, printer, adding: answer)
            case .done:
                try confirmation.keepReceipt(of: status, printer, in: &answer)
                answer["confirmed"] = true
                printer.say(printer.texts.confirmedBefore)
            case .impossible(let trouble):
                try confirmation.keepReceipt(of: status, printer, in: &answer)
                throw trouble
            }
            printer.answer(.object(answer))
        }
    }
}

/// What follows a delivery: the receipt is kept, and the release is confirmed: the program opens the
/// address, or shows it.
struct ConfirmationOption: ParsableArguments {
    @Option(
        help: "Keep the organisation's sealed receipt, as proof for you, in this file.",
        completion: .file())
    var receipt: String?

    @Flag(
        name: .customLong("no-confirm"),
        help: "Do not confirm; show the address, to open it yourself.")
    var showsAddress = false

    /// Demands a receipt's file that can be written, before anything is shared.
    func checkReceiptFile() throws {
        guard let receipt else { return }
        let folder = URL(fileURLWithPath: receipt).deletingLastPathComponent().path
        guard !TextFile.isFolder(receipt), FileManager.default.isWritableFile(atPath: folder)
        else {
            throw SetupError(
                .fileUnreadable, "expected a file that can be written at '\(receipt)'")
        }
    }

    /// Keeps the receipt where asked, if there is one.
    func keepReceipt(
        of status: ReleaseStatus, _ printer: Printer, in answer: inout JSONObject
    ) throws {
        guard let receipt, let text = status.receipt else { return }
        try TextFile.write(Array(text.utf8), to: receipt)
        printer.say(printer.texts.receiptKept(receipt))
        answer["receipt_file"] = .string(receipt)
    }

    /// Keeps the receipt where asked, then confirms a release or shows how; adds to the answer for
    /// machines what came of it.
    func confirm(
        _ status: ReleaseStatus, _ program: CitizenProgram, _ printer: Printer,
        adding answer: JSONObject
    ) async throws -> JSONObject {
        var answer = answer
        try keepReceipt(of: status, printer, in: &answer)
        answer["confirmed"] = .bool(!showsAddress)
        if showsAddress {
            let address = try await program.confirmationAddress(of: status)
            answer["confirm_address"] = .string(address)
            printer.say(printer.texts.confirmYourself(at: DisplayText(address).text))
            return answer
        }
        do {
            try await program.confirm(status)
        } catch {
            let trouble = CitizenError(error)
            throw trouble.hinting(.text(printer.texts.notConfirmed(id: status.id.text)))
        }
        printer.say(printer.texts.confirmed)
        return answer
    }
}
