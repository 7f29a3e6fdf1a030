import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import Testing

/// RFC 9901, section 7.3: what a key binding proves, and which are refused.
@Suite struct KeyBindingTests {
    static let audience = "x509_hash:abc"
    static let nonce = "n-1"

    /// The claims of a good key binding over an SD-JWT.
    static func claims(over sdjwt: SDJWT) -> JSONObject {
        [
            "iat": .integer(Credentials.time), "aud": .string(audience), "nonce": .string(nonce),
            "sd_hash": .string(sdjwt.bindingHash),
        ]
    }

    /// An SD-JWT+KB with any key binding, verified by the issuer's key.
    static func verified(
        header: JSONObject = ["alg": "ES256", "typ": "kb+jwt"],
        changes: [(String, JSONValue?)] = [], by key: P256PrivateKey? = nil
    ) throws -> VerifiedSDJWT {
        let shown = try Credentials.issued().presenting(["naam"])
        var claims = claims(over: shown)
        for (name, value) in changes { claims[name] = value }
        let jws = try CompactJWS(
            signing: claims.bytes(), header: header, key: key ?? Credentials.holder.get())
        return try SDJWT(shown.text + jws.text, maximumBytes: 65_536)
            .verified(by: Credentials.issuer.get().publicKey)
    }

    static func check(_ verified: VerifiedSDJWT) throws -> KeyBinding {
        try verified.keyBinding(
            heldBy: Credentials.holder.get().publicKey, audience: audience, nonce: nonce)
    }

    @Test func `what the holder binds is accepted for that verifier and request`() throws {
        let presented = try Credentials.presented()
        let read = try SDJWT(presented.text, maximumBytes: 65_536)
        #expect(read == presented)
        let binding = try Self.check(read.verified(by: Credentials.issuer.get().publicKey))
        #expect(binding.issuedAt == Credentials.time)
        #expect(binding.transactionDataHashes == nil)
        #expect(read.keyBinding?.header == ["alg": "ES256", "typ": "kb+jwt"])
    }

