/// What citizens read about the passphrase of their keys.
extension Texts {
    var passphrase: String { text(nl: "Wachtwoordzin", en: "Passphrase") }
    var newPassphrase: String { text(nl: "Nieuwe wachtwoordzin", en: "New passphrase") }
    var newPassphraseAgain: String {
        text(nl: "Nieuwe wachtwoordzin, nog een keer", en: "New passphrase, once more")
    }

    var passphraseSet: String {
        text(
            nl: "Uw sleutels zijn nu beveiligd met de wachtwoordzin.",
            en: "Your keys are under the passphrase now.")
    }

    var passphraseRemoved: String {
        text(
            nl: "Uw sleutels hebben geen wachtwoordzin meer.",
            en: "Your keys are under no passphrase any more.")
    }
}
