import BlueButton

/// The access log, as citizens read it.
extension Texts {
    var noLogEntries: String {
        text(nl: "Er staat nog niets over u in het logboek.", en: "The log has nothing about you.")
    }

    var logWhen: String { text(nl: "Wanneer", en: "When") }
    var logWho: String { text(nl: "Wie", en: "Who") }
    var logWhat: String { text(nl: "Wat", en: "What") }
    var logWhy: String { text(nl: "Waarom", en: "Why") }
    var logProof: String { text(nl: "Bewijs", en: "Proof") }

    var logAbout: String { text(nl: "Over", en: "About") }

    func consent(_ id: String) -> String {
        text(nl: "toestemming \(id)", en: "consent \(id)")
    }

    var saysThisDevice: String { text(nl: "volgens dit apparaat", en: "says this device") }

    func logEntry(_ id: String) -> String { text(nl: "Regel \(id)", en: "Entry \(id)") }

    /// What happened, in plain words.
    func event(_ event: LogEvent) -> String {
        switch event {
        case .query:
            text(
                nl: "alle organisaties gevraagd welke gegevens zij over u hebben",
                en: "asked all organisations what data they hold about you")
        case .attestation:
            text(
                nl: "uw gegevens opgehaald bij een organisatie",
                en: "fetched your data at an organisation")
        case .consent:
            text(nl: "uw toestemming vastgelegd", en: "recorded your consent")
        case .delivery:
            text(nl: "uw pakket verstuurd", en: "sent your package")
        case .withdrawal:
            text(nl: "uw intrekking vastgelegd", en: "recorded your withdrawal")
        }
    }

    func fetched(at name: String) -> String {
        text(nl: "uw gegevens opgehaald bij \(name)", en: "fetched your data at \(name)")
    }

    /// Why it happened: every entry has an order of the citizen behind it.
    func reason(_ event: LogEvent) -> String {
        switch event {
        case .query, .attestation:
            text(
                nl: "op uw opdracht, ondertekend met de sleutel van uw login",
                en: "at your order, signed with the key of your login")
        case .consent, .delivery:
            text(nl: "omdat u toestemming gaf", en: "because you consented")
        case .withdrawal:
            text(nl: "omdat u de toestemming introk", en: "because you withdrew the consent")
        }
    }

    func forRecipient(_ name: String) -> String {
        text(nl: "voor \(name)", en: "for \(name)")
    }

    var proven: String {
        text(nl: "gecontroleerd, klopt", en: "verified")
    }

    func notProven(_ code: String) -> String {
        text(
            nl: "LET OP: het bewijs klopt niet (\(code))", en: "NOTE: the proof is wrong (\(code))")
    }

    func logSize(_ size: UInt64) -> String {
        text(
            nl: "Het logboek heeft \(size) regels. Het past bij wat u eerder zag.",
            en: "The log has \(size) entries. It continues what you saw before.")
    }

    func erased(_ id: String) -> String {
        text(
            nl: "Gewist. Niemand kan nog zien waar regel \(id) over ging; de regel blijft tellen.",
            en: "Erased. Nobody can tell any more what entry \(id) was about; it still counts.")
    }

    var logInconsistent: String {
        text(
            nl: "verwacht werd een logboek dat past bij wat u eerder zag. De dienst toont u een "
                + "ander logboek: regels kunnen veranderd of weggelaten zijn",
            en: "expected a log that continues what was seen before. The service shows another "
                + "one: entries can have been changed or left out")
    }

    func keepAsEvidence(_ file: String) -> String {
        text(
            nl: "bewaar '\(file)' als bewijs en meld het bij de beheerder van het stelsel",
            en: "keep '\(file)' as evidence and tell the scheme authority")
    }
}
