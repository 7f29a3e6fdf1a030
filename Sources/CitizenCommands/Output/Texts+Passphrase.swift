/// What citizens read about the passphrase of their keys.
extension Texts {
    var passphrase: String { text(nl: "Wachtzin", en: "Passphrase") }
    var newPassphrase: String { text(nl: "Nieuwe wachtzin", en: "New passphrase") }
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
