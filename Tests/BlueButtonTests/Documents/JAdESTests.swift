import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// The flattened documents: overview, registration, receipt and deletion receipt.
@Suite struct JAdESTests {
    private let documents: Documents

    init() throws {
        documents = try Documents.shared.get()
    }

    /// The document with a change to its outermost members, which nothing signs.
    private func outside(_ kind: Kind, _ path: String, _ value: JSONValue?) throws -> String {
        try JSONValue.parse(documents[kind], maximumBytes: 1 << 20).setting(path, value).text
    }

    @Test(arguments: Kind.jades)
    func `cty is compared character by character`(kind: Kind) throws {
        let type = try Forge.parts(documents[kind]).header.at("cty").stringValue ?? ""
        #expect(type.hasPrefix("application/vnd.blauweknop."))
        let others: [JSONValue?] = [
            nil, "", "json", .string(String(type.dropFirst("application/".count))),
            .string(type.uppercased()), .string(type + ";charset=utf-8"),
            "application/vnd.blauweknop.other+json",
        ]
        for other in others {
            let text = try documents.changedHeader(kind, ("cty", other))
            expectRefusal(.typeMismatch) { try documents.verify(text, as: kind) }
        }
    }

    @Test(arguments: Kind.jades)
    func `the protected iat equals the payload's`(kind: Kind) throws {
        let seconds = Documents.time.seconds
        for value in [.integer(seconds - 1), .integer(seconds + 1), "1795000000", .null]
            as [JSONValue]
        {
            let text = try documents.changedHeader(kind, ("iat", value))
            expectRefusal(.headerRefused) { try documents.verify(text, as: kind) }
        }
    }

    @Test(arguments: Kind.jades)
    func `x5t#S256 is the leaf's hash`(kind: Kind) throws {
        let sealer = try documents.world.sealer("brp")
        let values: [JSONValue] = [
            "", "AAAA", .null, .string(Base64URL.encode(sealer.chain[1].sha256)),
            .string(sealer.x5tS256 + "="),
        ]
        for value in values {
            let text = try documents.changedHeader(kind, ("x5t#S256", value))
            expectRefusal(.headerRefused) { try documents.verify(text, as: kind) }
        }
    }

    @Test(arguments: Kind.jades, ["iat", "x5t#S256", "x5c"])
    func `no protected member may be absent`(kind: Kind, name: String) throws {
        let text = try documents.changedHeader(kind, (name, nil))
        expectRefusal(.headerRefused) { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.jades)
    func `the flattened form is closed`(kind: Kind) throws {
        let changes: [Change] = [
            Change("signatures", []), Change("x", 1), Change("payload", nil),
            Change("protected", nil), Change("signature", nil), Change("payload", .null),
            Change("signature", ""), Change("protected", ""), Change("header", .null),
            Change("header", []), Change("header", "etsiU"),
        ]
        for change in changes {
            let text = try outside(kind, change.path, change.value)
            #expect(throws: Refusal.self, "\(change.testDescription)") {
                try documents.verify(text, as: kind)
            }
        }
    }

    @Test(arguments: Kind.jades)
    func `a header that nothing signs holds etsiU alone`(kind: Kind) throws {
        let surplus: [JSONValue] = [
            [:], ["x": 1], ["kid": "x"], ["etsiU": [], "x": 1], ["x5u": "https://x.example"],
            ["etsiu": []], ["iat": 1], ["alg": "ES256"], ["crit": []], ["b64": true],
        ]
        for header in surplus {
            let text = try outside(kind, "header", header)
            expectRefusal(.headerRefused, "\(header.text)") {
                try documents.verify(text, as: kind)
            }
        }
    }

    @Test(arguments: Kind.jades)
    func `a compact form of the same is refused`(kind: Kind) throws {
        let (header, payload) = try Forge.parts(documents[kind])
        let compact = try Forge.signed(
            header, payload.bytes(), key: documents.key(kind), like: "")
        expectRefusal(.malformed) { try documents.verify(compact, as: kind) }
    }

    @Test func `the hash is over protected and payload, not over what can be changed`() throws {
        let jws = try FlattenedJWS(Array(documents[.registration].utf8), maximumBytes: 1 << 20)
        let registration = try Registration.verify(
            Array(documents[.registration].utf8), trust: documents.world.trust,
            at: Documents.time)
        let input = "\(jws.protectedText).\(jws.payloadText)"
        #expect(registration.hash.text == Base64URL.encode(SHA256.hash(utf8: input)))
    }
}
