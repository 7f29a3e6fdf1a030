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
            if consents.contains(where: { $0.canBeWithdrawn && !$0.isOfOtherLogin }) {
                printer.say(printer.texts.howToWithdraw)
            }
            printer.answer(["consents": .array(consents.map { Self.json($0) })])
        }
    }

    private static func lines(
        _ listed: CitizenProgram.ListedConsent, _ texts: Texts
    ) -> [String] {
        let confirm = listed.confirmBefore.map {
            "  " + texts.confirmBefore("\($0)", id: listed.consent.id.text)
        }
        return ["\(listed.consent.id)  \(state(listed, texts))"] + (confirm.map { [$0] } ?? [])
            + about(listed, texts)
    }

    private static func state(
        _ listed: CitizenProgram.ListedConsent, _ texts: Texts
    ) -> String {
        switch listed.state {
        case "not-listed" where listed.isOfOtherLogin: texts.underOtherLogin
        case "delivered" where !listed.isOfThisDevice: texts.arrivedFromElsewhere
        case "delivered" where listed.confirmBefore != nil: texts.arrivedUnconfirmed
        default: texts.state(listed.state)
        }
    }

    /// What a consent is about, without its state.
    static func about(_ listed: CitizenProgram.ListedConsent, _ texts: Texts) -> [String] {
        let claims = listed.consent.claims.values.joined().map {
            texts.claim(DisplayText($0.name).text)
        }
        var lines = ["  \(listed.recipientName), \(listed.givenAt)"]
        lines += Wrapping.lines(Set(claims).sorted().joined(separator: ", "), indent: "  ")
        if let terms = listed.terms {
            lines += Wrapping.lines(
                "\(texts.purpose): \(DisplayText(terms.purposeText[texts.language]))",
                indent: "  ")
            lines.append(
                "  \(texts.retention): \(DurationText.text(terms.retention, texts.language))")
        }
        if listed.isOfOtherLogin {
            lines += Wrapping.lines(texts.ofOtherLogin, indent: "  ")
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
        if listed.isOfOtherLogin { json["other_login"] = true }
        if let time = listed.confirmBefore { json["confirm_before"] = .integer(time.seconds) }
        if let terms = listed.terms {
            json["purpose"] = .string(terms.purpose)
            json["legal_basis"] = .string(terms.legalBasis)
            json["retention"] = .string(terms.retention)
        }
        return .object(json)
    }
}
