import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// Consent, registration, receipt, withdrawal and deletion receipt, each by itself.
@Suite struct EvidenceTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    private func expect(_ change: Change, _ kind: Kind) throws {
        let text = try documents.changed(kind, (change.path, change.value))
        expectRefusal(change.code, "\(kind)") { try documents.verify(text, as: kind) }
    }

    static let consent: [Change] = [
        Change("directory", nil), Change("directory", "AAAA"), Change("request", nil),
        Change("request", 1), Change("recipient", nil), Change("recipient", "woonhaven"),
        Change("recipient|oin", nil), Change("recipient|oin", "1"),
        Change("recipient|client_id", nil), Change("recipient|name", "Woonhaven"),
        Change("claims", nil), Change("claims", []), Change("claims", [:], .consentMismatch),
        Change("claims|persoon", nil, .consentMismatch),
        Change("claims|ander", [["naam"]], .consentMismatch),
        Change("claims|persoon", "naam"), Change("claims|persoon|0", "naam"),
        Change("claims|persoon|0", [], .queryRefused),
        Change("claims|persoon|0", ["adres", "straat"], .queryRefused),
        Change("claims|persoon|0", [.null]), Change("presentations", nil),
        Change("presentations", [:], .consentMismatch),
        Change("presentations|persoon", nil, .consentMismatch),
        Change("presentations|persoon", "AAAA"), Change("presentations|persoon", ["x"]),
        Change("claims|\u{212A}", [["naam"]]), Change("claims|", [["naam"]]),
        Change("claims|per soon", [["naam"]]), Change("claims|persoon|0", [""], .queryRefused),
        Change("claims|persoon|0", ["\u{212A}"], .queryRefused),
        Change("presentations|\u{212A}", .string(String(repeating: "A", count: 43))),
    ]

    @Test(arguments: consent)
    func `a consent that does not fit is refused`(change: Change) throws {
        try expect(change, .consent)
    }

    @Test func `a consent holds hashes and names of claims, and no value`() throws {
        let consent = try Consent.verify(documents[.consent], at: time)
        let payload = try Forge.parts(documents[.consent]).payload
        #expect(
            Set(payload.objectValue?.names ?? []) == [
                "iss", "iat", "jti", "directory", "request", "recipient", "claims",
                "presentations",
            ])
        #expect(!payload.text.contains("Jansen") && !payload.text.contains("24100"))
        #expect(consent.request == documents.request.hash)
        #expect(consent.holderKey == documents.applicant.holder)
        #expect(consent.id == consent.identity.id)
    }

    static let hashes: [(Kind, [String])] = [
        (.registration, ["directory", "consent", "package"]),
        (.receipt, ["request", "consent", "package", "registration"]),
        (.withdrawal, ["consent"]), (.serviceWithdrawal, ["consent"]),
        (.deletionReceipt, ["withdrawal", "consent"]),
    ]

    @Test(arguments: hashes)
    func `hashes are canonical base64url of 32 bytes`(kind: Kind, names: [String]) throws {
        let wrong: [JSONValue?] = [
            nil, .null, 1, "", "AAAA", .string(String(repeating: "A", count: 44)),
            .string(String(repeating: "A", count: 43) + "="),
            .string(String(repeating: "A", count: 42) + "B"),
            .string(String(repeating: "A", count: 42) + "+"), ["x"],
        ]
        for name in names {
            for value in wrong { try expect(Change(name, value), kind) }
        }
    }

    static let checks: [Change] = [
        Change("checks", nil), Change("checks", "ok"), Change("checks|0", "ok"),
        Change("checks|0|verdict", nil), Change("checks|0|verdict", "failed"),
        Change("checks|0|verdict", "OK"), Change("checks|0|verdict", true),
        Change("checks|0|check", nil), Change("checks|0|check", 1), Change("checks", []),
        Change("checks|0|check", ""), Change("checks|0|check", "a b"),
        Change("checks|0|check", "\u{212A}"), Change("checks|0|check", "request"),
        Change("checks|+", ["check": "decryption", "verdict": "ok"]),
    ]

    @Test(arguments: checks)
    func `every check of a receipt is ok`(change: Change) throws {
        try expect(change, .receipt)
    }

    @Test func `a registration stamped anew later shows beside its receipt`() throws {
        let receipt = try Receipt.verify(
            Array(documents[.receipt].utf8), trust: documents.world.trust, at: time)
        let document = try JAdESDocument.parse(
            Array(documents[.registration].utf8), maximumBytes: DocumentLimits.registration)
        for (later, isFine) in [(0, true), (60, true), (61, false), (3600, false)] {
            let stamped = try documents.world.stamped(document, at: time + Int64(later))
            let registration = try Registration.verify(
                Array(stamped.utf8), trust: documents.world.trust, at: time + 3600)
            #expect(registration.hash == documents.verified.registration.hash)
            if isFine {
                #expect(throws: Never.self) { try receipt.follows(registration) }
            } else {
                expectRefusal(.timestampTooEarly) { try receipt.follows(registration) }
            }
        }
    }

    @Test func `another program's checks may have other names`() throws {
        let text = try documents.changed(
            .receipt, ("checks", [["check": "everything", "verdict": "ok", "at": 1]]))
        let receipt = try Receipt.verify(
            Array(text.utf8), trust: documents.world.trust, at: time)
        #expect(receipt.checks == ["everything"])
    }

    @Test func `a receipt is of one release, by its recipient`() throws {
        let receipt = try Receipt.verify(
            Array(documents[.receipt].utf8), trust: documents.world.trust, at: time)
        #expect(receipt.checks == PackageCheck.allCases.map(\.rawValue))
        #expect(receipt.request == documents.request.hash)
        let request = documents.request.hash
        let (consent, package) = (documents.release.consent.hash, documents.release.package.hash)
        let registration = documents.verified.registration.hash
        let recipient = documents.request.recipient.oin
        let other = DocumentHash(ofCharacters: "x")
        for registration in [nil, registration] {
            #expect(throws: Never.self) {
                try receipt.acknowledges(
                    request: request, consent: consent, package: package,
                    registration: registration, by: recipient)
            }
        }
        for (request, consent, package, registration) in [
            (other, consent, package, registration), (request, other, package, registration),
            (request, consent, other, registration), (request, consent, package, other),
        ] {
            expectRefusal(.receiptMismatch) {
                try receipt.acknowledges(
                    request: request, consent: consent, package: package,
                    registration: registration, by: recipient)
            }
        }
        expectRefusal(.organisationMismatch) {
            try receipt.acknowledges(
                request: request, consent: consent, package: package, registration: registration,
                by: documents.world.directory.recipients[1].oin)
        }
    }

    @Test(arguments: [Kind.withdrawal, .serviceWithdrawal])
    func `a withdrawal names a consent by number and hash`(kind: Kind) throws {
        for value in [nil, .null, "", "AAAA", 1] as [JSONValue?] {
            try expect(Change("consent_id", value), kind)
        }
    }

    @Test func `a withdrawal has one signer: the holder or the service`() throws {
        let jwk = JSONValue.object(documents.applicant.holder.json)
        let both = try documents.changedHeader(.serviceWithdrawal, ("jwk", jwk))
        expectRefusal(.headerRefused) { try documents.verify(both, as: .withdrawal) }
        let sealer = try documents.world.sealer("service")
        let holder = try documents.changedHeader(
            .withdrawal, ("x5c", .array(sealer.x5c.map { .string($0) })))
        expectRefusal(.headerRefused) { try documents.verify(holder, as: .withdrawal) }
        let none = try documents.changedHeader(.withdrawal, ("jwk", nil))
        expectRefusal(.headerRefused) { try documents.verify(none, as: .withdrawal) }
    }

    @Test func `a withdrawal ends its own consent, by its own key`() throws {
        let world = documents.world
        let consent = documents.release.consent
        let service = world.directory.service.oin
        let other = JWK(try P256PrivateKey().publicKey)
        for kind in [Kind.withdrawal, .serviceWithdrawal] {
            let withdrawal = try Withdrawal.verify(documents[kind], trust: world.trust, at: time)
            #expect(throws: Never.self) {
                try withdrawal.ends(
                    consentID: consent.id, consent: consent.hash, holderKey: consent.holderKey,
                    service: service)
            }
            expectRefusal(.withdrawalMismatch) {
                try withdrawal.ends(
                    consentID: DocumentID(), consent: consent.hash, holderKey: consent.holderKey,
                    service: service)
            }
            expectRefusal(.withdrawalMismatch) {
                try withdrawal.ends(
                    consentID: consent.id, consent: DocumentHash(ofCharacters: "x"),
                    holderKey: consent.holderKey, service: service)
            }
            expectRefusal(.withdrawalMismatch) {
                try withdrawal.ends(
                    consentID: consent.id, consent: consent.hash, holderKey: other,
                    service: OIN("00000099000000000999"))
            }
        }
        let stranger = try Withdrawal.sign(
            consent, holderKey: try P256PrivateKey(), at: time)
        let foreign = try Withdrawal.verify(stranger, trust: world.trust, at: time)
        expectRefusal(.withdrawalMismatch) {
            try foreign.ends(
                consentID: consent.id, consent: consent.hash, holderKey: consent.holderKey,
                service: service)
        }
    }

    @Test func `a deletion receipt names withdrawal and consent`() throws {
        let receipt = try DeletionReceipt.verify(
            Array(documents[.deletionReceipt].utf8), trust: documents.world.trust, at: time)
        let withdrawal = try Withdrawal.verify(
            documents[.withdrawal], trust: documents.world.trust, at: time)
        #expect(receipt.withdrawal == withdrawal.hash)
        #expect(receipt.consent == documents.release.consent.hash)
        #expect(receipt.seal.oin == documents.request.recipient.oin.digits)
        let recipient = documents.request.recipient.oin
        #expect(throws: Never.self) {
            try receipt.acknowledges(
                withdrawal: withdrawal.hash, consent: withdrawal.consent, by: recipient)
        }
        let other = DocumentHash(ofCharacters: "x")
        for (withdrawal, consent) in [
            (other, withdrawal.consent), (withdrawal.hash, other),
            (withdrawal.consent, withdrawal.hash),
        ] {
            expectRefusal(.deletionMismatch) {
                try receipt.acknowledges(
                    withdrawal: withdrawal, consent: consent, by: recipient)
            }
        }
        expectRefusal(.organisationMismatch) {
            try receipt.acknowledges(
                withdrawal: withdrawal.hash, consent: withdrawal.consent,
                by: documents.world.directory.recipients[1].oin)
        }
    }
}
