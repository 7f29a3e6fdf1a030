import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import TestPKI
import Trust

/// One of each document, all of one story, at one time.
struct Documents: Sendable {
    static let shared = Result<Documents, any Error> { try Documents() }
    static let time = ReleaseWorld.time
    static let person = "Zk3mN1vQ0xYb7cT5hR2pLw"
    static let nonce = "n-0S6_WzA2Mj-a1b2c3d4e"
    static let address = "https://service.example:8443/v1/overviews"

    let world: ReleaseWorld
    let applicant: Applicant
    let sessionKey, decryptionKey, requestKey, providerKey: P256PrivateKey
    let mandate, attestationMandate: Mandate
    let request: PresentationRequest
    let release: Release
    let verified: VerifiedPackage
    private let texts: [Kind: String]

    init() throws {
        let (world, time) = (try ReleaseWorld.shared.get(), Self.time)
        let applicant = try Applicant(world, person: Self.person)
        let (session, decryption) = (try P256PrivateKey(), try P256PrivateKey())
        let provider = try world.pki.party("digid").key("signing")
        let tokens = try Tokens(world: world, session: session, key: provider)
        let directory = world.directory
        mandate = try Mandate.make(
            .holdings, directory: directory.hash, token: tokens.sources, key: session, at: time)
        attestationMandate = try Mandate.make(
            .attestation(
                source: OIN(world.sealer("brp").oin), type: .brp, holderKey: applicant.holder,
                encryptionKey: JWK(decryption.publicKey)),
            directory: directory.hash, token: tokens.sources, key: session, at: time)
        let statement = try HoldingsStatement.seal(
            Self.holdings, answering: mandate, by: world.sealer("brp"), at: time)
        (request, requestKey) = try world.request()
        release = try applicant.release(to: request)
        let registration = try applicant.registration(of: release.consent, release.package)
        verified = try VerifiedPackage.verify(
            package: release.package, registration: Array(registration.utf8),
            requestText: request.text, key: requestKey,
            directory: { _, _ throws(Refusal) in directory }, trust: world.trust, at: time)
        let withdrawal = try Withdrawal.sign(
            release.consent, holderKey: applicant.holderKey, at: time)
        let recipient = try world.sealer("woonhaven")
        let rows = try Self.rows(statement, mandate: mandate, world: world)
        texts = [
            .directory: directory.text, .mandate: mandate.text,
            .attestationMandate: attestationMandate.text, .statement: statement,
            .overview: Self.text(
                try Overview.seal(
                    rows, subject: Self.person, mandate: mandate, by: world.sealer("service"),
                    at: time)),
            .attestation: try applicant.person().text, .request: request.text,
            .consent: release.consent.text, .registration: registration,
            .receipt: try world.stamped(Receipt.seal(verified, by: recipient, at: time)),
            .withdrawal: withdrawal,
            .serviceWithdrawal: try Withdrawal.seal(
                consentID: release.consent.id, consent: release.consent.hash,
                by: world.sealer("service"), at: time),
            .deletionReceipt: Self.text(
                try DeletionReceipt.seal(
                    Withdrawal.verify(withdrawal, trust: world.trust, at: time), by: recipient,
                    at: time)),
            .accessToken: tokens.service, .sourcesToken: tokens.sources, .idToken: tokens.identity,
            .proof: try DPoPProof.make(
                method: "POST", address: Self.address, accessToken: tokens.service, nonce: nil,
                key: session, at: time),
        ]
        self.world = world
        self.applicant = applicant
        (sessionKey, decryptionKey, providerKey) = (session, decryption, provider)
    }

    static func text(_ document: FlattenedJWS) -> String {
        String(decoding: document.bytes(), as: UTF8.self)
    }

    static let holdings = [
        Holding(
            category: "persoon", label: LocalizedText(nl: "Persoon", en: "Person"), records: 1,
            since: "1990-07-02", updated: nil,
            purpose: LocalizedText(nl: "Bijhouding", en: "Registration"),
            legalBasis: "Wet BRP art. 2.7", retention: "P110Y", recipients: ["Gemeenten"])
    ]

    private static func rows(
        _ statement: String, mandate: Mandate, world: ReleaseWorld
    ) throws -> [OverviewRow] {
        let sources = world.directory.sources
        return [
            OverviewRow(
                source: sources[0].oin, name: sources[0].name, askedAt: time, answeredAt: time,
                outcome: .answered(
                    try HoldingsStatement.verify(
                        statement, from: sources[0], to: mandate, trust: world.trust, at: time))),
            OverviewRow(
                source: sources[1].oin, name: sources[1].name, askedAt: time, answeredAt: nil,
                outcome: .unavailable(.init(.timeout, "The source did not answer in time."))),
        ]
    }

    subscript(kind: Kind) -> String { texts[kind] ?? "" }

    /// The JWS of a document; of an attestation the issuer's.
    func jws(_ kind: Kind) -> String {
        String(self[kind].prefix { $0 != "~" })
    }

    /// The same document with another JWS in it.
    func with(jws: String, in kind: Kind) -> String {
        kind == .attestation ? jws + self[kind].drop { $0 != "~" } : jws
    }

    /// The key that signed.
    func key(_ kind: Kind) throws -> P256PrivateKey {
        if let party = kind.party { return try world.sealer(party).key }
        switch kind {
        case .consent, .withdrawal: return applicant.holderKey
        case .accessToken, .sourcesToken, .idToken: return providerKey
        default: return sessionKey
        }
    }

    /// The document with one change to its payload, signed again.
    func changed(_ kind: Kind, _ changes: (String, JSONValue?)...) throws -> String {
        with(jws: try Forge.changed(jws(kind), key: key(kind), changes), in: kind)
    }

    func changedHeader(_ kind: Kind, _ changes: (String, JSONValue?)...) throws -> String {
        with(jws: try Forge.changedHeader(jws(kind), key: key(kind), changes), in: kind)
    }
}
