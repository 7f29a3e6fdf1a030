import BlueButton
import PlainWords

/// What `data` says beside the values.
extension Texts {
    func section(_ section: DataText.Section) -> String {
        switch section {
        case .person: text(nl: "Wie u bent", en: "Who you are")
        case .address: text(nl: "Waar u woont", en: "Where you live")
        case .partner: text(nl: "Uw partner", en: "Your partner")
        case .death: text(nl: "Overlijden", en: "Death")
        case .income: text(nl: "Uw inkomen", en: "Your income")
        case .limits:
            text(nl: "Uw inkomen naast de grenzen", en: "Your income beside the limits")
        case .other: text(nl: "Andere gegevens", en: "Other data")
        }
    }

    var disputedMeaning: String {
        text(
            nl: "LET OP, in onderzoek: de organisatie zoekt uit of dit klopt.",
            en: "NOTE, in dispute: the organisation is finding out whether this is right.")
    }

    var confidentialMeaning: String {
        text(
            nl: "LET OP, geheim: de gemeente geeft dit niet aan anderen als dat niet hoeft.",
            en: "NOTE, confidential: the municipality gives this to no one who need not have it.")
    }

    var dataSource: String {
        text(
            nl: "Klopt er iets niet? Vraag de organisatie om het te verbeteren (AVG, artikel 16).",
            en: "Is something wrong? Ask the organisation to correct it (GDPR, article 16).")
    }

    var notSent: String {
        text(
            nl: "Alleen u ziet dit: de gegevens zijn hier geopend en worden niet bewaard.",
            en: "Only you see this: the data was opened here and is not kept.")
    }

    /// The name of a member where it depends on the claim.
    func member(_ name: String, of claim: String) -> String {
        switch (claim, name) {
        case ("geboorte", "datum"): text(nl: "Geboren op", en: "Born on")
        case ("geboorte", "plaats"): text(nl: "Geboren in", en: "Born in")
        case ("geboorte", "land"): text(nl: "Geboorteland", en: "Country of birth")
        case ("overlijden", "datum"): text(nl: "Overleden op", en: "Died on")
        case ("partner", "soortVerbintenis"): text(nl: "Soort", en: "Kind")
        case ("partner", "sinds"): text(nl: "Sinds", en: "Since")
        case (_, "soort"): text(nl: "Soort", en: "Kind")
        case (_, "status"): text(nl: "Stand", en: "State")
        default: capitalised(member(name))
        }
    }

    /// A word that a registry uses, in plain ones; a date in words; anything else as it is.
    func value(_ value: String) -> String {
        switch value {
        case "verzamelinkomen":
            text(
                nl: "verzamelinkomen (al uw inkomen samen)",
                en: "aggregate income (verzamelinkomen): all your income together")
        case "belastbaarLoon":
            text(
                nl: "belastbaar loon (inkomen uit werk of uitkering)",
                en: "taxable wage (belastbaar loon): income from work or benefits")
        default: date(value)
        }
    }

    /// A date of a registry in words; a year alone and anything else as it is.
    func date(_ value: String) -> String {
        value.contains("-") && PartialDate.isWellFormed(value)
            ? DateWords.text(value, language) : value
    }

    /// A word that registries use in some members, in English; nil in Dutch, for a member whose
    /// values are anything, such as a name, and for a word that is not known.
    func word(_ value: String, of member: String) -> String? {
        guard language == .en else { return nil }
        return switch (member, value) {
        case ("geslacht", "man"): "male"
        case ("geslacht", "vrouw"): "female"
        case ("geslacht", "onbekend"): "unknown"
        case ("nationaliteiten", "Nederlandse"): "Dutch"
        case ("functie", "woonadres"): "home address"
        case ("functie", "briefadres"): "postal address"
        case ("soort", "verzamelinkomen"): "aggregate income (verzamelinkomen)"
        case ("soort", "belastbaarLoon"): "taxable wage (belastbaar loon)"
        case ("status", "vastgesteld"): "established"
        case ("status", "definitief"): "final"
        case ("status", "voorlopig"): "provisional"
        case ("soortVerbintenis", "huwelijk"): "marriage"
        case ("soortVerbintenis", "geregistreerd partnerschap"): "registered partnership"
        default: nil
        }
    }

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
