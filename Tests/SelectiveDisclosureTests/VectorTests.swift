import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import TestKit
import Testing

/// The example tokens of the SD-JWT specification and of RFC 9901.
@Suite(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
struct VectorTests {
    static let names = [
        "5.1-issued", "5.2-presented-kb", "A.1-presented", "A.2-presented", "A.3-issued",
        "A.3-presented-kb", "A.4-issued", "A.4-presented-kb", "rfc9901-5.1-issued",
        "rfc9901-5.2-presented-kb",
    ]

    static func file() throws -> JSONReader {
        let bytes = try #require(SharedData.bytes("vectors/sd-jwt/examples.json"))
        return JSONReader(try JSONValue.parse(bytes, maximumBytes: 1_000_000))
    }

    static func vector(_ name: String) throws -> JSONReader {
        try #require(try file().array("vectors").first { try $0.string("name") == name })
    }

    static func issuer() throws -> P256PublicKey {
        try JWK(json: file().object("issuer_jwk").asObject()).key
    }

    @Test func `these are all the examples`() throws {
        #expect(try Self.file().array("vectors").map { try $0.string("name") } == Self.names)
    }

    @Test(arguments: names)
    func `an example gives the payload that the specification expects`(name: String) throws {
        let vector = try Self.vector(name)
        let text = try vector.string("token")
        let sdjwt = try SDJWT(text, maximumBytes: 65_536)
        let verified = try sdjwt.verified(by: Self.issuer())
        let expected = try vector.object("expected_processed_payload").asObject()
        #expect(verified.claims.canonicalBytes() == expected.canonicalBytes())
        #expect(try sdjwt.disclosures.count == Int(vector.integer("disclosure_count")))
        #expect(try sdjwt.issuerJWS.header == vector.object("issuer_header").asObject())
        #expect(sdjwt.text == text)
    }

    @Test(arguments: names.filter { $0.hasSuffix("-kb") })
    func `an example's key binding is accepted for its verifier alone`(name: String) throws {
        let vector = try Self.vector(name)
        let expected = try vector.object("key_binding")
        let sdjwt = try SDJWT(vector.string("token"), maximumBytes: 65_536)
        let verified = try sdjwt.verified(by: Self.issuer())
        let holder = try JWK(json: expected.object("holder_jwk").asObject())
        #expect(try verified.confirmationKey() == holder)
        let (audience, nonce) = (
            try expected.string("expected_aud"), try expected.string("expected_nonce")
        )
        let binding = try verified.keyBinding(
            heldBy: holder.key, audience: audience, nonce: nonce)
        #expect(try binding.issuedAt == expected.integer("iat"))
        #expect(try sdjwt.bindingHash == expected.string("sd_hash"))
        let elsewhere = code {
            _ = try verified.keyBinding(heldBy: holder.key, audience: "x", nonce: nonce)
        }
        #expect(elsewhere == .audienceMismatch)
        let again = code {
            _ = try verified.keyBinding(heldBy: holder.key, audience: audience, nonce: "x")
        }
        #expect(again == .nonceMismatch)
    }

    @Test(arguments: names.filter { !$0.hasSuffix("-kb") })
    func `an example without key binding is refused where one is demanded`(name: String) throws {
        let text = try Self.vector(name).string("token")
        let verified = try SDJWT(text, maximumBytes: 65_536).verified(by: Self.issuer())
        let holder = try Credentials.holder.get().publicKey
        let result = code { _ = try verified.keyBinding(heldBy: holder, audience: "", nonce: "") }
        #expect(result == .keyBindingMissing)
    }

    @Test(arguments: names)
    func `an example with a stray disclosure, without one or by another key is told apart`(
        name: String
    ) throws {
        let text = try Self.vector(name).string("token")
        let issuer = try Self.issuer()
        var parts = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        let other = try Credentials.issuer.get().publicKey
        let wrongKey = code { _ = try SDJWT(text, maximumBytes: 65_536).verified(by: other) }
        #expect(wrongKey == .signatureInvalid)
        parts.insert(Raw(["s", "stray", 1]).encoded, at: 1)
        let stray = parts.joined(separator: "~")
        let added = code { _ = try SDJWT(stray, maximumBytes: 65_536).verified(by: issuer) }
        #expect(added == .unreferencedDisclosure)
        parts[1] = parts[2]
        let doubled = parts.joined(separator: "~")
        let twice = code { _ = try SDJWT(doubled, maximumBytes: 65_536).verified(by: issuer) }
        #expect(twice == .duplicateDisclosure)
    }

    @Test(arguments: names)
    func `every disclosure of an example may be left out with all that stands inside it`(
        name: String
    ) throws {
        let text = try Self.vector(name).string("token")
        let end = try #require(text.lastIndex(of: "~"))
        let sdjwt = try SDJWT(String(text[...end]), maximumBytes: 65_536)
        let issuer = try Self.issuer()
        let all = try sdjwt.verified(by: issuer)
        for claim in all.disclosedNames {
            let shown = try sdjwt.presenting([claim]).verified(by: issuer)
            #expect(shown.disclosedNames == [claim])
            #expect(shown.claims[claim] == all.claims[claim])
        }
    }
}
