import BlueButton
import StrictJSON
import Testing

/// What a provider says about itself (OpenID Connect Discovery 1.0 sections 3 and 4).
struct ProviderMetadataTests {
    private static let issuer = "https://login.example/eid"
    private static let description: JSONObject = [
        "issuer": .string(issuer), "jwks_uri": "https://keys.example/jwks",
        "authorization_endpoint": "https://login.example/authorize?x=1",
        "token_endpoint": "https://login.example/token", "claims_supported": ["sub"],
        "revocation_endpoint": "https://login.example/revoke",
    ]

    private static func read(
        _ changes: [(String, JSONValue?)] = [], of asked: String = issuer
    ) throws -> ProviderMetadata {
        var json = description
        for (name, value) in changes { json[name] = value }
        return try ProviderMetadata(reading: JSONValue.object(json).bytes(), of: asked)
    }

    @Test func `a description is read`() throws {
        let read = try Self.read()
        #expect(read.issuer == Self.issuer && read.keysAddress == "https://keys.example/jwks")
        #expect(read.authorizationAddress == "https://login.example/authorize?x=1")
        #expect(read.revocationAddress == "https://login.example/revoke")
        #expect(try Self.read([("revocation_endpoint", nil)]).revocationAddress == nil)
    }

    @Test(arguments: [
        "https://login.example", "https://login.example/eid/", "https://LOGIN.example/eid",
        "https://login.example:443/eid", "https://evil.example/eid", "http://login.example/eid", "",
    ])
    func `another issuer's description is refused, character by character`(named: String) {
        expectRefusal(.issuerMismatch) { _ = try Self.read([("issuer", .string(named))]) }
        expectRefusal(.issuerMismatch) { _ = try Self.read(of: named) }
    }

    static let bad: [JSONValue?] = [
        nil, .null, 1, "", "http://login.example/x", "login.example/x", "javascript:alert(1)",
        "https://me@login.example/x", "https://login.example/x#y", "https://login example/x",
        "file:///etc/passwd",
        .string("https://login.example/" + String(repeating: "a", count: 2048)),
    ]

    @Test(arguments: ["jwks_uri", "token_endpoint", "authorization_endpoint"], bad)
    func `an address that is no https address is refused`(name: String, value: JSONValue?) {
        expectRefusal(.providerMalformed) { _ = try Self.read([(name, value)]) }
        if value != nil {
            expectRefusal(.providerMalformed) {
                _ = try Self.read([("revocation_endpoint", value)])
            }
        }
    }

    @Test(arguments: ["", "[]", "{}", "<html>", #"{"issuer": 1}"#, #"{"issuer":"a","issuer":"a"}"#])
    func `what is no description is refused`(text: String) {
        expectRefusal(.providerMalformed) {
            _ = try ProviderMetadata(reading: Array(text.utf8), of: Self.issuer)
        }
    }

    @Test func `a description over its bound is refused unread`() {
        let long = Array(
            #"{"issuer":"\#(String(repeating: "a", count: ProviderMetadata.maximumBytes))"}"#.utf8)
        expectRefusal(.providerMalformed) {
            _ = try ProviderMetadata(reading: long, of: Self.issuer)
        }
    }

    @Test func `a description is found at its issuer's address`() throws {
        for (issuer, address) in [
            ("https://a.example", "https://a.example/.well-known/openid-configuration"),
            ("https://a.example/", "https://a.example/.well-known/openid-configuration"),
            (
                "https://a.example:8443/b",
                "https://a.example:8443/b/.well-known/openid-configuration"
            ),
        ] {
            #expect(try ProviderMetadata.address(ofIssuer: issuer) == address)
        }
    }

    @Test(arguments: [
        "", "a.example", "http://a.example", "https://a.example?b", "https://a.example/#b",
        "https://a@b.example", "https://", "https://a.example/ b",
    ])
    func `what cannot be an issuer is refused`(issuer: String) {
        expectRefusal(.malformed) { _ = try ProviderMetadata.address(ofIssuer: issuer) }
    }
}
