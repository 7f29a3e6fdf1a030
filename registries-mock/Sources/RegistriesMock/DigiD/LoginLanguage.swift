/// The languages of the login page.
enum LoginLanguage: String, Sendable, CaseIterable {
    case nl
    case en

    /// The first language of an `Accept-Language` header that the page has; Dutch without one.
    init(accepted header: String?) {
        let wanted = (header ?? "").split(separator: ",").lazy
            .map { $0.drop { $0 == " " }.prefix(2).lowercased() }
            .compactMap { LoginLanguage(rawValue: $0) }
        self = wanted.first ?? .nl
    }

    var other: LoginLanguage {
        self == .nl ? .en : .nl
    }

    func text(_ text: LoginText) -> String {
        switch (text, self) {
        case (.title, .nl): "Inloggen met DigiD (nagemaakt)"
        case (.title, .en): "Log in with DigiD (mock)"
        case (.warning, .nl):
            "Dit is een nagemaakte DigiD met verzonnen mensen. "
                + "Vul hier geen echte gegevens in."
        case (.warning, .en):
            "This is a mock of DigiD with made-up people. Enter no real data here."
        case (.pick, .nl): "Wie bent u?"
        case (.pick, .en): "Who are you?"
        case (.number, .nl): "Of vul een burgerservicenummer in (negen cijfers)"
        case (.number, .en): "Or enter a citizen service number (nine digits)"
        case (.button, .nl): "Inloggen"
        case (.button, .en): "Log in"
        case (.wrongNumber, .nl):
            "Kies iemand uit de lijst of vul een geldig burgerservicenummer in."
        case (.wrongNumber, .en):
            "Pick someone from the list or enter a valid citizen service number."
        case (.switchLanguage, .nl): "English"
        case (.switchLanguage, .en): "Nederlands"
        case (.refusedTitle, .nl): "Inloggen is niet mogelijk"
        case (.refusedTitle, .en): "Logging in is not possible"
        case (.refused, .nl):
            "Het programma dat u hierheen stuurde, deed dat met een onbekende of verlopen "
                + "aanvraag. Begin daar opnieuw."
        case (.refused, .en):
            "The program that sent you here did so with an unknown or expired request. "
                + "Start again there."
        }
    }
}

/// What the login page says.
enum LoginText {
    case title, warning, pick, number, button, wrongNumber, switchLanguage, refusedTitle, refused
}
