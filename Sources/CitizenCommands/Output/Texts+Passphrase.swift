/// What citizens read about the passphrase of their keys.
extension Texts {
    var passphrase: String { text(nl: "Wachtzin", en: "Passphrase") }
    func newPassphrase(shortest: Int) -> String {
        text(
            nl: "Nieuwe wachtzin (minstens \(shortest) tekens)",
            en: "New passphrase (at least \(shortest) characters)")
    }

    func passphraseAgain(left: Int) -> String {
        left == 1
            ? text(
                nl: "Dat is niet de wachtzin van uw sleutels. U kunt het nog 1 keer proberen.",
                en: "That is not the passphrase of your keys. You can try once more.")
            : text(
                nl: "Dat is niet de wachtzin van uw sleutels. U kunt het nog \(left) keer "
                    + "proberen.",
                en: "That is not the passphrase of your keys. You can try \(left) more times.")
    }

    var newPassphraseAgain: String {
        text(nl: "Nieuwe wachtzin, nog een keer", en: "New passphrase, once more")
    }

    var passphraseSet: String {
        text(
            nl: "Uw sleutels zijn nu beveiligd met de wachtzin.",
            en: "Your keys are under the passphrase now.")
    }

    var passphraseRemoved: String {
        text(
            nl: "Uw sleutels hebben geen wachtzin meer.",
            en: "Your keys are under no passphrase any more.")
    }
}
