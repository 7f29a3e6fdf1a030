import BlueButton

/// What only the page says, beside the words of the overview.
struct PageWords {
    let language: Language

    private func text(_ nl: String, _ en: String) -> String {
        switch language {
        case .nl: nl
        case .en: en
        }
    }

    var skip: String { text("Ga naar de inhoud", "Skip to the content") }
    var contents: String { text("Op deze pagina", "On this page") }

    func made(_ time: String) -> String { text("Gemaakt op \(time)", "Made at \(time)") }

    var rights: String { text("Wat zijn uw rechten?", "What are your rights?") }

    var rightsList: [String] {
        [
            text(
                "U mag uw gegevens bekijken (AVG, artikel 15).",
                "You may see your data (GDPR, article 15)."),
            text(
                "U mag laten verbeteren wat niet klopt (AVG, artikel 16).",
                "You may have corrected what is wrong (GDPR, article 16)."),
            text(
                "U mag soms gegevens laten wissen of bezwaar maken (AVG, artikel 17 en 21).",
                "You may sometimes have data erased, or object (GDPR, articles 17 and 21)."),
            text(
                "Vraag dit de organisatie zelf. Komt u er niet uit? Dan kunt u een klacht indienen "
                    + "bij de Autoriteit Persoonsgegevens.",
                "Ask the organisation itself. If that does not help, you can complain to the data "
                    + "protection authority."),
        ]
    }

    var evidence: String { text("Bewijs", "Evidence") }

    var evidenceMeaning: String {
        text(
            "Deze pagina bevat het verzegelde overzicht zelf. Zo kan iedereen later controleren dat "
                + "er niets is veranderd, ook zonder internet:",
            "This page holds the sealed overview itself. So anyone can check later that nothing "
                + "was changed, also without the internet:")
    }

    var evidenceParts: String {
        text(
            "U kunt de onderdelen ook apart bewaren:", "You can also save the parts by themselves:")
    }

    var file: String { text("DEZE-PAGINA.html", "THIS-PAGE.html") }

    func part(_ part: PageEvidence.Part) -> String {
        switch part {
        case .overview: text("het verzegelde overzicht", "the sealed overview")
        case .directory: text("de lijst van organisaties", "the directory of organisations")
        case .revocationLists:
            text("de lijsten van ingetrokken certificaten", "the certificate revocation lists")
        }
    }

    var privacy: String {
        text(
            "Deze pagina is alleen voor u. Zij haalt niets op van internet en stuurt niets weg.",
            "This page is for you alone. It fetches nothing from the internet and sends nothing.")
    }
}
