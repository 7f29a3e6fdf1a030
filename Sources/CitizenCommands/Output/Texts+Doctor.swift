/// What citizens read of `doctor`: what it found, and how to mend it.
extension Texts {
    func verdict(_ verdict: Diagnosis.Verdict) -> String {
        switch verdict {
        case .ok: text(nl: "goed", en: "fine")
        case .warning: text(nl: "let op", en: "note")
        case .problem: text(nl: "FOUT", en: "WRONG")
        }
    }

    var mend: String { text(nl: "doe dit", en: "do this") }

    // MARK: This device

    func versions(openSSL: String, system: String) -> String {
        text(nl: "Versies: \(openSSL); \(system)", en: "Versions: \(openSSL); \(system)")
    }

    var installOpenSSL: String {
        text(nl: "installeer OpenSSL 3", en: "install OpenSSL 3")
    }

    func noHome(_ path: String) -> String {
        text(nl: "Er is geen map '\(path)'.", en: "There is no folder '\(path)'.")
    }

    func homeReadOnly(_ path: String) -> String {
        text(nl: "In '\(path)' kan niet geschreven worden.", en: "'\(path)' cannot be written.")
    }

    func homeOpen(_ path: String) -> String {
        text(
            nl: "Anderen op dit apparaat kunnen uw sleutels in '\(path)' lezen.",
            en: "Others on this device can read your keys in '\(path)'.")
    }

    func homeFine(_ path: String) -> String {
        text(
            nl: "De map '\(path)' is alleen van u.", en: "The folder '\(path)' is yours alone.")
    }

    func configured(service: String) -> String {
        text(nl: "Configuratie: de dienst is \(service).", en: "Configuration: service \(service).")
    }

    func mendConfiguration(_ file: String) -> String {
        text(
            nl: "verbeter '\(file)'; 'blauweknop-poc up' maakt een goede",
            en: "correct '\(file)'; 'blauweknop-poc up' writes a good one")
    }

    func anchorsMissing(_ names: String) -> String {
        text(
            nl: "Van deze rollen is niemand te vertrouwen: \(names) ontbreekt.",
            en: "Nobody can be trusted in these roles: \(names) is missing.")
    }

    func anchorsEnded(_ time: String) -> String {
        text(
            nl: "Een certificaat van wie u vertrouwt is verlopen op \(time).",
            en: "A certificate of those you trust ended at \(time).")
    }

    func anchorsFine(_ time: String) -> String {
        text(
            nl: "De certificaten van wie u vertrouwt gelden tot \(time).",
            en: "The certificates of those you trust last until \(time).")
    }

    var newAnchors: String {
        text(
            nl: "haal de nieuwe bestanden bij de beheerder van het stelsel, en leg ze in de map "
                + "die 'trust' in config.json noemt",
            en: "get the new files from the scheme authority, and put them into the folder that "
                + "'trust' in config.json names")
    }

    var notLoggedInNow: String { text(nl: "U bent niet ingelogd.", en: "You are not logged in.") }
    var loginThere: String {
        text(nl: "Er is een login op dit apparaat.", en: "There is a login on this device.")
    }

    var keysUnreadable: String {
        text(nl: "Uw sleutels kunnen niet gelezen worden.", en: "Your keys cannot be read.")
    }

    func keysOpen(_ count: Int) -> String {
        text(
            nl: "Sleutels zonder wachtzin: \(count). U kunt er een instellen met: "
                + "blauweknop passphrase set",
            en: "Keys without a passphrase: \(count). You can set one with: "
                + "blauweknop passphrase set")
    }

    func keysHalfSealed(_ count: Int) -> String {
        text(
            nl: "Uw sleutels hebben een wachtzin, maar deze nog niet: \(count).",
            en: "Your keys are under a passphrase, but not yet these: \(count).")
    }

    func keysSealed(_ count: Int) -> String {
        text(
            nl: "Sleutels onder uw wachtzin: \(count).",
            en: "Keys under your passphrase: \(count).")
    }

