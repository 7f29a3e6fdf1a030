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
            ["", "  " + texts.confirmBefore(texts.time($0)) + ":"]
                + ["    blauweknop confirm \(listed.consent.id)"]
        }
        return about(listed, texts, state: state(listed, texts)) + (confirm ?? []) + [""]
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

    /// What a consent is about.
    ///
    /// - Parameter state: where it stands; nil where that is not told.
    static func about(
        _ listed: CitizenProgram.ListedConsent, _ texts: Texts, state: String? = nil
    ) -> [String] {
        let claims = Set(
            listed.consent.claims.values.joined().map { texts.claim(DisplayText($0.name).text) }
        ).sorted()
        var rows: [(label: String, values: [String])] = [
            (texts.consentNumber, [listed.consent.id.text]),
            (texts.givenAt, [texts.time(listed.givenAt)]),
        ]
        if let state { rows.append((texts.consentState, [state])) }
        rows.append((texts.consentClaims, claims))
        if let terms = listed.terms {
            rows += [
                (texts.purpose, [DisplayText(terms.purposeText[texts.language]).text]),
                (texts.retention, [DurationText.text(terms.retention, texts.language)]),
            ]
        }
        let other = listed.isOfOtherLogin ? Wrapping.lines(texts.ofOtherLogin, indent: "  ") : []
        return [listed.recipientName.text] + LabelledRows(rows).lines + other
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
