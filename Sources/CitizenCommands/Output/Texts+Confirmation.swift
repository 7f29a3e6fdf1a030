/// What citizens read about confirming what they shared.
extension Texts {
    var confirmed: String {
        text(
            nl: "Bevestigd bij de organisatie. Die mag de gegevens nu gebruiken.",
            en: "Confirmed at the organisation. It may use the data now.")
    }

    var confirmedBefore: String {
        text(
            nl: "U had dit al bevestigd bij de organisatie. Er hoeft niets meer.",
            en: "You confirmed this at the organisation before. Nothing else is needed.")
    }

    var confirmElsewhere: String {
        text(
            nl: "bevestig het op het apparaat waarmee u het deelde",
            en: "confirm it on the device with which you shared it")
    }

    var confirmLater: String {
        text(
            nl: "het pakket is nog onderweg; probeer het later opnieuw",
            en: "the package is still on its way; try again later")
    }

    /// Why nothing waits: where the release stands, and the recipient's code where it refused.
    func nothingToConfirm(_ state: String, _ refusal: String?) -> String {
        let code = refusal.map { " (\($0))" } ?? ""
        return text(
            nl: "er valt niets te bevestigen: \(state)\(code)",
            en: "there is nothing to confirm: \(state)\(code)")
    }

    // MARK: In the list

    var arrivedUnconfirmed: String {
        text(
            nl: "aangekomen, maar u hebt nog niet bevestigd",
            en: "arrived there, but you have not confirmed yet")
    }

    func confirmBefore(_ time: String) -> String {
        text(nl: "Bevestig dit voor \(time) met", en: "Confirm this before \(time) with")
    }

    var arrivedFromElsewhere: String {
        text(
            nl: "aangekomen; gegeven op een ander apparaat; hier is niet te zien of u bevestigde",
            en: "arrived there; given on another device; whether you confirmed cannot be seen here")
    }

    func confirmYourself(at address: String) -> String {
        text(
            nl: "Nog niet bevestigd: de organisatie gebruikt de gegevens pas als u dit adres hebt "
                + "geopend. Geef het aan niemand anders:\n\n  \(address)\n",
            en: "Not confirmed yet: the organisation uses the data only after you opened this "
                + "address. Give it to nobody else:\n\n  \(address)\n")
    }

    func notConfirmed(id: String) -> String {
        text(
            nl: "het pakket wordt pas gebruikt als u het bevestigt; probeer het opnieuw met: "
                + "blauweknop confirm \(id)",
            en: "the package is used only once you confirm it; try again with: "
                + "blauweknop confirm \(id)")
    }
}
