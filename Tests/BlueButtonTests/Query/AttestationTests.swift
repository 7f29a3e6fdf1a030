import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct AttestationTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    @discardableResult
    private func verify(
        _ text: String, as form: Attestation.Form = .issued, at time: UnixTime = Documents.time
    ) throws -> Attestation {
        try Attestation.verify(
            text, as: form, directory: documents.world.directory, trust: documents.world.trust,
            at: time)
    }

    /// An attestation whose issuer's payload is changed; the disclosures stay.
    private func changed(_ changes: (String, JSONValue?)...) throws -> String {
        let jws = try Forge.changed(
            documents.jws(.attestation), key: documents.key(.attestation), changes)
        return documents.with(jws: jws, in: .attestation)
    }

    @Test func `an attestation has only what is plain in it and a disclosure for each claim`()
        throws
    {
        let attestation = try verify(documents[.attestation])
        #expect(attestation.credentialType == .brp)
        #expect(attestation.source.slug == "brp")
        #expect(attestation.holderKey == documents.applicant.holder)
        #expect(attestation.issuedAt.seconds % 3600 == 0)
        #expect(attestation.claims.map(\.name) == PersonClaims.names)
        #expect(attestation["adres"]?.objectValue?["geheimhouding"] == true)
        #expect(attestation["inkomen-2024"] == nil)
        let plain = attestation.sdjwt.payload.names
        #expect(
            Set(plain) == ["iss", "iat", "nbf", "exp", "vct", "sub", "cnf", "_sd_alg", "_sd"])
    }

    @Test func `the subject is new for every holder key`() throws {
        let first = documents.applicant.holder
        let second = JWK(try P256PrivateKey().publicKey)
        let value = AttestationSubject.value(person: "abc", holderKey: first)
        #expect(value == Base64URL.encode(SHA256.hash(utf8: "abc.\(first.thumbprint)")))
        #expect(value != AttestationSubject.value(person: "abc", holderKey: second))
        #expect(value != AttestationSubject.value(person: "abd", holderKey: first))
    }

    static let refused: [Change] = [
        Change("iss", nil), Change("iss", "https://belastingdienst.example", .issuerMismatch),
        Change("iss", "", .issuerMismatch), Change("iat", nil), Change("iat", 0),
        Change("nbf", nil), Change("nbf", -1), Change("nbf", 1), Change("iat", 1_794_999_999),
        Change("exp", nil), Change("vct", nil), Change("vct", ""), Change("vct", 1),
        Change("vct", "urn:nl:blauweknop:bri:1", .credentialTypeNotAllowed),
        Change("vct", "urn:nl:blauweknop:brp:2", .credentialTypeNotAllowed),
        Change("sub", nil), Change("sub", ""), Change("sub", "999990019"),
        Change("sub", .string(Documents.person)), Change("sub", 1), Change("cnf", nil),
        Change("cnf", "x"), Change("cnf|jwk", nil), Change("cnf|kid", "x"),
        Change("cnf|jwk|d", "AAAA", .below("key-refused")),
        Change("cnf|jwk|kid", "x", .below("key-refused")),
        Change("cnf|jwk|x", nil, .below("key-refused")),
        Change("_sd_alg", nil), Change("_sd_alg", "sha-512", .below("digest-algorithm-refused")),
        Change("_sd_alg", 1, .below("digest-algorithm-refused")),
        Change("_sd", nil, .below("unreferenced-disclosure")),
        Change("_sd", [], .below("unreferenced-disclosure")),
        Change("_sd", "x", .below("digest-malformed")),
        Change("_sd|0", 1, .below("digest-malformed")),
        Change("jti", "AAAAAAAAAAAAAAAAAAAAAA"), Change("status", [:]),
        Change("naam", "Roos", .below("name-clash")), Change("leeftijd", 36),
        Change("aud", "x"), Change("vct#integrity", "x"),
    ]

    @Test(arguments: refused)
    func `an attestation that does not fit is refused`(change: Change) throws {
        let text = try changed((change.path, change.value))
        expectRefusal(change.code) { try verify(text) }
    }

    @Test func `iat and nbf are one full hour`() throws {
        let hour = time.seconds - time.seconds % 3600
        for (issued, begins) in [(hour, hour - 3600), (hour + 1, hour + 1), (hour - 3600, hour)] {
            let text = try changed(("iat", .integer(issued)), ("nbf", .integer(begins)))
            expectRefusal(.malformed) { try verify(text) }
        }
        let coming = try changed(
            ("iat", .integer(hour + 3600)), ("nbf", .integer(hour + 3600)))
        expectRefusal(.notYetValid) { try verify(coming) }
    }

    @Test func `digests stand sorted, each disclosure has one, and each comes once`() throws {
        let parts = documents[.attestation].split(
            separator: "~", omittingEmptySubsequences: false)
        let payload = try Forge.parts(documents.jws(.attestation)).payload
        let digests = payload.at("_sd").arrayValue ?? []
        expectRefusal(.malformed) {
            try verify(try changed(("_sd", .array(digests.reversed()))))
        }
        expectRefusal(.below("duplicate-digest")) {
            try verify(try changed(("_sd|+", digests[0])))
        }
        expectRefusal(.below("duplicate-disclosure")) {
            try verify(documents[.attestation] + parts[1] + "~")
        }
        let foreign = try Disclosure(name: "inkomen", value: 1).encoded
        expectRefusal(.below("unreferenced-disclosure")) {
            try verify(documents[.attestation] + foreign + "~")
        }
        expectRefusal(.below("disclosure-malformed")) {
            try verify(documents[.attestation] + "~")
        }
    }

    /// Signs any disclosures, the first ones under the digests of `top`, with those of the other
    /// claims that the kind has.
    private func issued(
        _ disclosures: [Disclosure], top: [Disclosure]
    ) throws -> String {
        let names = top.compactMap(\.name)
        let others = try PersonClaims().all.filter { !names.contains($0.name) }
            .map { try Disclosure(name: $0.name, value: $0.value) }
        let (disclosures, top) = (disclosures + others, top + others)
        let digests = top.map(\.digest).sorted()
        let jws = try Forge.changed(
            documents.jws(.attestation), key: documents.key(.attestation),
            [("_sd", .array(digests.map { .string($0) }))])
        return ([jws] + disclosures.map(\.encoded) + [""]).joined(separator: "~")
    }

    /// A disclosure as nobody of ours makes them, for `Disclosure.init` refuses reserved names.
    private func reserved(_ name: String, _ value: JSONValue) throws -> Disclosure {
        let content: JSONValue = ["AAAAAAAAAAAAAAAAAAAAAA", .string(name), value]
        return try Disclosure(encoded: Base64URL.encode(content.bytes()))
    }

    @Test func `no part of a claim is a disclosure of its own`() throws {
        let inner = try Disclosure(name: "geheimhouding", value: true)
        let outer = try reserved("adres", ["straat": "A", "_sd": [.string(inner.digest)]])
        for disclosures in [[outer], [outer, inner]] {
            expectRefusal(.malformed) { try verify(try issued(disclosures, top: [outer])) }
        }
        let element = try Disclosure(name: nil, value: "Nederlandse")
        let list = try reserved("nationaliteiten", [["...": .string(element.digest)]])
        for disclosures in [[list], [list, element]] {
            expectRefusal(.malformed) { try verify(try issued(disclosures, top: [list])) }
        }
        let whole = try reserved("geslacht", ["code": "V"])
        let attestation = try verify(try issued([whole], top: [whole]))
        #expect(attestation["geslacht"] == ["code": "V"])
    }

    @Test(arguments: ["iss", "exp", "nbf", "cnf", "vct", "status"])
    func `what decides about validity is no disclosure`(name: String) throws {
        let disclosure = try reserved(name, "x")
        #expect(throws: Refusal.self) {
            try verify(try issued([disclosure], top: [disclosure]))
        }
    }

    @Test func `a claim that is plain already is no disclosure`() throws {
        let disclosure = try reserved("sub", "x")
        expectRefusal(.below("name-clash")) {
            try verify(try issued([disclosure], top: [disclosure]))
        }
        let twice = [try reserved("naam", "a"), try reserved("naam", "b")]
        expectRefusal(.below("name-clash")) { try verify(try issued(twice, top: twice)) }
    }

    // MARK: As issued, and as presented

    /// The attestation with these claims and a key binding.
    private func presented(_ names: Set<String>) throws -> String {
        try documents.applicant.person().presenting(names).binding(
            audience: "x", nonce: "y", issuedAt: time.seconds,
            key: documents.applicant.holderKey
        ).text
    }

    @Test func `claims that are left out of a presentation are not there`() throws {
        let names: Set<String> = ["geboorte", "adres"]
        let less = try verify(try presented(names), as: .presented)
        #expect(less.claimNames == names)
        #expect(less["naam"] == nil)
    }

    @Test func `an attestation as issued discloses everything`() throws {
        let parts = documents[.attestation].split(
            separator: "~", omittingEmptySubsequences: false)
        for left in 1...8 {
            var kept = parts
            kept.remove(at: left)
            expectRefusal(.disclosuresIncomplete) { try verify(kept.joined(separator: "~")) }
        }
    }

    @Test func `a key binding is there when a citizen presents, and not before`() throws {
        let bound = try presented(Set(PersonClaims.names))
        expectRefusal(.keyBindingUnexpected) { try verify(bound) }
        #expect(throws: Never.self) { try verify(bound, as: .presented) }
        expectRefusal(.keyBindingMissing) {
            try verify(documents[.attestation], as: .presented)
        }
    }

    @Test func `a digest of nothing is refused where the number of claims is known`() throws {
        let decoy = JSONValue.string(Base64URL.encode(SHA256.hash(utf8: "decoy")))
        func with(_ decoy: JSONValue, _ text: String, by party: String) throws -> String {
            let jws = String(text.prefix { $0 != "~" })
            let digests = try Forge.parts(jws).payload.at("_sd").arrayValue ?? []
            let all = (digests + [decoy]).sorted { $0.stringValue ?? "" < $1.stringValue ?? "" }
            return try Forge.changed(
                jws, key: documents.world.sealer(party).key, [("_sd", .array(all))])
                + text.drop { $0 != "~" }
        }
        expectRefusal(.disclosuresIncomplete) {
            try verify(try with(decoy, documents[.attestation], by: "brp"))
        }
        expectRefusal(.disclosuresIncomplete) {
            try verify(try with(decoy, documents.applicant.income().text, by: "bri"))
        }
        // A recipient sees it too, of a kind that always has the same claims.
        let more = try SDJWT(
            try with(decoy, documents[.attestation], by: "brp"), maximumBytes: 65_536)
        let bound = try more.presenting(["naam"]).binding(
            audience: "x", nonce: "y", issuedAt: time.seconds,
            key: documents.applicant.holderKey)
        expectRefusal(.malformed) { try verify(bound.text, as: .presented) }
        for odd in ["AAAA", "\u{212A}", ""] as [JSONValue] {
            #expect(throws: Refusal.self) {
                try verify(try with(odd, documents[.attestation], by: "brp"))
            }
        }
    }

    @Test(arguments: [
        "", "s", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a salt is sixteen bytes`(salt: String) throws {
        let content: JSONValue = [.string(salt), "naam", .null]
        let disclosure = try Disclosure(encoded: Base64URL.encode(content.bytes()))
        expectRefusal(.malformed) { try verify(try issued([disclosure], top: [disclosure])) }
    }

    @Test func `another source's attestation of this kind is refused`() throws {
        let world = documents.world
        let forged = try Attestation.issue(
            PersonClaims().all, type: .brp, person: Documents.person,
            holderKey: documents.applicant.holder, by: world.sealer("bri"), at: time)
        expectRefusal(.credentialTypeNotAllowed) { try verify(forged.text) }
    }

    // MARK: What the mandate ordered

    @Test func `an attestation answers the mandate that ordered it`() throws {
        let attestation = try verify(documents[.attestation])
        #expect(throws: Never.self) {
            try attestation.answers(documents.attestationMandate, person: Documents.person)
        }
        expectRefusal(.attestationMismatch) {
            try attestation.answers(documents.attestationMandate, person: "iemand-anders")
        }
        expectRefusal(.attestationMismatch) {
            try attestation.answers(documents.mandate, person: Documents.person)
        }
    }

    @Test func `an attestation to another key, of another kind or source is not what was ordered`()
        throws
    {
        let attestation = try verify(documents[.attestation])
        let world = documents.world
        let other = JWK(try P256PrivateKey().publicKey)
        let encryption = JWK(documents.decryptionKey.publicKey)
        let (brp, bri) = (world.directory.sources[0].oin, world.directory.sources[1].oin)
        let holder = documents.applicant.holder
        let orders: [MandateOrder] = [
            .attestation(source: brp, type: .brp, holderKey: other, encryptionKey: encryption),
            .attestation(source: brp, type: .bri, holderKey: holder, encryptionKey: encryption),
            .attestation(source: bri, type: .brp, holderKey: holder, encryptionKey: encryption),
        ]
        for order in orders {
            let mandate = try Mandate.make(
                order, directory: world.directory.hash, token: "t", key: documents.sessionKey,
                at: time)
            expectRefusal(.attestationMismatch) {
                try attestation.answers(mandate, person: Documents.person)
            }
        }
    }
}
