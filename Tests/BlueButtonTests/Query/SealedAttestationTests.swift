import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import TestPKI
import Trust

/// Attestations on their way to the citizen.
@Suite struct SealedAttestationTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    @discardableResult
    private func verify(_ text: String, at time: UnixTime = Documents.time) throws -> Attestation {
        try Attestation.verify(
            text, as: .issued, directory: documents.world.directory, trust: documents.world.trust,
            at: time)
    }

    private func seal(_ plaintext: JSONValue, size: Int = 16_384) throws -> String {
        var bytes = plaintext.bytes()
        bytes += Array(repeating: 0x20, count: max(0, size - bytes.count))
        let key = JWK(documents.decryptionKey.publicKey)
        return try CompactJWE(encrypting: bytes, to: key, keyID: key.thumbprint).text
    }

    @Test func `every attestation travels in the same size`() throws {
        let key = JWK(documents.decryptionKey.publicKey)
        let long = try SealedAttestation.seal(documents.applicant.person(), to: key)
        let short = try SealedAttestation.seal(documents.applicant.income(), to: key)
        #expect(long.utf8.count == short.utf8.count)
        let jwe = try CompactJWE(long, maximumBytes: 1 << 20)
        #expect(try jwe.decrypt(with: documents.decryptionKey).count == 16_384)
        #expect(Set(jwe.header.names) == ["alg", "enc", "kid", "epk"])
        let text = try SealedAttestation.open(long, key: documents.decryptionKey)
        #expect(try verify(text).credentialType == .brp)
    }

    @Test func `an attestation that does not fit is not sealed`() throws {
        let key = JWK(documents.decryptionKey.publicKey)
        var claims = Applicant.claims
        claims.geslacht = String(repeating: "a", count: 16_384)
        let big = try Attestation.issue(
            claims.all, type: .brp, person: Documents.person, holderKey: documents.applicant.holder,
            by: documents.world.sealer("brp"), at: time)
        expectRefusal(.tooLarge) { _ = try SealedAttestation.seal(big, to: key) }
    }

    static let plaintexts: [JSONValue] = [
        [:], ["credential": "x"], ["pad": ""], ["credential": 1, "pad": ""],
        ["credential": "x", "pad": "1"], ["credential": "x", "pad": " "],
        ["credential": "x", "pad": .null], [],
    ]

    @Test(arguments: plaintexts)
    func `a plaintext of another form is refused`(plaintext: JSONValue) throws {
        let sealed = try seal(plaintext)
        expectRefusal(.malformed) {
            _ = try SealedAttestation.open(sealed, key: documents.decryptionKey)
        }
    }

    @Test(arguments: [0, 100, 16_383, 16_385, 32_768])
    func `a plaintext of another size is refused`(size: Int) throws {
        let sealed = try seal(["credential": "x", "pad": ""], size: size)
        expectRefusal(.malformed) {
            _ = try SealedAttestation.open(sealed, key: documents.decryptionKey)
        }
    }

    @Test func `another key, another header or more bytes are refused`() throws {
        let key = JWK(documents.decryptionKey.publicKey)
        let sealed = try SealedAttestation.seal(documents.applicant.person(), to: key)
        expectRefusal(.below("decryption-failed")) {
            _ = try SealedAttestation.open(sealed, key: documents.sessionKey)
        }
        let typed = try CompactJWE(
            encrypting: [0], to: key, keyID: key.thumbprint, contentType: "JWT")
        expectRefusal(.headerRefused) {
            _ = try SealedAttestation.open(typed.text, key: documents.decryptionKey)
        }
        expectRefusal(.tooLarge) {
            _ = try SealedAttestation.open(
                sealed + String(repeating: "A", count: 64 << 10), key: documents.decryptionKey)
        }
        expectRefusal(.malformed) {
            _ = try SealedAttestation.open("", key: documents.decryptionKey)
        }
    }
}
