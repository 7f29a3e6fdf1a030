/// What citizens read, in Dutch, when a document or a request is refused; by the refusal's code.
extension Texts {
    /// Documents and who made them.
    static func dutchDocument(_ code: String) -> String? {
        switch code {
        case "malformed", "header-refused", "type-mismatch", "claim-malformed",
            "disclosures-incomplete", "query-refused", "chain-malformed", "chain-length":
            "dit heeft niet de vorm die het moet hebben"
        case "too-large": "dit is groter dan het mag zijn"
        case "signature-invalid": "de handtekening klopt niet: iemand heeft dit veranderd"
        case "issued-ahead", "not-yet-valid", "certificate-not-yet-valid":
            "dit document is van later dan nu; kijk of uw klok goed staat"
        case "expired": "dit is verlopen"
        case "lifetime-refused": "dit document is langer geldig dan het mag zijn"
        case "certificate-expired": "het certificaat van de maker is verlopen"
        case "certificate-revoked": "het certificaat van de maker is ingetrokken"
        case "revocation-unknown":
            "het is niet na te gaan of het certificaat van de maker is ingetrokken"
        case "untrusted", "wrong-role", "self-signed", "anchor-in-chain", "identity-missing",
            "wrong-usage", "algorithm-refused", "key-mismatch", "organisation-mismatch":
            "dit is niet gemaakt door wie het had moeten maken"
        case "timestamp-missing": "het tijdstempel ontbreekt"
        case _ where code.hasPrefix("timestamp-"): "het tijdstempel klopt niet"
        case "directory-outdated": "de dienst gaf een oude lijst van het stelsel"
        case "directory-unknown": "de lijst van het stelsel waar dit bij hoort is er niet"
        case "mandate-mismatch", "mandate-reused", "statement-mismatch", "outcome-mismatch",
            "sources-incomplete":
            "het antwoord hoort niet bij uw vraag, of er is iets weggelaten"
        case "attestation-mismatch", "key-binding-unexpected":
            "deze gegevens zijn niet de gegevens die u opvroeg"
        case "page-altered":
            "deze pagina is veranderd: zij toont iets anders dan het verzegelde overzicht"
        case "page-malformed": "deze pagina is niet heel"
        case "page-format-unknown":
            "deze pagina is van een andere versie van dit programma; bewaar het overzicht dat "
                + "erin zit, en controleer dat"
        case "not-recognised": "dit bestand is geen document dat dit programma kent"
        default: nil
        }
    }

    /// Requests, packages, consents and what comes of them.
    static func dutchRelease(_ code: String) -> String? {
        switch code {
        case "recipient-unknown":
            "deze organisatie is niet erkend: ze staat niet op de lijst van het stelsel"
        case "origin-not-allowed":
            "dit adres is niet van een organisatie die op de lijst van het stelsel staat"
        case "claims-not-accredited":
            "deze organisatie vraagt meer dan ze voor dit doel mag vragen"
        case "bsn-not-allowed": "deze organisatie mag uw burgerservicenummer niet krijgen"
        case "client-mismatch":
            "de link en het verzoek zijn niet van dezelfde organisatie: vertrouw het niet"
        case "terms-mismatch": "de voorwaarden in het verzoek spreken elkaar tegen"
        case "package-mismatch", "presentation-mismatch", "holders-mixed", "key-binding-missing":
            "het pakket past niet bij het verzoek"
        case "consent-mismatch": "u kunt alleen delen wat het verzoek vraagt, in hele delen"
        case "required-part-missing": "er ontbreekt iets dat de organisatie nodig heeft"
        case "registration-mismatch": "de dienst heeft iets anders vastgelegd dan u tekende"
        case "receipt-mismatch", "receipt-absent": "er is geen ontvangstbewijs dat klopt"
        case "request-unknown": "dit verzoek is er niet (meer)"
        case "request-used": "dit verzoek is al gebruikt"
        case "request-answered": "u hebt dit verzoek al beantwoord; er is niets gedeeld"
        case "other-login": "dit is op dit apparaat gegeven, bij een andere login"
        case "confirmation-absent": "er is hier niets dat op uw bevestiging wacht"
        case "confirmation-refused": "de organisatie nam uw bevestiging niet aan"
        case "consent-unknown", "package-unknown": "die toestemming is er niet"
        case "consent-withdrawn": "deze toestemming is ingetrokken"
        case "withdrawal-mismatch", "deletion-mismatch":
            "dit bewijs hoort niet bij deze toestemming"
        case "stopped-early", "unanswered": "de organisatie heeft niet geantwoord"
        default: nil
        }
    }
}
