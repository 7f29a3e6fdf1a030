import BlueButton
import OpenSSL
import PlainWords

/// What citizens read, in plain Dutch (B1) and English; each text exists in both.
struct Texts: Sendable {
    let language: Language
    /// Where whoever reads is, as far as clocks go.
    let zone: LocalZone

    init(_ language: Language, zone: LocalZone = .utc) {
        self.language = language
        self.zone = zone
    }

    /// A moment by the reader's own clock: "23 november 2026, 14:05".
    func time(_ time: UnixTime) -> String { DateWords.text(time, language, in: zone) }

    func text(nl: String, en: String) -> String {
        switch language {
        case .nl: nl
        case .en: en
        }
    }

    // MARK: Login

    func openLogin(_ address: String) -> String {
        text(
            nl: "Open dit adres in uw browser om in te loggen:\n\n  \(address)\n\n"
                + "Dit programma wacht hier tot u terug bent, hoogstens vijf minuten. Stoppen kan "
                + "met Ctrl-C.\n",
            en: "Open this address in your browser to log in:\n\n  \(address)\n\n"
                + "This program waits here until you are back, five minutes at most. Stop it with "
                + "Ctrl-C.\n")
    }

    func loginPage(isDone: Bool) -> String {
        isDone
            ? text(
                nl: "U bent ingelogd. U kunt dit venster sluiten.",
                en: "You are logged in. You can close this window.")
            : text(
                nl: "Dit hoort niet bij uw login. Probeer het opnieuw.",
                en: "This does not belong to your login. Please try again.")
    }

    var loggedIn: String { text(nl: "U bent ingelogd.", en: "You are logged in.") }
    var afterLogin: String {
        text(
            nl: "Zie nu wie gegevens over u heeft met: blauweknop overview",
            en: "Now see who holds data about you with: blauweknop overview")
    }
    var loggedOut: String { text(nl: "U bent uitgelogd.", en: "You are logged out.") }

    // MARK: Data

    func data(of name: String) -> String {
        text(nl: "Uw gegevens bij \(name)", en: "Your data at \(name)")
    }

    var since: String { text(nl: "sinds", en: "since") }

    var nothingOnRecord: String {
        text(nl: "niets vastgelegd", en: "nothing on record")
    }

    var unknown: String { text(nl: "onbekend", en: "unknown") }
    var yes: String { text(nl: "ja", en: "yes") }
    var no: String { text(nl: "nee", en: "no") }
    var disputed: String { text(nl: "in onderzoek", en: "in dispute") }
    var confidential: String { text(nl: "geheim", en: "confidential") }

    func claim(_ name: String) -> String {
        switch name {
        case "naam": text(nl: "Naam", en: "Name")
        case "geboorte": text(nl: "Geboorte", en: "Birth")
        case "adres": text(nl: "Adres", en: "Address")
        case "geslacht": text(nl: "Geslacht", en: "Gender")
        case "nationaliteiten": text(nl: "Nationaliteit", en: "Nationality")
        case "partner": text(nl: "Partner", en: "Partner")
        case "overlijden": text(nl: "Overlijden", en: "Death")
        case "burgerservicenummer": text(nl: "Burgerservicenummer", en: "Citizen number (BSN)")
        case _ where name.hasPrefix("inkomen-"):
            text(nl: "Inkomen \(name.dropFirst(8))", en: "Income \(name.dropFirst(8))")
        case _ where name.hasPrefix("onder-"): underLimit(String(name.dropFirst(6)))
        default: name
        }
    }

    /// The name of a member of a claim.
    func member(_ name: String) -> String {
        switch name {
        case "datum": text(nl: "datum", en: "date")
        case "plaats": text(nl: "plaats", en: "place")
        case "land": text(nl: "land", en: "country")
        case "gemeente": text(nl: "gemeente", en: "municipality")
        case "datumVan": text(nl: "woont er sinds", en: "lives there since")
        case "functie": text(nl: "soort adres", en: "kind of address")
        case "geboorte": text(nl: "geboren", en: "born")
        case "ontbonden": text(nl: "ontbonden", en: "dissolved")
        case "vaststellingsdatum": text(nl: "vastgesteld op", en: "established on")
        case "voornamen": text(nl: "voornamen", en: "given names")
        case "voorvoegsel": text(nl: "voorvoegsel", en: "prefix")
        case "geslachtsnaam": text(nl: "geslachtsnaam", en: "surname")
        default: name
        }
    }

    // MARK: Release

    func asks(_ name: String) -> String {
        text(nl: "\(name) vraagt gegevens van u.", en: "\(name) asks for your data.")
    }

    var purpose: String { text(nl: "Waarvoor", en: "For what") }
    var legalBasis: String { text(nl: "Mag dat volgens", en: "Legal ground") }
    var retention: String { text(nl: "Bewaart het", en: "Keeps it for") }
    var notice: String { text(nl: "Uitleg van de organisatie", en: "Its privacy notice") }

    var question: String {
        text(
            nl: "Wilt u dit delen? Typ 'ja' om te delen. Al het andere deelt niets.",
            en: "Do you want to share this? Type 'yes' to share. Anything else shares nothing.")
    }

    var notShared: String {
        text(
            nl: "Er is niets gedeeld. Weigeren heeft in dit programma geen gevolgen.",
            en: "Nothing was shared. Refusing has no consequence in this program.")
    }

    func shared(with name: String, id: String) -> String {
        text(
            nl: "Gedeeld met \(name). Intrekken kan met:\n  blauweknop withdraw \(id)",
            en: "Shared with \(name). To withdraw:\n  blauweknop withdraw \(id)")
    }

    func onItsWay(id: String) -> String {
        text(
            nl: "Uw toestemming is vastgelegd; het pakket is nog onderweg. Bevestig het later "
                + "met:\n  blauweknop confirm \(id)",
            en: "Your consent is recorded; the package is still on its way. Confirm it later "
                + "with:\n  blauweknop confirm \(id)")
    }

    var checkedReceipt: String {
        text(
            nl: "De organisatie bevestigt de ontvangst; dat bewijs is gecontroleerd.",
            en: "The organisation confirms that it has it; that receipt was verified.")
    }
}
