import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import TestKit
import Testing

@testable import RegistryGateway

struct MandateDeskTests {
    private static let ended = JSONValue.integer(ReleaseWorld.time.seconds)
    /// The thumbprint of nobody's key.
    private static let another = String(repeating: "A", count: 43)

    let world: ReleaseWorld
    let order: Order
    let clock = TestClock()

    init() throws {
        world = try ReleaseWorld.shared.get()
        order = try Order(world)
    }

    @Test func `an order that is right in everything passes`() throws {
        let token = try order.token()
        let mandate = try order.mandate(for: token)
        let passed = try SourceRig.desk(world, clock).check(
            mandate: mandate.text, token: order.sealed(token), for: .holdings)
        #expect(passed.person.revealed == ReleaseWorld.bsn)
        #expect(passed.mandate.hash == mandate.hash)
        #expect(passed.subject == "Zk3mN1vQ0xYb7cT5hR2pLw")
    }

    // MARK: The mandate

    @Test(arguments: ["", "mandate", "a.b.c", "{}"])
    func `what is no mandate is malformed`(text: String) throws {
        try refuses("malformed", mandate: text)
    }

    @Test func `a mandate over its size is refused before it is read`() throws {
        try refuses("too-large", mandate: String(repeating: "a", count: 65_537))
    }

    @Test func `a mandate with a false signature is refused`() throws {
        let mandate = try order.mandate(for: order.token()).text
        try refuses("signature-invalid", mandate: Order.falsified(mandate))
    }

    @Test func `another document by the same key is no mandate`() throws {
        let mandate = try order.mandate(for: order.token())
        try refuses("type-mismatch", mandate: try order.changed(mandate, [:], type: "consent+jwt"))
    }

    @Test(
        arguments: [
            ("malformed", ["action": "everything"]), ("malformed", ["ath": "short"]),
            ("malformed", ["jti": .null]), ("malformed", ["directory": .null]),
            ("mandate-mismatch", ["aud": "00000099000000000101"]),
            ("issuer-mismatch", ["iss": "urn:someone"]), ("lifetime-refused", ["exp": 1]),
            ("lifetime-refused", ["exp": .integer(ReleaseWorld.time.seconds + 301)]),
            ("issued-ahead", ["iat": .integer(ReleaseWorld.time.seconds + 61)]),
        ] as [(String, JSONObject)])
    func `a mandate that says something wrong is refused`(
        code: String, changes: JSONObject
    ) throws {
        let mandate = try order.mandate(for: order.token())
        try refuses(code, mandate: try order.changed(mandate, changes))
    }

    @Test func `a mandate is over at its end`() throws {
        let mandate = try order.mandate(for: order.token())
        clock.now = mandate.expires
        try refuses("expired", mandate: mandate.text)
    }

    @Test(arguments: [100, 1] as [Int64])
    func `a mandate from before the start is refused`(seconds: Int64) throws {
        let mandate = try order.mandate(for: order.token(), at: world.time - seconds)
        try refuses(
            "mandate-mismatch", mandate: mandate.text,
            desk: SourceRig.desk(world, clock, startedAt: world.time))
    }

