/// What citizens read about what they shared, and about withdrawing it.
extension Texts {
    /// Where a release stands.
    func state(_ state: String) -> String {
        switch state {
        case "registered": text(nl: "vastgelegd, nog niet verstuurd", en: "recorded, not sent yet")
        case "delivering": text(nl: "onderweg", en: "on its way")
        case "delivered": text(nl: "aangekomen", en: "arrived there")
        case "confirmed":
            text(nl: "aangekomen en door u bevestigd", en: "arrived there and confirmed by you")
        case "refused": text(nl: "geweigerd door de ontvanger", en: "refused by the recipient")
        case "expired": text(nl: "verlopen, niets verstuurd", en: "ended, nothing was sent")
        case "unanswered":
            text(
                nl: "verlopen zonder ontvangstbewijs; het kan zijn aangekomen",
                en: "ended without a receipt; it may have arrived")
        case "not-listed":
            text(
                nl: "hier getekend, maar de dienst noemt deze toestemming niet",
                en: "signed here, but the service does not list this consent")
        default: withdrawnState(state)
        }
    }

    private func withdrawnState(_ state: String) -> String {
        switch state {
        case "stopped": text(nl: "ingetrokken, niets verstuurd", en: "withdrawn, nothing sent")
        case "forwarded":
            text(
                nl: "ingetrokken; de ontvanger moet het verwijderen nog bevestigen",
                en: "withdrawn; the recipient has yet to confirm the deletion")
        case "kept":
            text(
                nl: "ingetrokken; de ontvanger heeft uw gegevens niet en zal ze weigeren",
                en: "withdrawn; the recipient does not have your data and will refuse it")
        case "deleted":
            text(
                nl: "ingetrokken; de ontvanger heeft uw gegevens verwijderd",
                en: "withdrawn; the recipient deleted your data")
        case "deletion-unproven":
            text(
                nl: "ingetrokken; er is geen geldig bewijs dat uw gegevens verwijderd zijn",
                en: "withdrawn; there is no valid proof that your data was deleted")
        case "withdrawn-here":
            text(
                nl: "hier ingetrokken; de dienst weet dit nog niet",
                en: "withdrawn here; the service does not know yet")
        case "not-listed-withdrawn":
            text(
                nl: "hier getekend en ingetrokken; de dienst noemt deze toestemming niet",
                en: "signed and withdrawn here; the service does not list this consent")
        default: state
        }
    }

    var consentNumber: String { text(nl: "Nummer", en: "Number") }
    var givenAt: String { text(nl: "Gedeeld op", en: "Shared on") }
    var consentState: String { text(nl: "Stand", en: "State") }
    var consentClaims: String { text(nl: "Wat", en: "What") }

    var noConsents: String {
        text(nl: "U hebt nog niets gedeeld.", en: "You have not shared anything yet.")
    }

    var howToWithdraw: String {
        text(
            nl: "Intrekken kan met: blauweknop withdraw NUMMER",
            en: "To withdraw: blauweknop withdraw NUMBER")
    }

    /// Why this program could not have the organisation's word itself.
    func recipientNotTold(_ trouble: CitizenError) -> String {
        text(
            nl: "Dit programma kon het de organisatie niet zelf vertellen: "
                + "\(message(of: trouble)) (\(trouble.code)).",
            en: "This program could not tell the organisation itself: "
                + "\(message(of: trouble)) (\(trouble.code)).")
    }

    var withdrawnBeforeSending: String {
        text(
            nl: "Ingetrokken. Er was nog niets verstuurd en er wordt niets meer verstuurd.",
            en: "Withdrawn. Nothing had been sent and nothing will be.")
    }

    var withdrawnAfterSending: String {
        text(
            nl: "Ingetrokken. Het pakket was al verstuurd; er wordt niets meer verstuurd.",
            en: "Withdrawn. The package had been sent; nothing more will be.")
    }

    var deleted: String {
        text(
            nl: "De ontvanger heeft uw gegevens verwijderd en dat bevestigd.",
            en: "The recipient deleted your data and confirmed it.")
    }

    var keptByRecipient: String {
        text(
            nl: "De ontvanger heeft uw gegevens niet. Komt het pakket nog, dan weigert de "
                + "ontvanger het.",
            en: "The recipient does not have your data. If the package still comes, the recipient "
                + "will refuse it.")
    }

    var deletionUnknown: String {
        text(
            nl: "De ontvanger heeft het verwijderen nog niet bevestigd. De dienst blijft dat "
                + "vragen. Kijk later met: blauweknop consents",
            en: "The recipient has not confirmed the deletion yet. The service keeps asking. Look "
                + "later with: blauweknop consents")
    }
}
