import StrictJSON
import Testing

/// Requests, attestations, presentations, consents, registrations and receipts under the right
/// keys, with odd values.
@Suite(.serialized) struct OddReleaseTests {
    private static let nobody = JSONValue.string(String(repeating: "A", count: 43))

    static let requests = Judged([
        Alteration(.request, "client_id", "x509_hash:AAAA", "client-mismatch"),
        Alteration(.request, "client_id", nil, "malformed"),
        Alteration(.request, "aud", "https://elsewhere.example", "malformed"),
        Alteration(.request, "response_type", "code", "malformed"),
        Alteration(.request, "response_mode", "direct_post", "malformed"),
        Alteration(
            .request, "response_uri", "https://evil.example/v1/responses", "origin-not-allowed"),
        Alteration(.request, "redirect_uri", "https://evil.example", "malformed"),
        Alteration(.request, "iss", "x", "malformed"),
        Alteration(.request, "nonce", "short", "malformed"),
        Alteration(.request, "state", "short", "malformed"),
        Alteration(.request, "exp", 1, "lifetime-refused"),
        Alteration(.request, "exp", 9_000_000_000, "lifetime-refused"),
        Alteration(.request, "iat", nil, "malformed"),
        Alteration(.request, "dcql_query|credentials|0|multiple", true, "query-refused"),
        Alteration(.request, "dcql_query|credentials|0|claim_sets", [], "query-refused"),
        Alteration(
            .request, "dcql_query|credentials|0|claims|+", ["path": ["burgerservicenummer"]],
            "bsn-not-allowed"),
        Alteration(
            .request, "dcql_query|credentials|0|claims|+", ["path": ["partner"]],
            "claims-not-accredited"),
        Alteration(
            .request, "dcql_query|credentials|0|claims|0|path", ["naam", "voornamen"],
            "query-refused"),
        Alteration(.request, "dcql_query|credential_sets", [], "query-refused"),
        Alteration(
            .request, "dcql_query|credentials|0|meta|vct_values|0", "urn:nl:blauweknop:bri:1",
            "query-refused", "claims-not-accredited"),
        Alteration(.request, "client_metadata|jwks|keys", [], "malformed"),
        Alteration(.request, "client_metadata|jwks|keys|0|use", "sig", "malformed", "key-refused"),
        Alteration(
            .request, "client_metadata|encrypted_response_enc_values_supported", ["A256CBC-HS512"],
            "malformed"),
        Alteration(.request, "client_metadata|vp_formats_supported", [:], "malformed"),
        Alteration(.request, "transaction_data", [], "terms-mismatch"),
        Alteration(.request, "transaction_data|+", "e30", "terms-mismatch"),
        Alteration(.request, .seal("stadswonen"), "client-mismatch"),
        Alteration(.request, .seal("brp"), "wrong-role"),
        Alteration(.request, .suffix(" "), "malformed"),
        Alteration(.terms, "extra", 1, "malformed"),
        Alteration(.terms, "type", "urn:x", "terms-mismatch"),
        Alteration(.terms, "recipient|name", "Evil", "terms-mismatch"),
        Alteration(.terms, "recipient|oin", "00000099000000000302", "terms-mismatch"),
        Alteration(.terms, "recipient|kvk", "1", "malformed"),
        Alteration(
            .terms, "purpose|term", "https://w3id.org/dpv#Marketing", "claims-not-accredited"),
        Alteration(.terms, "purpose|text|nl", nil, "malformed"),
        Alteration(.terms, "legal_basis", nil, "malformed"),
        Alteration(.terms, "retention", "lang", "malformed"),
        Alteration(.terms, "notice", "http://localhost/privacy", "malformed"),
        Alteration(.terms, "withdrawal", "https://evil.example/x", "origin-not-allowed"),
        Alteration(.terms, "credential_ids", ["geen"], "terms-mismatch"),
        Alteration(.terms, "credential_ids", [], "terms-mismatch"),
        Alteration(.terms, "transaction_data_hashes_alg", ["sha-256"], "malformed"),
        Alteration(.terms, .suffix("\n"), "malformed"),
    ])

