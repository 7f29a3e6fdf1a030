import StrictJSON
import Testing

/// Directories, mandates, statements and overviews under the right keys, with odd values.
@Suite(.serialized) struct OddQueryTests {
    static let directories = Judged([
        Alteration(.directory, "iss", "https://elsewhere.example", "issuer-mismatch"),
        Alteration(.directory, "iat", 0, "malformed"),
        Alteration(.directory, "iat", nil, "malformed"),
        Alteration(.directory, "iat", 1, "lifetime-refused"),
        Alteration(.directory, "exp", 1, "lifetime-refused"),
        Alteration(.directory, "exp", nil, "malformed"),
        Alteration(.directory, "jti", "x", "malformed"),
        Alteration(.directory, "jti", nil, "malformed"),
        Alteration(.directory, "version", 0, "malformed"),
        Alteration(.directory, "version", "1", "malformed"),
        Alteration(.directory, "sources|0|slug", "bri", "malformed"),
        Alteration(.directory, "sources|0|oin", "00000099000000000102", "malformed"),
        Alteration(.directory, "sources|0|vcts", ["urn:nl:blauweknop:bri:1"], "malformed"),
        Alteration(.directory, "sources|0|endpoint", "http://localhost", "malformed"),
        Alteration(.directory, "sources|0|jwks|keys", [], "malformed"),
        Alteration(.directory, "sources|0|jwks|keys|0|kid", "x", "malformed"),
        Alteration(.directory, "sources|0|jwks|keys|0|d", "x", "key-refused"),
        Alteration(.directory, "recipients|0|bsn", 1, "malformed"),
        Alteration(.directory, "recipients|0|origins|0", "https://localhost/", "malformed"),
        Alteration(
            .directory, "recipients|0|purposes|x", ["urn:nl:blauweknop:bri:1": [["inkomen-2024"]]],
            "malformed"),
        Alteration(.directory, "log|extra", 1, "malformed"),
        Alteration(.directory, "log|key", "AAAA", "malformed"),
        Alteration(.directory, "identity_provider|issuer", "http://localhost", "malformed"),
        Alteration(.directory, "identity_provider|jwks|keys", [], "malformed"),
        Alteration(.directory, "crls", ["http://localhost/crl"], "malformed"),
        Alteration(.directory, .suffix(" "), "malformed"),
        Alteration(.directory, .header("typ", "JWT"), "not-recognised"),
        Alteration(.directory, .header("alg", "none"), "not-recognised"),
        Alteration(.directory, .header("crit", ["exp"]), "not-recognised"),
        Alteration(.directory, .header("jku", "https://x.example"), "header-refused"),
        Alteration(.directory, .header("x5c", []), "chain-length"),
        Alteration(.directory, .seal("service"), "wrong-role"),
        Alteration(.directory, .seal("brp"), "wrong-role"),
    ])

