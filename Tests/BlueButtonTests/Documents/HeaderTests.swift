import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// What holds for the protected header of every signed document.
@Suite struct HeaderTests {
    private let documents: Documents

    init() throws {
        documents = try Documents.shared.get()
    }

    private func expect(_ code: Refusal.Code, _ kind: Kind, _ text: String) {
        expectRefusal(kind.onlyCode ?? code, "\(kind)") { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.allCases)
    func `another key's signature is refused`(kind: Kind) throws {
        let other = try P256PrivateKey()
        let (header, payload) = try Forge.parts(documents.jws(kind))
        let forged = try Forge.signed(
            header, payload.bytes(), key: other, like: documents.jws(kind))
        expect(.signatureInvalid, kind, documents.with(jws: forged, in: kind))
    }

    @Test(
        arguments: Kind.allCases,
        ["none", "HS256", "HS512", "RS256", "PS256", "ES384", "ES256K", "EdDSA", "es256", ""])
    func `an algorithm that is not ES256 is refused by name`(
        kind: Kind, algorithm: String
    ) throws {
        let text = try documents.changedHeader(kind, ("alg", .string(algorithm)))
        expect(.below("algorithm-refused"), kind, text)
    }

    @Test(arguments: Kind.allCases)
    func `an algorithm that is absent or no text is refused`(kind: Kind) throws {
        for value in [nil, .null, 256, ["ES256"]] as [JSONValue?] {
            expect(.malformed, kind, try documents.changedHeader(kind, ("alg", value)))
        }
    }

    @Test(arguments: Kind.allCases)
    func `a signature that is left out is refused`(kind: Kind) throws {
        let (header, payload) = try Forge.parts(documents.jws(kind))
        let unsigned = header.setting("alg", "none")
        let input = Base64URL.encode(unsigned.bytes()) + "." + Base64URL.encode(payload.bytes())
        #expect(throws: Refusal.self) {
            try documents.verify(documents.with(jws: input + ".", in: kind), as: kind)
        }
        let parts = documents.jws(kind).split(separator: ".")
        if parts.count == 3 {
            let empty = "\(parts[0]).\(parts[1])."
            #expect(throws: Refusal.self) {
                try documents.verify(documents.with(jws: empty, in: kind), as: kind)
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `any crit, zip and b64 are refused`(kind: Kind) throws {
        let cases: [(String, JSONValue, String)] = [
            ("crit", ["exp"], "critical-refused"), ("crit", [], "critical-refused"),
            ("crit", ["typ"], "critical-refused"), ("zip", "DEF", "compression-refused"),
            ("b64", false, "header-refused"), ("b64", true, "header-refused"),
        ]
        for (name, value, code) in cases {
            let text = try documents.changedHeader(kind, (name, value))
            let refusal = #expect(throws: Refusal.self) {
                try documents.verify(text, as: kind)
            }
            let accepted = [kind.onlyCode?.rawValue ?? code, "header-refused"]
            #expect(accepted.contains(refusal?.code.rawValue ?? ""))
        }
    }

    @Test(arguments: Kind.allCases)
    func `typ is compared character by character`(kind: Kind) throws {
        var others: [JSONValue?] = [
            .string("application/" + kind.type), .string(kind.type.uppercased() + "X"),
            .string(kind.type + " "), "JOSE", "jwt", "",
        ]
        if kind != .idToken { others.append(nil) }
        if kind.type.uppercased() != kind.type { others.append(.string(kind.type.uppercased())) }
        for type in others {
            expect(.typeMismatch, kind, try documents.changedHeader(kind, ("typ", type)))
        }
        let number = try documents.changedHeader(kind, ("typ", 1))
        #expect(throws: Refusal.self) { try documents.verify(number, as: kind) }
    }

    @Test(arguments: Kind.sealed + Kind.citizens)
    func `a protected header has its members and no more, but for a kid`(kind: Kind) throws {
        let surplus: [(String, JSONValue)] = [
            ("jku", "https://x.example"), ("x5u", "https://x.example"), ("x5t", "AAAA"),
            ("sigT", "2026-01-01T00:00:00Z"), ("iss", "x"), ("extra", 1), ("Kid", "x"),
            (kind.isJAdES ? "nonce" : "cty", "JWT"),
            (kind.isCitizens ? "x5t#S256" : "jwk", "x"),
        ]
        for (name, value) in surplus {
            expect(.headerRefused, kind, try documents.changedHeader(kind, (name, value)))
        }
        let withID = try documents.changedHeader(kind, ("kid", "whatever"))
        #expect(throws: Never.self) { try documents.verify(withID, as: kind) }
    }

    @Test(arguments: Kind.citizens)
    func `the key in a citizen's header is exactly a public P-256 key`(kind: Kind) throws {
        let key = JWK(try documents.key(kind).publicKey).json
        var members: [Change] = [
            Change("jwk", nil, .headerRefused), Change("jwk", .null, .headerRefused),
            Change("jwk", "AAAA", .headerRefused),
        ]
        for name in ["kty", "crv", "x", "y"] {
            members.append(Change("jwk|\(name)", nil, .below("key-refused")))
            members.append(Change("jwk|\(name)", "AAAA", .below("key-refused")))
        }
        let scalar = Base64URL.encode(try documents.key(kind).scalar)
        for (name, value) in [
            ("d", scalar), ("kid", "x"), ("use", "sig"), ("alg", "ES256"), ("k", "AAAA"),
        ] {
            members.append(Change("jwk|\(name)", .string(value), .below("key-refused")))
        }
        members.append(Change("jwk|x", key["y"], .below("key-refused")))
        for change in members {
            let text = try documents.changedHeader(kind, (change.path, change.value))
            expect(change.code, kind, text)
        }
    }

    @Test(arguments: Kind.citizens)
    func `a key in the header that did not sign is refused`(kind: Kind) throws {
        let other = try P256PrivateKey()
        let text = try documents.changedHeader(
            kind, ("jwk", .object(JWK(other.publicKey).json)))
        expect(.signatureInvalid, kind, text)
    }
}