    @Test(arguments: requests.alterations)
    func `an odd request is refused`(alteration: Alteration) async throws {
        let found = try await Self.requests.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let attestations = Judged([
        Alteration(.person, "iss", "https://elsewhere.example", "issuer-mismatch"),
        Alteration(.person, "jti", "AAAAAAAAAAAAAAAAAAAAAA", "malformed"),
        Alteration(.person, "iat", 1, "malformed"), Alteration(.person, "nbf", nil, "malformed"),
        Alteration(.person, "nbf", 9_000_000_000, "malformed"),
        Alteration(.person, "exp", 1, "lifetime-refused"),
        Alteration(.person, "exp", 9_000_000_000, "lifetime-refused"),
        Alteration(.person, "vct", "urn:nl:blauweknop:bri:1", "credential-type-not-allowed"),
        Alteration(.person, "vct", "urn:x", "credential-type-not-allowed"),
        Alteration(.person, "sub", "x", "malformed"),
        Alteration(.person, "sub", nobody, "holders-mixed"),
        Alteration(.person, "cnf|kid", "x", "malformed"),
        Alteration(.person, "cnf|jwk|kid", "x", "key-refused"),
        Alteration(.person, "cnf|jwk|d", "x", "key-refused"),
        Alteration(.person, "_sd_alg", "sha-512", "digest-algorithm-refused"),
        Alteration(.person, "_sd_alg", nil, "malformed"),
        Alteration(.person, "_sd|+", nobody, "malformed"),
        Alteration(.person, .reversed("_sd"), "malformed"),
        Alteration(.person, "naam", "Roos", "name-clash"),
        Alteration(.person, "status", [:], "malformed"),
        Alteration(.person, .seal("bri"), "credential-type-not-allowed", "issuer-mismatch"),
        Alteration(.person, .seal("service"), "wrong-role"),
        Alteration(.person, .header("typ", "vc+sd-jwt"), "type-mismatch"),
        Alteration(.person, .header("jwk", [:]), "header-refused"),
        Alteration(.person, .suffix(" "), "malformed"),
        // Qualifiers and shapes.
        Alteration(.personClaims, "adres|inOnderzoek", nil, "claim-malformed"),
        Alteration(.personClaims, "adres|geheimhouding", nil, "claim-malformed"),
        Alteration(.personClaims, "adres|geheimhouding", "nee", "claim-malformed"),
        Alteration(.personClaims, "geboorte|datum", "30-02-1990", "claim-malformed"),
        Alteration(.personClaims, "naam|volledigeNaam", nil, "claim-malformed"),
        Alteration(.personClaims, "adres", "Dorpsstraat 5", "claim-malformed"),
        Alteration(.incomeClaims, "inkomen-2024|inOnderzoek", nil, "claim-malformed"),
        Alteration(.incomeClaims, "inkomen-2024|belastingjaar", 2023, "claim-malformed"),
        Alteration(.incomeClaims, "inkomen-2024|soort", "loon", "claim-malformed"),
        Alteration(.incomeClaims, "inkomen-2024|status", nil, "claim-malformed"),
        Alteration(.incomeClaims, "inkomen-2024|bedrag", "1", "claim-malformed"),
        // Claims that were not asked, or are left out.
        Alteration(.incomeClaims, "inkomen-2022", .null, "consent-mismatch"),
        Alteration(.incomeClaims, "vermogen", 1, "claim-malformed"),
        Alteration(.incomeClaims, "inkomen-2024", nil, "consent-mismatch"),
        Alteration(.personClaims, "naam", nil, "malformed", "consent-mismatch"),
    ])

    @Test(arguments: attestations.alterations)
    func `an odd attestation is refused`(alteration: Alteration) async throws {
        let found = try await Self.attestations.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let bindings = Judged([
        Alteration(.personBinding, "aud", "x509_hash:AAAA", "audience-mismatch"),
        Alteration(.personBinding, "nonce", "x", "nonce-mismatch"),
        Alteration(.personBinding, "sd_hash", nobody, "hash-mismatch"),
        Alteration(.personBinding, "sd_hash", nil, "key-binding-invalid"),
        Alteration(.personBinding, "iat", nil, "key-binding-invalid"),
        Alteration(.personBinding, "iat", 1, "presentation-mismatch"),
        Alteration(.personBinding, "iat", 9_000_000_000, "issued-ahead"),
        Alteration(.personBinding, "transaction_data_hashes", nil, "presentation-mismatch"),
        Alteration(.personBinding, "transaction_data_hashes", [nobody], "presentation-mismatch"),
        Alteration(.personBinding, "transaction_data_hashes|+", nobody, "presentation-mismatch"),
        Alteration(
            .personBinding, "transaction_data_hashes_alg", "sha-256", "presentation-mismatch"),
        Alteration(.incomeBinding, "transaction_data_hashes", [nobody], "presentation-mismatch"),
        Alteration(.personBinding, .header("typ", "JWT"), "key-binding-invalid"),
        Alteration(.personBinding, .header("jwk", [:]), "key-binding-invalid"),
        Alteration(.personBinding, .suffix(" "), "key-binding-invalid", "malformed"),
    ])

    @Test(arguments: bindings.alterations)
    func `an odd key binding is refused`(alteration: Alteration) async throws {
        let found = try await Self.bindings.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let consents = Judged([
        Alteration(.consent, "iss", "urn:x", "issuer-mismatch"),
        Alteration(.consent, "iat", 9_000_000_000, "issued-ahead"),
        Alteration(.consent, "jti", nil, "malformed"),
        Alteration(.consent, "directory", nobody, "directory-unknown"),
        Alteration(.consent, "request", nobody, "consent-mismatch"),
        Alteration(.consent, "recipient|oin", "00000099000000000302", "consent-mismatch"),
        Alteration(.consent, "recipient|client_id", "x509_hash:x", "consent-mismatch"),
        Alteration(.consent, "recipient|name", "x", "malformed"),
        Alteration(.consent, "claims|persoon", [["naam"]], "consent-mismatch"),
        Alteration(.consent, "claims|persoon|+", ["partner"], "consent-mismatch"),
        Alteration(.consent, "claims|ander", [["naam"]], "consent-mismatch"),
        Alteration(.consent, "claims|inkomen", nil, "consent-mismatch"),
        Alteration(.consent, "presentations|persoon", nobody, "consent-mismatch"),
        Alteration(.consent, "presentations|persoon", nil, "consent-mismatch"),
        Alteration(
            .consent, .header("typ", "mandate+jwt"), "type-mismatch", "registration-mismatch"),
        Alteration(.consent, .header("jwk|kid", "x"), "key-refused"),
        Alteration(.consent, .suffix("\n"), "malformed"),
    ])

    @Test(arguments: consents.alterations)
    func `an odd consent is refused`(alteration: Alteration) async throws {
        let found = try await Self.consents.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let responses = Judged([
        Alteration(.response, "extra", 1, "malformed"),
        Alteration(.response, "state", "x", "package-mismatch"),
        Alteration(.response, "confirm", "AAAA", "malformed"),
        Alteration(.response, "confirm", nil, "malformed"),
        Alteration(.response, "vp_token|persoon", [], "malformed"),
        Alteration(.response, "vp_token|persoon", "x", "malformed"),
        Alteration(.response, "vp_token|inkomen", nil, "consent-mismatch"),
        Alteration(.response, "vp_token|ander", ["x~y"], "consent-mismatch"),
        Alteration(.response, "consent", "x.y.z", "malformed"),
        Alteration(.response, "pad", "", "malformed"),
        Alteration(.response, "pad", nil, "malformed"),
        Alteration(.response, "pad", "1", "malformed"),
    ])

    @Test(arguments: responses.alterations)
    func `an odd response is refused`(alteration: Alteration) async throws {
        let found = try await Self.responses.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let evidence = Judged([
        Alteration(.registration, "iss", "https://elsewhere.example", "issuer-mismatch"),
        Alteration(.registration, "jti", nil, "malformed"),
        Alteration(.registration, "directory", nobody, "registration-mismatch"),
        Alteration(.registration, "consent", nobody, "registration-mismatch"),
        Alteration(.registration, "package", nobody, "registration-mismatch"),
        Alteration(.registration, "package", "AAAA", "malformed"),
        Alteration(.registration, .header("iat", 1), "header-refused"),
        Alteration(.registration, .header("sigT", "x"), "header-refused"),
        Alteration(.registration, .seal("woonhaven"), "wrong-role"),
        Alteration(.registration, .suffix(" "), "malformed"),
        Alteration(.registration, .member("header|x", 1), "header-refused"),
        Alteration(.receipt, "request", nobody, "receipt-mismatch"),
        Alteration(.receipt, "consent", nobody, "receipt-mismatch"),
        Alteration(.receipt, "package", nobody, "receipt-mismatch"),
        Alteration(.receipt, "registration", nobody, "receipt-mismatch"),
        Alteration(.receipt, "checks", [], "malformed"),
        Alteration(.receipt, "checks|0|verdict", "failed", "malformed"),
        Alteration(.receipt, "checks|0|check", "request", "malformed"),
        Alteration(.receipt, .seal("stadswonen"), "organisation-mismatch", "issuer-mismatch"),
        Alteration(.receipt, .seal("service"), "wrong-role"),
        Alteration(.receipt, .suffix(" "), "malformed"),
    ])

    @Test(arguments: evidence.alterations)
    func `an odd registration or receipt is refused`(alteration: Alteration) async throws {
        let found = try await Self.evidence.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }
}