    @Test func `a mandate of the second of the start passes`() throws {
        let token = try order.token()
        let desk = try SourceRig.desk(world, clock, startedAt: world.time)
        #expect(throws: Never.self) {
            try desk.check(
                mandate: order.mandate(for: token).text, token: order.sealed(token),
                for: .holdings)
        }
    }

    @Test func `an order for one thing gets nothing else`() throws {
        let token = try order.token()
        let holdings = try order.mandate(for: token).text
        let attestation = try order.mandate(for: token, order.attestation()).text
        try refuses("mandate-mismatch", mandate: attestation)
        try refuses("mandate-mismatch", mandate: holdings, for: .attestation(.brp))
    }

    @Test func `an attestation is ordered of this source, of the kind that it issues`() throws {
        let token = try order.token()
        let elsewhere = try order.mandate(for: token, order.attestation(of: "bri")).text
        let otherKind = try order.mandate(for: token, order.attestation(type: .bri)).text
        try refuses("mandate-mismatch", mandate: elsewhere, for: .attestation(.brp))
        try refuses("credential-type-not-allowed", mandate: otherKind, for: .attestation(.brp))
    }

    // MARK: The token

    @Test func `a token that cannot be read is refused in one way`() throws {
        let token = try order.token()
        let mandate = try order.mandate(for: token).text
        let key = try #require(world.directory.source(slug: "brp").encryptionKeys.first)
        let unmarked = try CompactJWE(
            encrypting: Array(token.utf8), to: key, keyID: key.thumbprint)
        let unnamed = try CompactJWE(
            encrypting: Array(token.utf8), to: key, keyID: "another", contentType: "JWT")
        var messages: Set<String> = []
        for sealed in [
            "", token, try order.sealed(token, for: "bri"), unmarked.text, unnamed.text,
            Order.falsified(try order.sealed(token)), String(repeating: "a", count: 65_537),
        ] {
            let refusal = #expect(throws: Refusal.self) {
                try SourceRig.desk(world, clock).check(
                    mandate: mandate, token: sealed, for: .holdings)
            }
            messages.insert(refusal?.description ?? "accepted")
        }
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix("decryption-failed") == true)
    }

    @Test(
        arguments: [
            ("token-refused", ["iss": "https://digid.evil.example"]),
            ("token-refused", ["aud": "https://service.example:8443"]),
            ("token-refused", ["aud": ["urn:blauweknop:sources"]]),
            ("token-refused", ["aud": .null]), ("token-refused", ["client_id": "another"]),
            ("token-refused", ["bsn": .null]), ("token-refused", ["sub": "short"]),
            ("token-refused", ["cnf": .null]), ("token-refused", ["iat": "now"]),
            ("token-refused", ["exp": .integer(ReleaseWorld.time.seconds + 601)]),
            ("token-expired", ["exp": .integer(ReleaseWorld.time.seconds)]),
            ("assurance-too-low", ["acr": "http://eidas.europa.eu/LoA/low"]),
            ("token-key-mismatch", ["cnf": ["jkt": .string(another)]]),
            ("token-refused", ["cnf": ["jkt": "another"]]),
            ("token-refused", ["bsn": "999993654"]), ("token-refused", ["bsn": "99999365"]),
        ] as [(String, JSONObject)])
    func `a token that says something wrong is refused`(
        code: String, changes: JSONObject
    ) throws {
        try refuses(code, token: try order.token(changes))
    }

    @Test func `a token of another kind is refused`() throws {
        try refuses("token-refused", token: try order.token(header: ["typ": "JWT"]))
        try refuses("token-refused", token: "no token")
    }

    @Test func `a token that someone else signed is refused`() throws {
        let forged = try world.sourcesToken(boundTo: order.session, by: P256PrivateKey())
        try refuses("token-refused", token: forged)
    }

    @Test func `a mandate by another key than the token's is refused`() throws {
        let token = try order.token()
        let mandate = try order.mandate(for: token, by: P256PrivateKey())
        try refuses("token-key-mismatch", mandate: mandate.text, token: token)
    }

    @Test func `another token of the same citizen is refused`() throws {
        let mandate = try order.mandate(for: order.token())
        try refuses("mandate-token-mismatch", mandate: mandate.text, token: order.token())
    }

    // MARK: Order and rate

    @Test func `the checks are made in their order`() throws {
        let fine = try order.token()
        let unbound = try order.token([
            "cnf": ["jkt": .string(Self.another)], "aud": "x", "client_id": "x",
        ])
        let forged = try world.sourcesToken(boundTo: P256PrivateKey(), by: P256PrivateKey())
        let mandate = try order.mandate(for: "another token").text
        let closed = try SourceRig.desk(world, clock, ordersPerMinute: 0)
        let misread = try order.sealed(forged, for: "bri")
        try refuses(
            "signature-invalid", mandate: Order.falsified(mandate), sealed: misread, desk: closed)
        try refuses("decryption-failed", mandate: mandate, sealed: misread, desk: closed)
        try refuses("token-refused", mandate: mandate, token: forged, desk: closed)
        try refuses("token-key-mismatch", mandate: mandate, token: unbound, desk: closed)
        let elsewhere = try order.token([
            "aud": "x", "client_id": "x", "acr": "x", "exp": Self.ended,
        ])
        try refuses("mandate-token-mismatch", mandate: mandate, token: elsewhere, desk: closed)
        try refuses("mandate-token-mismatch", mandate: mandate, token: fine, desk: closed)
        try refuses(
            "rate-exceeded", mandate: order.mandate(for: fine).text, token: fine, desk: closed)
    }

    /// What is wrong with a token comes out one after the other: what it is for, by whom, how
    /// strong, how long.
    @Test(
        arguments: [
            (
                "token-refused", "audience",
                ["aud": "x", "client_id": "x", "acr": "x", "exp": ended]
            ),
            ("token-refused", "program", ["client_id": "x", "acr": "x", "exp": ended]),
            ("assurance-too-low", "assurance", ["acr": "x", "exp": ended]),
            ("token-expired", "ended", ["exp": ended]),
        ] as [(String, String, JSONObject)])
    func `a token is judged in the order of the protocol`(
        code: String, word: String, changes: JSONObject
    ) throws {
        let token = try order.token(changes)
        let (mandate, sealed) = (try order.mandate(for: token).text, try order.sealed(token))
        let closed = try SourceRig.desk(world, clock, ordersPerMinute: 0)
        let refusal = #expect(throws: Refusal.self) {
            try closed.check(mandate: mandate, token: sealed, for: .holdings)
        }
        #expect(refusal?.code.rawValue == code)
        #expect(refusal?.message.contains(word) == true)
    }

    @Test func `only orders that passed count, and each person has a measure of its own`() throws {
        let desk = try SourceRig.desk(world, clock, ordersPerMinute: 2)
        let other = try order.token(["sub": "Another-Person-1234567"])
        try refuses("token-refused", token: order.token(["aud": "x"]), desk: desk)
        for _ in 0..<2 {
            let token = try order.token()
            _ = try desk.check(
                mandate: order.mandate(for: token).text, token: order.sealed(token),
                for: .holdings)
        }
        try refuses("rate-exceeded", token: order.token(), desk: desk)
        _ = try desk.check(
            mandate: order.mandate(for: other).text, token: order.sealed(other), for: .holdings)
        clock.now = clock.now + 60
        let token = try order.token()
        _ = try desk.check(
            mandate: order.mandate(for: token).text, token: order.sealed(token), for: .holdings)
    }

    private func refuses(
        _ code: String, mandate: String? = nil, token: String? = nil, sealed: String? = nil,
        for purpose: MandateDesk.Purpose = .holdings, desk: MandateDesk? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let token = try token ?? order.token()
        let mandate = try mandate ?? order.mandate(for: token).text
        let sealed = try sealed ?? order.sealed(token)
        let desk = try desk ?? SourceRig.desk(world, clock)
        let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
            try desk.check(mandate: mandate, token: sealed, for: purpose)
        }
        #expect(refusal?.code.rawValue == code, sourceLocation: sourceLocation)
        let message = refusal?.message ?? ""
        #expect(!message.contains(ReleaseWorld.bsn), sourceLocation: sourceLocation)
        #expect(!message.contains("99999365"), sourceLocation: sourceLocation)
        #expect(
            !message.contains(token.prefix(20)) || token.isEmpty, sourceLocation: sourceLocation)
    }
}
