import BlueButton

/// The privacy notice to which the terms of every request point: who asks, what for, on which
/// ground and for how long, from the templates themselves.
struct PrivacyPage {
    let organisation: String
    let templates: [RequestTemplate]

    var page: Page {
        Page(
            title: "Privacy: \(DisplayText(organisation).text)", dutch: content(.nl),
            english: content(.en))
    }

    private func content(_ language: Language) -> String {
        let name = Page.escape(DisplayText(organisation).text)
        let items = templates.map { item($0, language) }.joined(separator: "\n")
        return switch language {
        case .nl:
            """
            <h1>Wat \(name) met uw gegevens doet</h1>
            <p>\(name) vraagt alleen gegevens die u zelf kiest te delen. Wat u deelt, wordt pas \
            gebruikt nadat u het hebt bevestigd; zonder bevestiging wordt het verwijderd als het \
            verzoek afloopt.</p>
            \(items)
            <p>U kunt uw toestemming altijd intrekken, met hetzelfde programma. Dan worden de \
            gegevens verwijderd en krijgt u daarvan een bewijs. Hebt u een klacht? Die kunt u \
            ook indienen bij de Autoriteit Persoonsgegevens.</p>
            """
        case .en:
            """
            <h1>What \(name) does with your data</h1>
            <p>\(name) asks only for data that you choose to share yourself. What you share is \
            used only after you confirmed it; without that it is deleted when the request \
            ends.</p>
            \(items)
            <p>You can withdraw your consent at any time, with the same program. The data is then \
            deleted and you get proof of that. Do you have a complaint? You can also lodge it \
            with the Autoriteit Persoonsgegevens.</p>
            """
        }
    }

    private func item(_ template: RequestTemplate, _ language: Language) -> String {
        let (purpose, ground, kept) =
            switch language {
            case .nl: ("Waarvoor", "Grondslag", "Bewaartermijn")
            case .en: ("For what", "Legal ground", "Kept for")
            }
        return """
            <dl>
            <dt>\(purpose)</dt><dd>\(Page.escape(template.purposeText[language]))</dd>
            <dt>\(ground)</dt><dd>\(Page.escape(template.legalBasis))</dd>
            <dt>\(kept)</dt><dd>\(Page.escape(DurationText.text(template.retention, language)))</dd>
            </dl>
            """
    }
}
