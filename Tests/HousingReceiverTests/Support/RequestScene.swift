import BlueButton
import GRDB
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import StoreSQLite
import StrictJSON

@testable import HousingReceiver

/// A `RequestModel` played on the real store, with a request and consents of its own.
struct RequestScene {
    private let store: ReceiverStore
    private let world: ReleaseWorld
    /// When it begins; no two scenes overlap, so that one's sweep is not another's.
    private let start: UnixTime
    private let request: StoredRequest
    private let consents: [Consent]
    private let keys: [P256PrivateKey]
    private var phase = RequestModel.Phase.open

    /// How long a scene takes, in seconds.
    static let length: Int64 = 1000

    init(
        _ corporation: Corporation, number: Int, in other: ReceiverStore? = nil
    ) async throws {
        let (world, now) = (corporation.world, corporation.clock.now)
        store = other ?? corporation.store
        self.world = world
        start = corporation.clock.now + Int64(number) * Self.length
        let asked = try await corporation.request()
        request = StoredRequest(
            code: try DocumentID(), keyID: DocumentHash(ofCharacters: "key \(number)").text,
            privateKey: "key", template: "passend-toewijzen", taxYear: 2025, reference: "R",
            text: asked.text, hash: DocumentHash(ofCharacters: "request \(number)"),
            nonce: try DocumentID().text, directory: world.directory.hash, createdAt: start,
            expires: start + 100, state: .open)
        try await store.add(request)
        let keys = try [P256PrivateKey(), P256PrivateKey()]
        consents = try keys.map { key in
            try Consent.make(
                to: asked, directory: world.directory,
                presentations: [
                    "persoon": DocumentHash(ofCharacters: "a"),
                    "inkomen": DocumentHash(ofCharacters: "b"),
                ], holderKey: key, at: now)
        }
        self.keys = keys
    }

    private var now: UnixTime {
        switch phase {
        case .open: start + 1
        case .ended: start + 100
        case .retentionOver: start + 200
        }
    }

    mutating func play(_ event: RequestModel.Event) async throws {
        switch event {
        case .firstArrives, .secondArrives:
            _ = try await store.accept(
                try package(event.place),
                claims: [DisclosedClaim(type: "t", name: "naam", value: "Roos")],
                revocationLists: "lists")
        case .firstConfirmed, .secondConfirmed:
            _ = try await store.confirm(consents[event.place].id, at: now)
        case .firstWithdrawn, .secondWithdrawn:
            try await withdraw(consents[event.place], by: keys[event.place])
        case .timePasses:
            phase = RequestModel.Phase(rawValue: phase.rawValue + 1) ?? phase
        case .sweep:
            _ = try await store.sweep(at: now)
        }
    }

    /// What the store, or a copy of it, holds of it, as the model says it.
    func model(in other: ReceiverStore? = nil) async throws -> RequestModel {
        let store = other ?? store
        var model = RequestModel()
        model.phase = phase
        model.request = try await store.request(code: request.code)?.state ?? .closed
        for (place, consent) in consents.enumerated() {
            model.places[place].state = try await store.package(consent.id)?.state
            model.places[place].isWithdrawn =
                try await !store.withdrawals(of: consent.id).isEmpty
        }
        return model
    }

    /// Whether each package has its claims exactly where its state says so, and what may be shown
    /// is shown of the confirmed one alone.
    func isTrue(
        to model: RequestModel, in other: ReceiverStore? = nil
    ) async throws -> Bool {
        let store = other ?? store
        for (consent, place) in zip(consents, model.places) {
            let stored = try await store.package(consent.id)
            let kept = try await store.database.read { db in
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM disclosed_claims WHERE consent_id = ?",
                    arguments: [consent.id.text])
            }
            let shown = try await store.claims(of: consent.id)
            let hasData = place.state?.hasData == true
            guard (kept == 1) == hasData, (stored?.package != nil) == hasData,
                shown.isEmpty == (place.state != .confirmed)
            else { return false }
        }
        return true
    }

    private func withdraw(_ consent: Consent, by key: P256PrivateKey) async throws {
        let now = world.time
        let text = try Withdrawal.sign(consent, holderKey: key, at: now)
        let withdrawal = try Withdrawal.verify(text, trust: world.trust, at: now)
        guard try await store.package(consent.id) != nil else {
            _ = try await store.keepUnknown(
                KeptWithdrawal(withdrawal, receivedAt: start, receipt: nil))
            return
        }
        _ = try await store.delete(
            KeptWithdrawal(withdrawal, receivedAt: start, receipt: "receipt"))
    }

    private func package(_ place: Int) throws -> StoredPackage {
        let consent = consents[place]
        return StoredPackage(
            consentID: consent.id, consentHash: consent.hash,
            holderKey: consent.holderKey.thumbprint, request: request.code,
            packageHash: DocumentHash(ofCharacters: consent.text), package: "eyJ",
            consent: consent.text, registration: "{}", receipt: "{}",
            directory: world.directory.hash, service: try OIN("00000099000000000201"),
            revocationLists: DocumentHash(ofCharacters: "lists").text, receivedAt: start,
            retainedUntil: start + 200,
            confirmation: try ConfirmationSecrets(bits: try DocumentID()), state: .waiting,
            evidenceUntil: start + 1_000_000_000)
    }
}
