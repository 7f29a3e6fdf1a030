/// What citizens read about confirming what they shared.
extension Texts {
    var confirmed: String {
        text(
            nl: "Bevestigd bij de organisatie. Die mag de gegevens nu gebruiken.",
            en: "Confirmed at the organisation. It may use the data now.")
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
