import BlueButton
import OpenSSL
import Trust

// What lines tell beside the verdict, in the words of both languages.

extension LocalizedText {
    /// A text that is the same in both: names, numbers.
    init(both text: String) {
        self.init(nl: text, en: text)
    }

    static let anchorsNamed = LocalizedText(
        nl: "uit de map die u noemde", en: "those of the folder that you named")
    static let anchorsBeside = LocalizedText(
        nl: "uit de map 'trust' naast de documenten; wie u de documenten gaf, kan ook die hebben "
            + "gemaakt. Met --trust noemt u een map van uzelf",
        en: "those of the folder 'trust' beside the documents; whoever gave you the documents may "
            + "have made it too. With --trust you name a folder of your own")
    static let anchorsOfHome = LocalizedText(
        nl: "die van dit programma zelf", en: "those that this program has")

    static let notAmongFiles = LocalizedText(
        nl: "zit niet bij de bestanden", en: "it is not among the files")
    static let needsKey = LocalizedText(
        nl: "daarvoor is response.json nodig, of --key met de sleutel van het verzoek",
        en: "it takes response.json, or --key with the request's private key")
    static let needsPackage = LocalizedText(
        nl: "een antwoord wordt daarmee gecontroleerd", en: "a response is checked with it")
    static let needsMandate = LocalizedText(
        nl: "een verklaring is daar het antwoord op", en: "a statement answers one")
    static let listsLogKey = LocalizedText(
        nl: "daarin staat de sleutel van het logboek", en: "it lists the log's key")
    static let needsTwo = LocalizedText(
        nl: "het bewijs gaat over twee standen", en: "a proof is checked between two")
    static let namesEntry = LocalizedText(
        nl: "daarin staat om welke regel het gaat", en: "it names the entry")
    static let boundByHashes = LocalizedText(
        nl:
            "gebonden door de hashes in de toestemming, behalve 'confirm'; met --key blijkt dat het "
            + "in het pakket zat",
        en: "bound by the consent's hashes, but for 'confirm'; "
            + "--key shows that it was in the package")
    static let holdsNothing = LocalizedText(nl: "heeft niets", en: "holds nothing")

    /// Who sealed, and to which anchor the seal's chain leads.
    static func seal(_ seal: SealChain) -> LocalizedText {
        let name = DisplayText("\(seal.leaf.commonName ?? seal.uri), OIN \(seal.oin)").text
        let anchor = Self.anchor(seal.certificates)
        return LocalizedText(nl: "\(name)\(anchor.nl)", en: "\(name)\(anchor.en)")
    }

    /// Whose timestamp it is, and to which anchor its chain leads.
    static func timestamp(_ timestamp: Timestamp) -> LocalizedText {
        let name = timestamp.certificates.first.flatMap(\.commonName)
            .map { DisplayText($0).text }
        let anchor = Self.anchor(timestamp.certificates)
        let policy = timestamp.token.policy
        return LocalizedText(
            nl: "van \(name ?? "een dienst zonder naam"), beleid \(policy)\(anchor.nl)",
            en: "by \(name ?? "a nameless authority"), policy \(policy)\(anchor.en)")
    }

    private static func anchor(_ certificates: [Certificate]) -> LocalizedText {
        guard let name = certificates.last?.commonName else { return LocalizedText(both: "") }
        let shown = DisplayText(name).text
        return LocalizedText(nl: ", anker '\(shown)'", en: ", anchor '\(shown)'")
    }

    /// This, and more behind it.
    func then(_ more: LocalizedText) -> LocalizedText {
        LocalizedText(nl: nl + more.nl, en: en + more.en)
    }
}

extension PackageCheck {
    /// What the check is called.
    var words: LocalizedText {
        let dutch =
            switch self {
            case .decryption: "ontsleutelen"
            case .request: "verzoek"
            case .registration: "registratie"
            case .log: "logboek"
            case .consent: "toestemming"
            case .attestations: "verklaringen van de bronnen"
            case .holder: "één persoon en één sleutel"
            case .keyBinding: "gebonden aan dit verzoek"
            case .disclosure: "wat is onthuld"
            }
        return LocalizedText(nl: dutch, en: rawValue)
    }
}
