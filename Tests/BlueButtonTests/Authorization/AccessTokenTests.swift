import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct AccessTokenTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    static let both: [Change] = [
        Change("iss", nil, .tokenRefused), Change("iss", "https://x.example", .tokenRefused),
        Change("iss", "https://digid.example:8443/", .tokenRefused),
        Change("aud", nil, .tokenRefused), Change("aud", "urn:x", .tokenRefused),
        Change("aud", ["urn:blauweknop:sources"], .tokenRefused),
        Change("aud", ["https://service.example:8443", "urn:blauweknop:sources"], .tokenRefused),
        Change("aud", "https://service.example:8443/", .tokenRefused),
        Change("client_id", nil, .tokenRefused), Change("client_id", "other", .tokenRefused),
        Change("client_id", "Blauweknop", .tokenRefused), Change("acr", nil, .tokenRefused),
        Change("acr", "http://eidas.europa.eu/LoA/low", .assuranceTooLow),
        Change("acr", "substantial", .assuranceTooLow), Change("acr", "", .assuranceTooLow),
        Change("acr", ["http://eidas.europa.eu/LoA/high"], .tokenRefused),
        Change("sub", nil, .tokenRefused), Change("sub", "", .tokenRefused),
        Change("sub", "123456782", .tokenRefused),
        Change("sub", "aaaaaaaaaaaaaaaaaaaaa", .tokenRefused), Change("jti", nil, .tokenRefused),
        Change("jti", 1, .tokenRefused), Change("iat", nil, .tokenRefused),
        Change("iat", 0, .tokenRefused), Change("iat", 1_795_000_061, .tokenRefused),
        Change("iat", 1_794_999_999, .tokenRefused), Change("cnf", nil, .tokenRefused),
        Change("cnf", "x", .tokenRefused), Change("cnf|jkt", nil, .tokenRefused),
        Change("cnf|jkt", 1, .tokenRefused),
    ]

    @Test(arguments: [Kind.accessToken, .sourcesToken], both)
    func `a token that does not fit is refused`(kind: Kind, change: Change) throws {
        let text = try documents.changed(kind, (change.path, change.value))
        expectRefusal(change.code) { try documents.verify(text, as: kind) }
    }

    @Test func `the BSN is in the sources' token and in no other`() throws {
        let refused = try documents.changed(.accessToken, ("bsn", "123456782"))
        expectRefusal(.tokenRefused) { try documents.verify(refused, as: .accessToken) }
        for value in [
            nil, .null, "", "123456789", "000000000", 123_456_782, " 123456782", ["123456782"],
        ] as [JSONValue?] {
            let text = try documents.changed(.sourcesToken, ("bsn", value))
            let refusal = #expect(throws: Refusal.self) {
                try documents.verify(text, as: .sourcesToken)
            }
            #expect(refusal?.code == .tokenRefused)
            #expect(refusal?.message.contains("12345678") == false)
        }
    }

    @Test func `a token for one audience is none for the other`() {
        expectRefusal(.tokenRefused) {
            try documents.verify(documents[.accessToken], as: .sourcesToken)
        }
        expectRefusal(.tokenRefused) {
            try documents.verify(documents[.sourcesToken], as: .accessToken)
        }
    }

    @Test func `a token tells person, session key and hash, and prints no BSN`() throws {
        let token = try AccessToken.verify(
            documents[.sourcesToken],
            policy: .sources(of: documents.world.directory.identityProvider), at: time)
        #expect(token.subject == Documents.person)
        #expect(token.bsn?.revealed == "123456782")
        #expect(!"\(token.bsn as Any)".contains("1234"))
        #expect(token.keyThumbprint == JWK(documents.sessionKey.publicKey).thumbprint)
        #expect(token.hash == documents.mandate.token)
    }

    @Test func `a key that is not the provider's signs no token`() throws {
        let policy = AccessTokenPolicy(
            issuer: documents.world.directory.identityProvider.issuer,
            audience: "urn:blauweknop:sources", clients: ["blauweknop"],
            keys: ProviderKeySet([JWK(try P256PrivateKey().publicKey)]),
            carriesBSN: true)
        expectRefusal(.tokenRefused) {
            _ = try AccessToken.verify(documents[.sourcesToken], policy: policy, at: time)
        }
    }
}
