/// What citizens read while they decide about a request.
extension Texts {
    // MARK: Who asks

    var organisationNumber: String {
        text(nl: "Nummer van deze organisatie (OIN)", en: "Number of this organisation (OIN)")
    }

    /// That the scheme authority lists who asks, and how long its list counts.
    func accredited(until time: String) -> String {
        text(
            nl: "Erkend: ja. Deze organisatie staat op de lijst van wie mag meedoen, en mag dit "
                + "voor dit doel vragen. Die lijst geldt tot \(time).",
            en: "Accredited: yes. This organisation is on the list of those who may take part, "
                + "and may ask this for this purpose. That list is valid until \(time).")
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

    /// What to do about a request that was refused here.
    func requestHint(_ hint: Hint) -> String {
        switch hint {
        case .revokedRequester:
            text(
                nl: "deze organisatie mag nu niets vragen: haar bewijs is ingetrokken. Er is niets "
                    + "gedeeld. Vraag haar wat er aan de hand is, maar niet via deze link",
                en: "this organisation may not ask for anything now: its certificate was revoked. "
                    + "Nothing was shared. Ask it what is the matter, but not through this link")
        default:
            text(
                nl: "vertrouw dit verzoek niet; er is niets gedeeld. Vraag de organisatie wat er "
                    + "aan de hand is, maar niet via deze link",
                en: "do not trust this request; nothing was shared. Ask the organisation what is "
                    + "the matter, but not through this link")
        }
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

    /// An optional part, where there is nobody to ask.
    func optionalPart(_ id: String) -> String {
        text(
            nl: "Mag u weglaten (delen doet u met '--grant \(id)'):",
            en: "You may leave out (share it with '--grant \(id)'):")
    }

    var howToDecide: String {
        text(
            nl: "Er is niets gedeeld. Beslissen doet u met: blauweknop release 'LINK'",
            en: "Nothing was shared. To decide: blauweknop release 'LINK'")
    }

    /// - Parameter count: how many parts there are to tick.
    func tickQuestion(_ count: Int) -> String {
        count == 1
            ? text(
                nl: "Typ een nummer (1) om aan of uit te kruisen. Enter zonder nummer gaat "
                    + "verder; er is dan nog niets gedeeld. Typ 'nee' om niets te delen.",
                en: "Type a number (1) to tick or untick. Enter without a number goes on; nothing "
                    + "is shared by that. Type 'no' to share nothing.")
            : text(
                nl: "Typ een nummer (1 tot en met \(count)) om aan of uit te kruisen; meer mag "
                    + "ook, zoals '1 2'. Enter zonder nummer gaat verder; er is dan nog niets "
                    + "gedeeld. Typ 'nee' om niets te delen.",
                en: "Type a number (1 to \(count)) to tick or untick; several will do, such as "
                    + "'1 2'. Enter without a number goes on; nothing is shared by that. Type "
                    + "'no' to share nothing.")
    }

    /// What an answer was not: one of what can be typed, or a number that stands there.
    func unclear(_ count: Int) -> String {
        count == 1
            ? text(
                nl: "Dat kan hier niet: typ 1, niets of 'nee'.",
                en: "That cannot be typed here: type 1, nothing or 'no'.")
            : text(
                nl: "Dat kan hier niet: typ nummers van 1 tot en met \(count), niets of 'nee'.",
                en: "That cannot be typed here: type numbers from 1 to \(count), nothing or 'no'.")
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
            nl: "Het ontvangstbewijs is bewaard. Het bewijst dat de organisatie uw gegevens kreeg, "
                + "wanneer, en bij welke toestemming; wat erin stond, staat er niet in. "
                + "Controleren kan met:\n  blauweknop verify \(Self.typed(file))",
            en: "The receipt is saved. It proves that the organisation got your data, when, and "
                + "by which consent; what the data said is not in it. To check it:\n  "
                + "blauweknop verify \(Self.typed(file))")
    }

    func receiptLater(id: String) -> String {
        text(
            nl: "Er is nog geen ontvangstbewijs. U krijgt het later met:\n  "
                + "blauweknop confirm \(id) --receipt BESTAND",
            en: "There is no receipt yet. Get it later with:\n  "
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
