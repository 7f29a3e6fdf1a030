import BlueButton

/// What citizens read when something did not work: what is wrong, and what they can do.
///
/// Dutch goes by the code; so does English for what happens to citizens themselves, and is the
/// message as it was thrown for the rest. Both take over the names that the message quotes: files,
/// settings, options, parts of a request.
extension Texts {
    func message(of trouble: CitizenError) -> String {
        guard let party = trouble.party else {
            return words(of: trouble.code, thrown: trouble.message)
        }
        switch trouble.code {
        case "unreachable": return noAnswer(of: party)
        case "timeout": return lateAnswer(of: party)
        default: return words(of: trouble.code, thrown: trouble.message)
        }
    }

    /// What a citizen reads of trouble: what is wrong with its code, and what can be done.
    func lines(of trouble: CitizenError) -> [String] {
        [errorLine("\(message(of: trouble)) (\(trouble.code))")]
            + (trouble.hint.map { [hintLine(hint($0))] } ?? [])
    }

    func errorLine(_ what: String) -> String {
        "blauweknop: \(text(nl: "fout", en: "error")): \(what)"
    }

    func hintLine(_ what: String) -> String {
        "blauweknop: \(text(nl: "tip", en: "hint")): \(what)"
    }

    /// What is wrong, by its code; the message as it was thrown where there are no words for it.
    func words(of code: String, thrown message: String) -> String {
        guard let text = language == .nl ? Self.dutch(code) : Self.english(code) else {
            return message
        }
        let names = Self.quoted(in: message)
        if text.contains("{}") { return text.replacing("{}", with: names.first ?? "") }
        return names.isEmpty ? text : "\(text) (\(names.joined(separator: ", ")))"
    }

    func hint(_ hint: Hint) -> String {
        switch hint {
        case .logIn: text(nl: "log eerst in: blauweknop login", en: "run 'blauweknop login' first")
        case .logInAgain:
            text(nl: "log opnieuw in: blauweknop login", en: "run 'blauweknop login' again")
        case .logOutAndIn:
            text(
                nl: "log uit en weer in: blauweknop logout, daarna blauweknop login",
                en: "run 'blauweknop logout', then 'blauweknop login'")
        case .tryAgain: text(nl: "probeer het opnieuw", en: "try again")
        case .tryLater: text(nl: "probeer het later opnieuw", en: "try again later")
        case .checkConnection:
            text(
                nl: "controleer uw verbinding en probeer het opnieuw; 'blauweknop doctor' zoekt "
                    + "uit wat er mis is",
                en: "check the connection and try again; 'blauweknop doctor' finds out what is "
                    + "wrong")
        case .configure:
            text(
                nl: "'blauweknop-poc up' maakt het bestand en zegt waar; zet BLAUWEKNOP_HOME op "
                    + "die map",
                en: "'blauweknop-poc up' writes one and says where; set BLAUWEKNOP_HOME to it")
        case .decideByFlags:
            text(
                nl: "kies in een terminal, of zeg het met --yes of --refuse; wat u mag weglaten "
                    + "deelt u met --grant",
                en: "decide at a terminal, or say it with --yes or --refuse; share what you may "
                    + "leave out with --grant")
        case .givePassphrase:
            text(
                nl: "typ de wachtzin in een terminal, of geef --passphrase-file",
                en: "type the passphrase at a terminal, or give --passphrase-file")
        case .wholeLink, .newLink, .consentNumber, .shortNames: inputHint(hint)
        case .doubtfulRequest, .revokedRequester: requestHint(hint)
        case .text(let text): text
        }
    }

    /// What helps where something was typed or copied that is not whole.
    private func inputHint(_ hint: Hint) -> String {
        switch hint {
        case .wholeLink:
            text(
                nl: "een link begint met openid4vp:// en is lang. Kopieer hem opnieuw, helemaal, "
                    + "en zet hem tussen 'aanhalingstekens'",
                en: "a link begins with openid4vp:// and is long. Copy it again, all of it, and "
                    + "put it between 'quotes'")
        case .newLink:
            text(
                nl: "de link is verlopen of niet heel. Kopieer hem opnieuw, of vraag de "
                    + "organisatie om een nieuwe",
                en: "the link has ended or is not whole. Copy it again, or ask the organisation "
                    + "for a new one")
        case .consentNumber:
            text(
                nl: "het staat achter 'Nummer' in: blauweknop consents",
                en: "it stands behind 'Number' in: blauweknop consents")
        case .shortNames(let names):
            text(nl: "kies uit: ", en: "choose from: ") + names.joined(separator: ", ")
        default: ""
        }
    }

