import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct MandateTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    private func verify(_ kind: Kind, _ change: Change) throws {
        try documents.verify(
            try documents.changed(kind, (change.path, change.value)), as: kind)
    }

    static let both: [Change] = [
        Change("action", nil), Change("action", "withdraw"), Change("action", "Holdings"),
        Change("action", 1), Change("aud", nil), Change("aud", ["urn:blauweknop:sources"]),
        Change("directory", nil), Change("directory", ""), Change("directory", "AAAA"),
        Change("directory", .string(String(repeating: "A", count: 44))), Change("ath", nil),
        Change("ath", "AAAA"), Change("ath", .null),
    ]

    @Test(arguments: [Kind.mandate, .attestationMandate], both)
    func `a mandate that does not fit is refused`(kind: Kind, change: Change) {
        expectRefusal(change.code) { try verify(kind, change) }
    }

    @Test(arguments: [
        Change("aud", "00000099000000000101", .mandateMismatch),
        Change("aud", "urn:blauweknop:source", .mandateMismatch),
        Change("aud", "", .mandateMismatch), Change("action", "attestation"),
    ])
    func `an order for holdings is to all sources`(change: Change) {
        expectRefusal(change.code) { try verify(.mandate, change) }
    }

    static let attestation: [Change] = [
        Change("aud", "urn:blauweknop:sources"), Change("aud", "0000009900000000010"),
        Change("action", "holdings", .mandateMismatch), Change("vct", nil), Change("vct", ""),
        Change("vct", ["urn:nl:blauweknop:brp:1"]), Change("holder_jwk", nil),
        Change("holder_jwk", "x"), Change("holder_jwk|d", "AAAA", .below("key-refused")),
        Change("holder_jwk|kid", "x", .below("key-refused")),
        Change("holder_jwk|crv", "P-384", .below("key-refused")),
        Change("holder_jwk|y", nil, .below("key-refused")), Change("encryption_jwk", nil),
        Change("encryption_jwk", []), Change("encryption_jwk|use", "sig"),
        Change("encryption_jwk|use", nil), Change("encryption_jwk|alg", "ES256"),
        Change("encryption_jwk|alg", nil), Change("encryption_jwk|kid", nil),
        Change("encryption_jwk|kid", "key-1"),
        Change("encryption_jwk|kid", 1, .below("key-refused")),
        Change("encryption_jwk|d", "AAAA", .below("key-refused")),
        Change("encryption_jwk|x", "AAAA", .below("key-refused")),
    ]

    @Test(arguments: attestation)
    func `an order for an attestation names one source, kind and two keys`(change: Change) {
        expectRefusal(change.code) { try verify(.attestationMandate, change) }
    }

    @Test func `a mandate says who ordered what, and nothing of the person`() throws {
        let mandate = documents.attestationMandate
        #expect(mandate.sessionKey == JWK(documents.sessionKey.publicKey))
        #expect(mandate.directory == documents.world.directory.hash)
        #expect(mandate.token == DocumentHash(ofCharacters: documents[.sourcesToken]))
        #expect(mandate.expires == time + 300)
        guard case .attestation(let source, let type, let holder, let encryption) = mandate.order
        else { throw Refusal(.malformed, "expected an order for an attestation") }
        #expect(source == documents.world.directory.sources[0].oin)
        #expect(type == .brp)
        #expect(holder == documents.applicant.holder)
        #expect(encryption == JWK(documents.decryptionKey.publicKey))
        let payload = try Forge.parts(mandate.text).payload
        #expect(
            Set(payload.objectValue?.names ?? []) == [
                "iss", "iat", "exp", "jti", "action", "aud", "directory", "ath", "vct",
                "holder_jwk", "encryption_jwk",
            ])
        #expect(payload.at("holder_jwk|d") == .null)
    }

    @Test(arguments: [0, -1, 301, 86_400] as [Int64])
    func `a mandate lives at most five minutes`(life: Int64) {
        expectRefusal(.lifetimeRefused) {
            _ = try Mandate.make(
                .holdings, directory: documents.world.directory.hash, token: "t",
                key: documents.sessionKey, at: time, life: life)
        }
    }

    @Test func `two mandates have two hashes and two numbers`() throws {
        let (first, second) = (
            documents.mandate,
            try Mandate.make(
                .holdings, directory: documents.world.directory.hash, token: "t",
                key: documents.sessionKey, at: time)
        )
        #expect(first.hash != second.hash)
        #expect(first.identity.id != second.identity.id)
    }
}
