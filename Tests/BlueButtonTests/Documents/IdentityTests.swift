import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// `iss`, `iat`, `jti` and `exp` of every document that has them.
@Suite struct IdentityTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    private func expect(
        _ code: Refusal.Code, _ kind: Kind, _ changes: (String, JSONValue?)...
    ) throws {
        let jws = try Forge.changed(
            documents.jws(kind), key: documents.key(kind), changes)
        expectRefusal(code, "\(kind) \(changes.map(\.0))") {
            try documents.verify(documents.with(jws: jws, in: kind), as: kind)
        }
    }

    @Test(arguments: Kind.ours)
    func `iss names who signed, to the byte`(kind: Kind) throws {
        let issuer = try Forge.parts(documents.jws(kind)).payload.at("iss").stringValue ?? ""
        let others = [
            "", "x", issuer + "/", issuer.uppercased(), " " + issuer, String(issuer.dropLast()),
            "https://ander.example",
            "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"
                + JWK(try P256PrivateKey().publicKey).thumbprint,
        ]
        for other in others { try expect(.issuerMismatch, kind, ("iss", .string(other))) }
        for value in [nil, .null, 1, [.string(issuer)]] as [JSONValue?] {
            try expect(.malformed, kind, ("iss", value))
        }
    }

    @Test func `a sign that Swift holds equal to a K is not one in iss`() throws {
        // The thumbprint in a citizen's `iss` has a K soon enough.
        var key = try P256PrivateKey()
        while !JWK(key.publicKey).thumbprint.contains("K") { key = try P256PrivateKey() }
        let mandate = try Mandate.make(
            .holdings, directory: documents.world.directory.hash, token: "token", key: key,
            at: time)
        let issuer = JWK(key.publicKey).thumbprintURI
        var scalars = ""
        for character in issuer { scalars += character == "K" ? "\u{212A}" : String(character) }
        #expect(scalars == issuer)
        let forged = try Forge.changed(mandate.text, key: key, [("iss", .string(scalars))])
        expectRefusal(.issuerMismatch) { _ = try Mandate.verify(forged, at: time) }
    }

    @Test(arguments: Kind.ours)
    func `iat is a time above 0`(kind: Kind) throws {
        let values: [JSONValue?] = [nil, .null, 0, -1, "1795000000", [1_795_000_000], true]
        for value in values { try expect(.malformed, kind, ("iat", value)) }
    }

    @Test(arguments: Kind.ours + [.request])
    func `iat lies at most a minute ahead`(kind: Kind) throws {
        let seconds = time.seconds
        try expect(.issuedAhead, kind, ("iat", .integer(seconds + 61)))
        let ahead = try documents.changed(kind, ("iat", .integer(seconds + 60)))
        if DocumentTimestampTests.demanding.contains(kind) {
            // Nothing is stamped before it was made.
            expectRefusal(.timestampTooEarly) { try documents.verify(ahead, as: kind) }
        } else {
            #expect(throws: Never.self) { try documents.verify(ahead, as: kind) }
        }
    }

    @Test(arguments: Kind.ours)
    func `jti is 16 bytes of canonical base64url`(kind: Kind) throws {
        let values: [JSONValue?] = [
            nil, .null, 1, "", "AAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAA+",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ]
        for value in values { try expect(.malformed, kind, ("jti", value)) }
    }

    @Test(arguments: Kind.ending)
    func `exp lies after iat, not too far, and ends a document`(
        kind: Kind, longest: Int64
    ) throws {
        let issued = try #require(
            Forge.parts(documents.jws(kind)).payload.at("iat").integerValue)
        let isToken = kind.onlyCode != nil
        let lifetime = kind.onlyCode ?? .lifetimeRefused
        try expect(lifetime, kind, ("exp", .integer(issued + longest + 1)))
        let ended: Refusal.Code = isToken ? .tokenExpired : .expired
        for seconds in [issued, issued - 1, 1] {
            try expect(isToken ? ended : lifetime, kind, ("exp", .integer(seconds)))
        }
        for value in [nil, .null, 0, -1, "1795000600"] as [JSONValue?] {
            try expect(kind.onlyCode ?? .malformed, kind, ("exp", value))
        }
        let end = min(issued + longest, time.seconds + 30)
        let text = try documents.changed(kind, ("exp", .integer(end)))
        #expect(throws: Never.self) {
            try documents.verify(text, as: kind, at: UnixTime(seconds: end - 1))
        }
        for late in [end, end + 1, end + 1000] {
            expectRefusal(ended) {
                try documents.verify(text, as: kind, at: UnixTime(seconds: late))
            }
        }
    }
}