    // MARK: Others

    func serviceFine(_ version: String) -> String {
        text(
            nl: "De dienst antwoordt (interface \(version)).",
            en: "The service answers (interface \(version)).")
    }

    var serviceTroubled: String {
        text(
            nl: "De dienst antwoordt, maar zegt dat er iets mis is.",
            en: "The service answers, but says that something is wrong with it.")
    }

    func otherInterface(_ version: String) -> String {
        text(
            nl: "De dienst spreekt een andere versie: \(version).",
            en: "The service speaks another version: \(version).")
    }

    var newProgram: String {
        text(
            nl: "haal een nieuwe versie van dit programma",
            en: "get a newer version of this program")
    }

    var clockUnknown: String {
        text(
            nl: "De dienst zegt niet hoe laat het daar is.",
            en: "The service does not say what time it has.")
    }

    /// - Parameter seconds: how far this device's clock is ahead; below 0 it is behind.
    func clockOff(by seconds: Int64) -> String {
        seconds > 0
            ? text(
                nl: "Uw klok loopt \(seconds) seconden voor op die van de dienst.",
                en: "Your clock is \(seconds) seconds ahead of the service's.")
            : text(
                nl: "Uw klok loopt \(-seconds) seconden achter op die van de dienst.",
                en: "Your clock is \(-seconds) seconds behind the service's.")
    }

    func clockFine(by seconds: Int64) -> String {
        text(
            nl: "Uw klok loopt gelijk met die van de dienst (verschil: \(seconds) s).",
            en: "Your clock agrees with the service's (difference: \(seconds) s).")
    }

    var setClock: String {
        text(
            nl: "zet de klok gelijk, bijvoorbeeld met: timedatectl set-ntp true",
            en: "set the clock, for instance with: timedatectl set-ntp true")
    }

    func directoryFine(version: Int64, until time: String) -> String {
        text(
            nl: "De lijst van het stelsel klopt (lijst \(version)) en geldt tot \(time).",
            en: "The scheme's list is valid (list \(version)) until \(time).")
    }

    func listsMissing(_ count: Int) -> String {
        text(
            nl: "Van \(count) uitgevers is niet te zien welke certificaten zijn ingetrokken.",
            en: "Of \(count) authorities it cannot be seen which certificates are revoked.")
    }

    func listsFine(_ time: String) -> String {
        text(
            nl: "De lijsten met ingetrokken certificaten zijn er, tot \(time).",
            en: "The revocation lists are at hand, until \(time).")
    }

    var newLists: String {
        text(
            nl: "controleer uw verbinding; helpt dat niet, leg dan een nieuwe crls.pem in de map "
                + "die 'trust' in config.json noemt",
            en: "check the connection; if that does not help, put a new crls.pem into the folder "
                + "that 'trust' in config.json names")
    }

    var providerAnswers: String {
        text(nl: "De inlogdienst antwoordt.", en: "The login provider answers.")
    }

    var logFollows: String {
        text(
            nl: "Het logboek past bij wat u eerder zag.",
            en: "The log continues what you saw before.")
    }

    /// What helps against trouble with others.
    func mend(_ trouble: CitizenError) -> String {
        // Not the advice to run what is running.
        if trouble.hint == .checkConnection {
            return text(
                nl: "controleer uw verbinding en probeer het later opnieuw",
                en: "check the connection and try again later")
        }
        if let hint = trouble.hint { return self.hint(hint) }
        switch trouble.code {
        case "issued-ahead", "not-yet-valid", "certificate-not-yet-valid": return setClock
        case "revocation-unknown": return newLists
        case "untrusted", "wrong-role", "certificate-expired": return newAnchors
        default:
            return text(
                nl: "vertrouw dit niet, en meld het bij de beheerder van het stelsel",
                en: "do not trust this, and tell the scheme authority")
        }
    }
}