    @Test(arguments: directories.alterations)
    func `an odd directory is refused`(alteration: Alteration) async throws {
        let found = try await Self.directories.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let mandates = Judged([
        Alteration(.mandate, "iss", "urn:x", "issuer-mismatch"),
        Alteration(.mandate, "iat", 1, "lifetime-refused"),
        Alteration(.mandate, "exp", 1, "lifetime-refused"),
        Alteration(.mandate, "exp", 9_000_000_000, "lifetime-refused"),
        Alteration(.mandate, "jti", "AAAA", "malformed"),
        Alteration(.mandate, "action", "everything", "malformed"),
        Alteration(.mandate, "aud", "00000099000000000101", "mandate-mismatch"),
        Alteration(.mandate, "directory", "AAAA", "malformed"),
        Alteration(
            .mandate, "directory", .string(String(repeating: "A", count: 43)),
            "directory-unknown"),
        Alteration(.mandate, "ath", nil, "malformed"),
        Alteration(.mandate, .header("typ", "consent+jwt"), "type-mismatch"),
        Alteration(.mandate, .header("jwk|kid", "x"), "key-refused"),
        Alteration(.mandate, .header("jwk|d", "x"), "key-refused"),
        Alteration(.mandate, .header("iat", 1), "header-refused"),
        Alteration(.mandate, .suffix("\n"), "malformed"),
    ])

    @Test(arguments: mandates.alterations)
    func `an odd mandate is refused`(alteration: Alteration) async throws {
        let found = try await Self.mandates.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let statements = Judged([
        Alteration(.statement, "iss", "https://elsewhere.example", "issuer-mismatch"),
        Alteration(.statement, "iat", 1, "statement-mismatch"),
        Alteration(.statement, "iat", 9_000_000_000, "issued-ahead"),
        Alteration(.statement, "jti", nil, "malformed"),
        Alteration(
            .statement, "mandate", .string(String(repeating: "A", count: 43)),
            "statement-mismatch"),
        Alteration(.statement, "holds", false, "malformed"),
        Alteration(.statement, "holds", 1, "malformed"),
        Alteration(.statement, "holdings", [], "malformed"),
        Alteration(.statement, "holdings|0|category", "geheim", "statement-mismatch"),
        Alteration(.statement, "holdings|0|records", -1, "malformed"),
        Alteration(.statement, "holdings|0|records", "1", "malformed"),
        Alteration(.statement, "holdings|0|since", "1990-13-01", "malformed"),
        Alteration(.statement, "holdings|0|updated", nil, "malformed"),
        Alteration(.statement, "holdings|0|retention", "lang", "malformed"),
        Alteration(.statement, "holdings|0|label|fr", "x", "malformed"),
        Alteration(.statement, "holdings|0|value", "Roos", "malformed"),
        Alteration(.statement, "holdings|0|legal_basis", .null, "malformed"),
        Alteration(
            .statement, "x", .string(String(repeating: "x", count: 8192)), "too-large"),
        Alteration(.statement, .seal("bri"), "organisation-mismatch"),
        Alteration(.statement, .seal("service"), "wrong-role"),
        Alteration(.statement, .header("typ", "jwt"), "type-mismatch"),
        Alteration(.statement, .suffix("\t"), "malformed"),
    ])

    @Test(arguments: statements.alterations)
    func `an odd statement spoils its overview`(alteration: Alteration) async throws {
        let found = try await Self.statements.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    static let overviews = Judged([
        Alteration(.overview, "iss", "https://elsewhere.example", "issuer-mismatch"),
        Alteration(.overview, "jti", "x", "malformed"),
        Alteration(.overview, "sub", nil, "malformed"),
        Alteration(.overview, "sub", 1, "malformed"),
        Alteration(.overview, "mandate", "x", "malformed"),
        Alteration(.overview, "sources", [], "sources-incomplete"),
        Alteration(.overview, "sources|0", nil, "sources-incomplete"),
        Alteration(.overview, "sources|1", nil, "sources-incomplete"),
        Alteration(.overview, "sources|0|extra", 1, "malformed"),
        Alteration(.overview, "sources|0|name", "Elsewhere", "outcome-mismatch"),
        Alteration(.overview, "sources|0|outcome", "holds-nothing", "outcome-mismatch"),
        Alteration(.overview, "sources|0|outcome", "unavailable", "outcome-mismatch"),
        Alteration(.overview, "sources|0|outcome", "Holds", "outcome-mismatch"),
        Alteration(.overview, "sources|0|statement", nil, "outcome-mismatch"),
        Alteration(
            .overview, "sources|0|reason", ["code": "timeout", "message": "x"], "outcome-mismatch"),
        Alteration(.overview, "sources|0|asked_at", 0, "malformed"),
        Alteration(.overview, "sources|0|asked_at", "now", "malformed"),
        Alteration(.overview, "sources|0|answered_at", .null, "outcome-mismatch"),
        Alteration(.overview, "sources|0|answered_at", nil, "malformed"),
        Alteration(
            .overview, "sources|0|oin", "00000099000000000102", "sources-incomplete",
            "outcome-mismatch"),
        Alteration(.overview, "sources|0|oin", "00000099000000009999", "source-unknown"),
        Alteration(.overview, .header("iat", 1), "header-refused"),
        Alteration(.overview, .header("sigT", "2026-11-23T00:00:00Z"), "header-refused"),
        Alteration(.overview, .header("x5t#S256", "AAAA"), "header-refused"),
        Alteration(.overview, .header("cty", nil), "not-recognised"),
        Alteration(.overview, .header("typ", "JOSE+JSON"), "type-mismatch"),
        Alteration(.overview, .member("signatures", []), "not-recognised"),
        Alteration(.overview, .member("header|alg", "none"), "not-recognised", "header-refused"),
        Alteration(.overview, .member("header|x", 1), "header-refused"),
        Alteration(.overview, .seal("woonhaven"), "wrong-role"),
        Alteration(.overview, .suffix(" "), "malformed"),
    ])

    @Test(arguments: overviews.alterations)
    func `an odd overview is refused`(alteration: Alteration) async throws {
        let found = try await Self.overviews.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }
}
