/// What citizens read while they decide about a request.
extension Texts {
    // MARK: Who asks

    /// That the scheme authority lists who asks, by which list.
    func accredited(version: Int64, until time: String) -> String {
        text(
            nl: "Erkend: ja. Deze organisatie staat op de lijst van het stelsel en mag dit voor "
                + "dit doel vragen (lijst \(version), geldig tot \(time)).",
            en: "Accredited: yes. This organisation is on the scheme's list and may ask this for "
                + "this purpose (list \(version), valid until \(time)).")
    }

    func mayHaveBSN(_ may: Bool) -> String {
        may
            ? text(
                nl: "Deze organisatie mag uw burgerservicenummer krijgen.",
                en: "This organisation may get your citizen number (BSN).")
            : text(
                nl: "Deze organisatie mag uw burgerservicenummer niet krijgen.",
                en: "This organisation may not get your citizen number (BSN).")
    }

    func answerBefore(_ time: String) -> String {
        text(nl: "Beslis voor \(time).", en: "Decide before \(time).")
    }

    // MARK: What is asked

    var neededParts: String {
        text(
            nl: "Nodig (zonder dit kan de organisatie niet verder):",
            en: "Needed (the organisation cannot go on without it):")
    }

    var optionalParts: String {
        text(
            nl: "Mag u weglaten (aangekruist is wat u deelt):",
            en: "You may leave out (ticked is what you share):")
    }

    var limitInstead: String {
        text(
            nl: "U hoeft uw inkomen niet te laten zien. U kunt ook alleen bewijzen dat u onder de "
                + "grens zit.",
            en: "You need not show your income. You can also prove only that you are under the "
                + "limit.")
    }

    var proveLimit: String {
        text(
            nl: "Alleen of u onder de grens zit, zonder uw inkomen",
            en: "Only whether you are under the limit, without your income")
    }

    var showIncome: String { text(nl: "Uw inkomen", en: "Your income") }

    func ticked(_ isTicked: Bool) -> String {
        isTicked
            ? text(nl: "u deelt dit", en: "you share this")
            : text(nl: "u deelt dit niet", en: "you do not share this")
    }

    var tickQuestion: String {
        text(
            nl: "Typ een nummer om aan of uit te kruisen. Typ niets (Enter) om verder te gaan, of "
                + "'nee' om niets te delen.",
            en: "Type a number to tick or untick. Type nothing (Enter) to go on, or 'no' to share "
                + "nothing.")
    }

    var unclear: String {
        text(nl: "Dat begrijpt dit programma niet.", en: "This program does not understand that.")
    }

    // MARK: The summary

    func summary(_ name: String) -> String {
        text(nl: "Samengevat: u deelt met \(name):", en: "In short: you share with \(name):")
    }

    var notSharedParts: String { text(nl: "U deelt niet:", en: "You do not share:") }

    var noBSN: String {
        text(
            nl: "Uw burgerservicenummer deelt u niet.",
            en: "You do not share your citizen number (BSN).")
    }

    var rights: String {
        text(
            nl: "U kunt dit altijd weer intrekken met 'blauweknop withdraw'. Weigeren heeft in dit "
                + "programma geen gevolgen.",
            en: "You can withdraw this at any time with 'blauweknop withdraw'. Refusing has no "
                + "consequence in this program.")
    }

    var orBack: String {
        text(nl: "Typ 'terug' om anders te kiezen.", en: "Type 'back' to choose otherwise.")
    }

    // MARK: Afterwards

    func receiptKept(_ file: String) -> String {
        text(
            nl: "Het ontvangstbewijs staat in '\(file)'; te controleren met: "
                + "blauweknop verify '\(file)'",
            en: "The receipt is in '\(file)'; check it with: blauweknop verify '\(file)'")
    }

    func receiptLater(id: String) -> String {
        text(
            nl: "Er is nog geen ontvangstbewijs. U krijgt het later met: "
                + "blauweknop confirm \(id) --receipt BESTAND",
            en: "There is no receipt yet. Get it later with: "
                + "blauweknop confirm \(id) --receipt FILE")
    }

    /// What holds when something went wrong after the service had taken the release.
    func alreadyShared(id: String) -> String {
        text(
            nl: "uw toestemming is wel vastgelegd: kijk met 'blauweknop consents'; intrekken kan "
                + "met: blauweknop withdraw \(id)",
            en: "your consent is recorded all the same: look with 'blauweknop consents'; to "
                + "withdraw: blauweknop withdraw \(id)")
    }

    /// What holds when it is not known whether the service took the release.
    func perhapsShared(id: String) -> String {
        text(
            nl: "het is niet zeker of de dienst uw toestemming kreeg: kijk met "
                + "'blauweknop consents'; intrekken kan met: blauweknop withdraw \(id)",
            en: "it is not certain whether the service got your consent: look with "
                + "'blauweknop consents'; to withdraw: blauweknop withdraw \(id)")
    }
}