    /// The names between single quotes in a message, quotes and all.
    static func quoted(in message: String) -> [String] {
        message.matches(of: /(?:^|[ (])('[^']+')/).map { String($0.output.1) }
    }

    /// What was expected, in Dutch; nil for a code that this program does not know.
    static func dutch(_ code: String) -> String? {
        dutchHere(code) ?? dutchThere(code) ?? dutchDocument(code) ?? dutchRelease(code)
            ?? dutchLog(code)
    }

    /// On this device: files, settings, login, the way to others.
    private static func dutchHere(_ code: String) -> String? {
        switch code {
        case "not-logged-in": "u bent niet ingelogd"
        case "session-damaged": "uw login op dit apparaat is beschadigd"
        case "home-busy": "een andere opdracht van u is bezig met de login"
        case "login-refused": "de inlogdienst liet u niet toe"
        case "login-timeout": "u was niet binnen vijf minuten ingelogd"
        case "not-configured": "er is nog geen configuratie"
        case "configuration-malformed": "de configuratie klopt niet"
        case "setting-missing": "in de configuratie ontbreekt iets"
        case "setting-invalid": "een instelling heeft een waarde die niet kan"
        case "setting-unknown": "de configuratie heeft een instelling die niet bestaat"
        case "file-absent": "het bestand {} bestaat niet"
        case "link-malformed": "deze link is niet heel"
        case "consent-id-malformed": "dit is geen nummer van een toestemming (22 tekens)"
        case "file-unreadable": "dit bestand of deze map kan niet gelezen of geschreven worden"
        case "language-unknown": "kies een taal: nl of en"
        case "id-malformed": "een regel van het logboek heeft een nummer"
        case "decision-needed": "hier is een keuze van u nodig; er is niets gedeeld"
        case "agreement-needed": "hiervoor is uw ja nodig; er is niets veranderd"
        case "interrupted": "gestopt; er is niets veranderd"
        case "options-conflict": "deze opties kunnen niet samen"
        case "choice-absent": "dit verzoek laat u die keuze niet"
        case "passphrase-needed": "hiervoor is uw wachtzin nodig"
        case "passphrase-wrong": "dit is niet de wachtzin van uw sleutels"
        case "passphrase-short": "een wachtzin heeft minstens 8 tekens"
        case "passphrase-differs": "typ twee keer dezelfde wachtzin"
        case "key-damaged": "een sleutel op dit apparaat is beschadigd"
        case "unreachable": "de andere kant is niet te bereiken"
        case "timeout": "er kwam niet op tijd antwoord"
        case "tls-failed", "peer-refused", "tls-identity-invalid":
            "er kwam geen veilige verbinding tot stand"
        case "anchors-invalid", "trust-file-malformed":
            "de bestanden die zeggen wie u vertrouwt, kloppen niet"
        case "address-invalid", "plain-refused": "dit adres kan niet gebruikt worden"
        case "address-unavailable": "dit programma kan op dit apparaat niet luisteren"
        case "protocol-violation", "form-malformed", "request-invalid", "malformed-request",
            "headers-too-large", "body-timeout", "content-type", "method-not-allowed",
            "http-400", "not-found":
            "de andere kant begreep de vraag niet, of dit programma het antwoord niet"
        case "cancelled", "stopped": "de opdracht is afgebroken"
        case "unexpected", "operation-failed": "er ging iets mis dat niet verwacht was"
        default: nil
        }
    }

    /// At the service, the login provider and the organisations.
    private static func dutchThere(_ code: String) -> String? {
        switch code {
        case "service-mismatch": "de dienst in de lijst van het stelsel is een andere dan de uwe"
        case "issuer-mismatch":
            "de inlogdienst of de maker van een document is een andere dan verwacht"
        case "provider-malformed": "de inlogdienst is niet zoals dit programma nodig heeft"
        case "provider-unreachable": "de dienst kan de inlogdienst niet bereiken"
        case "token-refused", "token-expired", "token-key-mismatch", "token-key-unknown",
            "mandate-token-mismatch":
            "uw login telt daar niet meer"
        case "assurance-too-low": "u moet inloggen met een hogere zekerheid"
        case "proof-refused", "proof-replayed", "use-dpop-nonce", "proof-memory-full":
            "de andere kant nam het bewijs van uw sleutel niet aan"
        case "rate-exceeded", "too-many-waiting": "er is te vaak gevraagd; wacht even"
        case "source-unknown": "die organisatie staat niet op de lijst van het stelsel"
        case "internal", "stopping", "conflict", "store-unavailable", "log-unavailable",
            "timestamp-unavailable", "log-unreachable", "directory-unavailable",
            "invalid-answer", "refused", "overloaded":
            "het ging aan de andere kant mis"
        case "credential-type-not-allowed":
            "deze organisatie geeft geen gegevens die u kunt ophalen"
        default: nil
        }
    }

    /// The access log, and its checkpoints.
    private static func dutchLog(_ code: String) -> String? {
        switch code {
        case "tree-shrunk", "tree-forked", "old-root-mismatch", "new-root-mismatch":
            Texts(.nl).logInconsistent
        case "commitment-mismatch", "log-entry-mismatch", "proof-length", "inclusion-invalid",
            "out-of-range", "log-size-unknown":
            "een bewijs van het logboek klopt niet"
        case "note-unsigned", "note-signature-invalid", "note-key-refused", "origin-mismatch",
            "extension-refused", "extra-refused":
            "het logboek is niet van wie het moet zijn"
        case "log-entry-unknown": "die regel staat niet in uw logboek, of is gewist"
        default: nil
        }
    }
}
