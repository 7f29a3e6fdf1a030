/// What citizens read where a withdrawal is known to one side alone, and before they withdraw.
extension Texts {
    var withdrawQuestion: String {
        text(
            nl: "Wilt u dit intrekken? Typ 'ja' om in te trekken. Iets anders is nee.",
            en: "Do you want to withdraw this? Type 'yes' to withdraw. Anything else is no.")
    }

    var notWithdrawn: String {
        text(nl: "Er is niets ingetrokken.", en: "Nothing was withdrawn.")
    }

    var underOtherLogin: String {
        text(nl: "gegeven bij een andere login", en: "given under another login")
    }

    var ofOtherLogin: String {
        text(
            nl: "Gegeven op dit apparaat, bij een andere login. Is die niet van u? Laat hem dan "
                + "staan.",
            en: "Given on this device, under another login. Is it not yours? Then leave it.")
    }

    var deletedAlone: String {
        text(
            nl: "De organisatie heeft uw gegevens verwijderd en dat bevestigd.",
            en: "The organisation deleted your data and confirmed it.")
    }

    var keptAlone: String {
        text(
            nl: "De organisatie heeft uw gegevens niet, en zal ze weigeren.",
            en: "The organisation does not have your data, and will refuse it.")
    }

    /// Why the service does not know of a withdrawal that the organisation has.
    func serviceUntold(_ trouble: CitizenError) -> String {
        switch trouble.code {
        case "other-login":
            text(
                nl: "De dienst weet het niet: die hoort het alleen van de login waarmee dit "
                    + "gegeven is. Log daarmee in, en geef deze opdracht dan nog eens:",
                en: "The service does not know: it hears it only from the login under which this "
                    + "was given. Log in with that one, then give this command again:")
        case "consent-unknown":
            text(
                nl: "De dienst kent deze toestemming niet, en weet dus van niets. Noemt de dienst "
                    + "haar later wel (blauweknop consents), geef deze opdracht dan nog eens:",
                en: "The service does not know this consent, and so knows of nothing. If it lists "
                    + "it later (blauweknop consents), give this command again:")
        case _ where trouble.kind == .unreachable:
            text(
                nl: "De dienst is niet bereikbaar en weet nog van niets. Geef deze opdracht later "
                    + "nog eens:",
                en: "The service cannot be reached and knows of nothing yet. Give this command "
                    + "again later:")
        case _ where trouble.kind == .notLoggedIn:
            text(
                nl: "De dienst weet nog van niets, want u bent niet ingelogd. Log in "
                    + "(blauweknop login), en geef deze opdracht dan nog eens:",
                en: "The service knows of nothing yet, since you are not logged in. Log in "
                    + "(blauweknop login), then give this command again:")
        default:
            text(
                nl: "De dienst nam de intrekking niet aan (\(trouble.code)) en weet nog van "
                    + "niets. Geef deze opdracht later nog eens:",
                en: "The service did not take the withdrawal (\(trouble.code)) and knows of "
                    + "nothing yet. Give this command again later:")
        }
    }

    /// What to do where neither side could be told.
    func withdrawLater(_ id: String) -> String {
        text(
            nl: "de intrekking is hier bewaard, maar niemand weet er nog van. Geef deze opdracht "
                + "later nog eens: blauweknop withdraw \(id)",
            en: "the withdrawal is kept here, but nobody knows of it yet. Give this command again "
                + "later: blauweknop withdraw \(id)")
    }
}
