import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// The sources' token on its way to a gateway.
@Suite struct SealedTokenTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    @Test func `a token opens with the source's key alone`() throws {
        let world = documents.world
        let key = try world.pki.party("brp").key("encryption")
        let sealed = try SealedToken.seal(
            documents[.sourcesToken], to: world.directory.sources[0])
        #expect(try SealedToken.open(sealed, keys: [key]) == documents[.sourcesToken])
        let other = try world.pki.party("bri").key("encryption")
        #expect(try SealedToken.open(sealed, keys: [other, key]) == documents[.sourcesToken])
        for keys in [[], [other], [documents.sessionKey]] {
            expectRefusal(.below("decryption-failed")) {
                _ = try SealedToken.open(sealed, keys: keys)
            }
        }
        let header = try CompactJWE(sealed, maximumBytes: 1 << 20).header
        #expect(Set(header.names) == ["alg", "enc", "kid", "epk", "cty"])
        #expect(header["cty"] == "JWT")
    }

    @Test(arguments: 0..<8)
    func `no single bit of a sealed token can be changed`(slice: Int) throws {
        let key = try documents.world.pki.party("brp").key("encryption")
        let sealed = Array(
            try SealedToken.seal("token", to: documents.world.directory.sources[0]).utf8)
        for position in stride(from: slice, to: sealed.count, by: 8) {
            var changed = sealed
            changed[position] ^= 1 << UInt8(position / 8 % 8)
            expectRefusal(.below("decryption-failed"), "byte \(position)") {
                _ = try SealedToken.open(
                    String(decoding: changed, as: UTF8.self), keys: [key])
            }
        }
    }

    @Test func `a token's JWE has cty JWT and a kid that is the key's`() throws {
        let key = try documents.world.pki.party("brp").key("encryption")
        let jwk = JWK(key.publicKey)
        let forms = [
            try CompactJWE(encrypting: [0x61], to: jwk, keyID: jwk.thumbprint),
            try CompactJWE(encrypting: [0x61], to: jwk, keyID: "x", contentType: "JWT"),
            try CompactJWE(
                encrypting: [0x61], to: jwk, keyID: jwk.thumbprint, contentType: "jwt"),
            try CompactJWE(
                encrypting: [0xFF], to: jwk, keyID: jwk.thumbprint, contentType: "JWT"),
        ]
        for form in forms {
            expectRefusal(.below("decryption-failed")) {
                _ = try SealedToken.open(form.text, keys: [key])
            }
        }
        expectRefusal(.below("decryption-failed")) {
            _ = try SealedToken.open(String(repeating: "A", count: 1 << 20), keys: [key])
        }
    }
}
