import BlueButton

/// The words for limits of income.
extension Texts {
    var limit: String { text(nl: "grens", en: "limit") }
    var limitsVersion: String { text(nl: "versie van de grenzen", en: "version of the limits") }

    /// A limit by its name, such as `daeb-2026-eenpersoons`; as it is where a word is not known.
    func limit(_ name: String) -> String {
        let parts = name.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let scheme = scheme(parts[0]), let household = household(parts[2])
        else { return name }
        return "\(scheme) \(parts[1]), \(household)"
    }

    /// A limit by its name, where its year was told before.
    func limitWithoutYear(_ name: String) -> String {
        let year = name.split(separator: "-").dropFirst().first ?? ""
        return limit(name).replacing(" \(year), ", with: ", ")
    }

    private func scheme(_ name: Substring) -> String? {
        switch name {
        case "daeb": text(nl: "sociale huur (DAEB)", en: "social housing (DAEB)")
        case "passend": text(nl: "passend toewijzen", en: "fitting allocation")
        default: nil
        }
    }

    private func household(_ name: Substring) -> String? {
        switch name {
        case "eenpersoons": text(nl: "huishouden van één persoon", en: "household of one")
        case "meerpersoons":
            text(nl: "huishouden van twee of meer personen", en: "household of two or more")
        case "eenpersoons-ouderen":
            text(nl: "oudere, huishouden van één persoon", en: "elderly household of one")
        case "meerpersoons-ouderen":
            text(
                nl: "ouderen, huishouden van twee of meer personen",
                en: "elderly household of two or more")
        default: nil
        }
    }

    /// The name of a claim about a limit.
    func underLimit(_ name: String) -> String {
        text(
            nl: "Of uw inkomen niet hoger is dan de grens: \(limit(name))",
            en: "Whether your income is at most the limit: \(limit(name))")
    }

    func isUnder(amount: String, of year: String, answer: String) -> String {
        text(
            nl: "Uw inkomen van \(year) is hoogstens € \(amount): \(answer)",
            en: "Your income of \(year) is at most € \(amount): \(answer)")
    }

    func indexed(_ isIndexed: Bool) -> String {
        isIndexed
            ? text(
                nl: "uw inkomen is eerst omgerekend naar het jaar van de grens",
                en: "your income was first indexed to the year of the limit")
            : text(
                nl: "met uw inkomen zoals het is vastgesteld, niet omgerekend",
                en: "with your income as it was established, not indexed")
    }

    func limits(of year: String) -> String {
        text(nl: "Grenzen van \(year)", en: "Limits of \(year)")
    }

    func limits(of year: String, income: String) -> String {
        limits(of: year)
            + text(nl: ", naast uw inkomen van \(income)", en: ", beside your income of \(income)")
    }

    /// Whether an income was indexed, in a few words.
    func indexedShort(_ isIndexed: Bool) -> String {
        isIndexed
            ? text(nl: "omgerekend naar het jaar van de grens", en: "indexed to the limit's year")
            : text(nl: "niet omgerekend", en: "not indexed")
    }

    func atMost(_ amount: String) -> String {
        text(nl: "hoogstens € \(amount)", en: "at most € \(amount)")
    }

    var limitUnknown: String {
        text(
            nl: "niet te zeggen (geen inkomen bekend, of het is in onderzoek)",
            en: "cannot be told (no income on record, or it is in dispute)")
    }
}