    @Test func `transaction data is hashed as it stood in the request`() throws {
        let presented = try Credentials.presented(transactionData: ["eyJ0eXBlIjoieCJ9", ""])
        let binding = try Self.check(presented.verified(by: Credentials.issuer.get().publicKey))
        #expect(
            binding.transactionDataHashes == [
                Base64URL.encode(SHA256.hash(utf8: "eyJ0eXBlIjoieCJ9")),
                Base64URL.encode(SHA256.hash(utf8: "")),
            ])
    }

    @Test func `the binding hash is over everything up to the last tilde`() throws {
        let presented = try Credentials.presented()
        let end = try #require(presented.text.lastIndex(of: "~"))
        let signed = String(presented.text[...end])
        #expect(presented.bindingHash == Base64URL.encode(SHA256.hash(utf8: signed)))
        #expect(try SDJWT(signed, maximumBytes: 65_536).hash == presented.bindingHash)
    }

    @Test func `an SD-JWT without key binding is refused where one is demanded`() throws {
        let verified = try Credentials.issued().verified(by: Credentials.issuer.get().publicKey)
        #expect(code { _ = try Self.check(verified) } == .keyBindingMissing)
    }

    @Test func `a kid in the header is ignored`() throws {
        let header: JSONObject = ["alg": "ES256", "typ": "kb+jwt", "kid": "x"]
        #expect(code { _ = try Self.check(Self.verified(header: header)) } == nil)
    }

    @Test(
        arguments: [
            ["alg": "ES256"], ["alg": "ES256", "typ": "JWT"], ["alg": "ES256", "typ": "KB+JWT"],
            ["alg": "ES256", "typ": "application/kb+jwt"], ["alg": "ES256", "typ": "dc+sd-jwt"],
            ["alg": "ES256", "typ": "kb+jwt", "jwk": [:]],
            ["alg": "ES256", "typ": "kb+jwt", "x": 1],
        ] as [JSONObject])
    func `a key binding with another header is refused`(header: JSONObject) {
        #expect(code { _ = try Self.check(Self.verified(header: header)) } == .keyBindingInvalid)
    }

    @Test(
        arguments: [
            ("iat", nil, .keyBindingInvalid), ("iat", "1800000000", .keyBindingInvalid),
            ("iat", 0, .keyBindingInvalid), ("iat", -1, .keyBindingInvalid),
            ("aud", nil, .keyBindingInvalid), ("aud", ["x509_hash:abc"], .keyBindingInvalid),
            ("aud", "x509_hash:abd", .audienceMismatch), ("aud", "", .audienceMismatch),
            ("aud", "X509_hash:abc", .audienceMismatch), ("nonce", nil, .keyBindingInvalid),
            ("nonce", 1, .keyBindingInvalid), ("nonce", "n-2", .nonceMismatch),
            ("nonce", "n-1 ", .nonceMismatch), ("sd_hash", nil, .keyBindingInvalid),
            ("sd_hash", .null, .keyBindingInvalid), ("sd_hash", "", .hashMismatch),
            ("sd_hash", "fMV05vuMARs3uG0Dg0BYd_7mQR9EGBkRof0cTZyuqXE", .hashMismatch),
            ("transaction_data_hashes", "x", .keyBindingInvalid),
            ("transaction_data_hashes", [1], .keyBindingInvalid),
            ("transaction_data_hashes", .null, .keyBindingInvalid),
            ("transaction_data_hashes_alg", "sha-512", .keyBindingInvalid),
            ("transaction_data_hashes_alg", ["sha-256"], .keyBindingInvalid),
        ] as [(String, JSONValue?, SDJWTError.Code)])
    func `a key binding with another claim is refused`(
        name: String, value: JSONValue?, expected: SDJWTError.Code
    ) {
        let result = code { _ = try Self.check(Self.verified(changes: [(name, value)])) }
        #expect(result == expected)
    }

    @Test func `more claims in a key binding are ignored`() throws {
        let changes: [(String, JSONValue?)] = [
            ("exp", 1), ("transaction_data_hashes_alg", "sha-256"),
            ("transaction_data_hashes", ["h"]),
        ]
        let binding = try Self.check(Self.verified(changes: changes))
        #expect(binding.transactionDataHashes == ["h"])
    }

    @Test func `a key binding by another key is refused`() throws {
        let other = try Credentials.other.get()
        let verified = try Self.verified(by: other)
        #expect(code { _ = try Self.check(verified) } == .keyBindingSignatureInvalid)
    }

    @Test func `a holder's key that is not the one in cnf is refused`() throws {
        let other = try Credentials.other.get()
        let verified = try Self.verified(by: other)
        let result = code {
            _ = try verified.keyBinding(
                heldBy: other.publicKey, audience: Self.audience, nonce: Self.nonce)
        }
        #expect(result == .holderKeyMismatch)
        let shown = try Credentials.issued()
        let bound = code {
            _ = try shown.binding(audience: "a", nonce: "n", issuedAt: 1, key: other)
        }
        #expect(bound == .holderKeyMismatch)
    }

    @Test(
        arguments: [
            nil, .null, "x", [:], ["jwk": "x"], ["jwk": [:]], ["jkt": "x"], ["kid": "x"],
            ["jwk": ["kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"]],
        ] as [JSONValue?])
    func `without a public key in cnf nothing can be bound`(cnf: JSONValue?) throws {
        var payload = try Credentials.plain()
        payload["cnf"] = cnf
        let sdjwt = try SDJWT(Credentials.text(payload, []), maximumBytes: 65_536)
        let holder = try Credentials.holder.get()
        let bound = code {
            _ = try sdjwt.binding(audience: "a", nonce: "n", issuedAt: 1, key: holder)
        }
        #expect(bound == .holderKeyMismatch)
        let verified = try sdjwt.verified(by: Credentials.issuer.get().publicKey)
        #expect(code { _ = try verified.confirmationKey() } == .holderKeyMismatch)
    }

    @Test func `a key binding over other disclosures is refused`() throws {
        let issued = try Credentials.issued()
        let key = try Credentials.issuer.get().publicKey
        let bound = try issued.presenting(["naam"]).binding(
            audience: Self.audience, nonce: Self.nonce, issuedAt: Credentials.time,
            key: Credentials.holder.get())
        let binding = try #require(bound.keyBinding).text
        for names in [[], ["naam", "partner"], ["partner"]] as [Set<String>] {
            let moved = try issued.presenting(names).text + binding
            let verified = try SDJWT(moved, maximumBytes: 65_536).verified(by: key)
            #expect(code { _ = try Self.check(verified) } == .hashMismatch)
        }
    }

    @Test func `disclosures in another order are another presentation`() throws {
        let bound = try Credentials.presented()
        var parts = bound.text.split(separator: "~").map(String.init)
        parts.swapAt(1, 2)
        let verified = try SDJWT(parts.joined(separator: "~"), maximumBytes: 65_536)
            .verified(by: Credentials.issuer.get().publicKey)
        #expect(code { _ = try Self.check(verified) } == .hashMismatch)
    }

    @Test func `a key binding whose payload is no JSON object is refused`() throws {
        let issued = try Credentials.issued()
        let jws = try CompactJWS(
            signing: Array("[]".utf8), header: ["alg": "ES256", "typ": "kb+jwt"],
            key: Credentials.holder.get())
        let verified = try SDJWT(issued.text + jws.text, maximumBytes: 65_536)
            .verified(by: Credentials.issuer.get().publicKey)
        #expect(code { _ = try Self.check(verified) } == .malformed)
    }
}
