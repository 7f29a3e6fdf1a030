/// What citizens read before something that cannot be taken back.
extension Texts {
    var interrupted: String {
        text(nl: "Gestopt. Er is niets veranderd.", en: "Stopped. Nothing was changed.")
    }

    var sayYes: String {
        text(
            nl: "doe het in een terminal, of zeg het met --yes",
            en: "do it at a terminal, or say it with --yes")
    }

    func checkPath(_ option: String) -> String {
        text(
            nl: "kijk of het pad achter \(option) klopt: daar hoort een bestand met de wachtzin op "
                + "de eerste regel. Er is niets veranderd",
            en: "check the path after \(option): a file with the passphrase on its first line "
                + "belongs there. Nothing was changed")
    }

    // MARK: A forgotten passphrase

    func willBeLost(keys: Int) -> String {
        text(
            nl: "Zonder de wachtzin gaat voorgoed verloren wat eronder ligt: uw login en "
                + "sleutels, samen \(keys). Uw toestemmingen blijven; intrekken kan daarna alleen "
                + "via de dienst.",
            en: "Without the passphrase everything under it is lost for good: your login and "
                + "keys, \(keys) in all. Your consents stay; to withdraw is then possible through "
                + "the service alone.")
    }

    var deleteQuestion: String {
        text(
            nl: "Typ 'wissen' om ze te wissen. Iets anders is nee.",
            en: "Type 'delete' to delete them. Anything else is no.")
    }

    func passphraseForgotten(keys: Int) -> String {
        text(
            nl: "Gewist: uw login en sleutels die onder de wachtzin lagen, samen \(keys). Er is "
                + "geen wachtzin meer. Log opnieuw in met: blauweknop login",
            en: "Deleted: your login and keys that were under the passphrase, \(keys) in all. "
                + "There is no passphrase any more. Log in again with: blauweknop login")
    }

    var noPassphrase: String {
        text(
            nl: "Er is geen wachtzin. Er is niets gewist.",
            en: "There is no passphrase. Nothing was deleted.")
    }

    var nothingDeleted: String {
        text(nl: "Er is niets gewist.", en: "Nothing was deleted.")
    }

    // MARK: The log

    func willBeErased(_ id: String) -> String {
        text(
            nl: "Regel \(id) van uw logboek. Na het wissen kan niemand meer zien waar die over "
                + "ging, ook u niet.",
            en: "Entry \(id) of your log. Once it is erased nobody can see any more what it was "
                + "about, nor can you.")
    }

    var eraseQuestion: String {
        text(
            nl: "Wilt u deze regel wissen? Typ 'ja' om te wissen. Iets anders is nee.",
            en: "Do you want to erase this entry? Type 'yes' to erase. Anything else is no.")
    }

    var nothingErased: String { text(nl: "Er is niets gewist.", en: "Nothing was erased.") }

    func sameLinkLater(until time: String) -> String {
        text(
            nl: "er is niets gedeeld. Probeer het later met dezelfde link (tot \(time))",
            en: "nothing was shared. Try again later with the same link (until \(time))")
    }

    // MARK: A request that was answered before

    func answeredBefore(_ time: String, id: String, isOther: Bool, isConfirmed: Bool) -> String {
        let other =
            isOther
            ? text(nl: ", bij een andere login op dit apparaat", en: ", under another login here")
            : ""
        let confirm =
            isConfirmed
            ? ""
            : text(
                nl: " Bevestigen kan met: blauweknop confirm \(id).",
                en: " To confirm it: blauweknop confirm \(id).")
        return text(
            nl: "dat was op \(time) (toestemming \(id))\(other).\(confirm) Wilt u iets anders "
                + "delen? Vraag de organisatie om een nieuwe link",
            en: "that was on \(time) (consent \(id))\(other).\(confirm) To share something else, "
                + "ask the organisation for a new link")
    }
}
