/// What citizens read about their login.
extension Texts {
    var notLoggedIn: String {
        text(nl: "U was niet ingelogd.", en: "You were not logged in.")
    }

    var earlierLoginLeft: String {
        text(
            nl: "Uw vorige login is hier vervangen. De inlogdienst kon dat niet horen; die login "
                + "eindigt vanzelf binnen een uur.",
            en: "Your earlier login was replaced here. The login provider could not be told; that "
                + "login ends by itself within the hour.")
    }

    /// The session is gone here, and the provider does not know.
    func loggedOutHere(_ trouble: CitizenError) -> String {
        text(
            nl: "U bent uitgelogd op dit apparaat: sleutel en tokens zijn verwijderd. De "
                + "inlogdienst kon het niet horen (\(trouble.code)); daar eindigt de login vanzelf "
                + "binnen een uur. Zonder de sleutel kan niemand er iets mee.",
            en: "You are logged out on this device: key and tokens are deleted. The login provider "
                + "could not be told (\(trouble.code)); there the login ends by itself within the "
                + "hour. Without the key nobody can use it.")
    }
}
