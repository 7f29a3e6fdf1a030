import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// ID tokens, and the challenge of a login.
@Suite struct IDTokenTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    static let identity: [Change] = [
        Change("iss", nil), Change("iss", "https://x.example"), Change("aud", nil),
        Change("aud", "other"), Change("aud", ["blauweknop"]), Change("nonce", nil),
        Change("nonce", ""), Change("nonce", "n-0S6_WzA2Mj"), Change("sub", nil),
        Change("sub", "kort"), Change("sub", .string(Documents.person)),
        Change("sources_sub", nil), Change("sources_sub", "kort"),
        Change("sources_sub", "aaaaaaaaaaaaaaaaaaaaaa"), Change("iat", nil), Change("iat", 0),
        Change("iat", 1_795_000_061), Change("iat", 1_795_000_600), Change("exp", nil),
        Change("exp", 0), Change("exp", 1_795_000_000), Change("exp", 1_794_999_999),
    ]

    @Test(arguments: identity)
    func `an ID token that does not fit is refused`(change: Change) throws {
        let text = try documents.changed(.idToken, (change.path, change.value))
        expectRefusal(.tokenRefused) { try documents.verify(text, as: .idToken) }
    }

    @Test func `an ID token that has ended is refused`() {
        for late in [600, 601, 86_400] as [Int64] {
            expectRefusal(.tokenExpired) {
                try documents.verify(documents[.idToken], as: .idToken, at: time + late)
            }
        }
    }

    @Test func `an access token is no ID token, and the reverse`() {
        expectRefusal(.tokenRefused) {
            try documents.verify(documents[.accessToken], as: .idToken)
        }
        expectRefusal(.tokenRefused) {
            try documents.verify(documents[.idToken], as: .accessToken)
        }
    }

    @Test func `a challenge is the hash of a verifier of 32 random bytes`() throws {
        let (first, second) = (try PKCE(), try PKCE())
        #expect(first.verifier != second.verifier)
        #expect(try Base64URL.decode(first.verifier).count == 32)
        #expect(first.challenge == Base64URL.encode(SHA256.hash(utf8: first.verifier)))
    }
}
