import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StoreSQLite
import TestKit
import TestPKI
import Testing
import TransparencyLog

@testable import Sovereignty

/// The service's desk and outbox over a real store in a folder of their own.
struct ServiceRig: Sendable {
    static let subject = "citizen-at-the-service"

    let world: ReleaseWorld
    let clock = TestClock()
    let folder: TemporaryFolder
    let store: any Store
    let accessLog: any AccessLog
    let signal = OutboxSignal()
    let gate = DeliveryGate()
    let log = LogBook()
    let timestamps: WorldTimestamps

    init(folder: TemporaryFolder = TemporaryFolder(), store: (any Store)? = nil) throws {
        world = try ReleaseWorld.shared.get()
        self.folder = folder
        timestamps = world.timestamps { [clock] in clock.now }
        if let store {
            self.store = store
            accessLog = LogDeskTests.BrokenLog()
        } else {
            let party = try world.pki.party("service")
            let real = try ServiceStore(
                folder: folder.path,
                signer: NoteSigner(
                    name: NoteName(world.directory.log.origin), key: #require(party.logKey)),
                author: LogAuthor(actor: world.directory.service.oin, clock: clock.wall))
            self.store = real
            accessLog = real.log
        }
    }

    var desk: ReleaseDesk {
        get throws { try desk(gate: gate) }
    }

    /// A desk beside a gate: another one is that of another process.
    func desk(gate: DeliveryGate) throws -> ReleaseDesk {
        let trust = world.trust
        return ReleaseDesk(
            store: store, sealer: try world.sealer("service"), trust: { trust },
            clock: clock.wall, signal: signal, gate: gate)
    }

    func outbox(
        _ delivery: any Delivery, over store: (any Store)? = nil,
        sealing: (any RegistrationSealing)? = nil, directory: Directory? = nil
    ) throws -> Outbox {
        let trust = world.trust
        let directory = directory ?? world.directory
        let sealer = try world.sealer("service")
        return Outbox(
            store: store ?? self.store, delivery: delivery,
            sealing: sealing
                ?? StampedRegistrations(
                    sealer: sealer, log: accessLog, timestamps: timestamps),
            sealer: sealer, trust: { trust }, directory: { directory }, clock: clock.wall,
            signal: signal,
            gate: gate, logger: log.logger)
    }

    /// Withdraws as from a device without the holder key.
    @discardableResult
    func withdraw(_ composed: Composed) async throws -> ReleaseState {
        try await desk.withdraw(
            nil, consent: composed.id, subject: Self.subject, directory: world.directory)
    }

    /// What is due now, whoever's it is.
    func due() async throws -> [DocumentID] {
        var ids: [DocumentID] = []
        for recipient in try await store.recipientsWithWork(dueAt: clock.now) {
            ids += try await store.work(of: recipient, dueAt: clock.now, limit: 100)
                .map(\.consentID)
        }
        return ids
    }

    /// A release, composed but not handed in, whose holder key the service relayed.
    func composed(subject: String = Self.subject) async throws -> Composed {
        let (request, key) = try world.request()
        let applicant = try Applicant(world)
        try await store.remember(
            holderKey: applicant.holder.thumbprint, subject: subject, until: world.time + 86_400)
        return Composed(
            world: world, request: request, requestKey: key, applicant: applicant,
            release: try applicant.release(to: request))
    }

    @discardableResult
    func take(
        _ composed: Composed, subject: String = Self.subject, directory: Directory? = nil
    ) async throws -> StoredRelease {
        try await desk.take(
            request: composed.request.text, consent: composed.release.consent.text,
            package: composed.release.package.text, subject: subject,
            directory: directory ?? world.directory)
    }

    /// A release that was handed in.
    func taken() async throws -> Composed {
        let composed = try await composed()
        try await take(composed)
        return composed
    }

    func stored(_ composed: Composed) async throws -> StoredRelease {
        try #require(await store.release(composed.id, subject: Self.subject))
    }
}

/// A release before it is handed in, with what its recipient needs.
struct Composed: Sendable {
    let world: ReleaseWorld
    let request: PresentationRequest
    let requestKey: P256PrivateKey
    let applicant: Applicant
    let release: Release

    var id: DocumentID { release.consent.id }

    /// The receipt that the recipient gives.
    func receipt(_ package: String, _ registration: String) throws -> String {
        let verified = try VerifiedPackage.verify(
            package: SealedPackage(package), registration: Array(registration.utf8),
            requestText: request.text, key: requestKey, directory: { _, _ in world.directory },
            trust: world.trust, at: world.time)
        return try world.stamped(
            Receipt.seal(verified, by: world.sealer("woonhaven"), at: world.time))
    }

    /// The deletion receipt that a recipient gives.
    func deletionReceipt(_ withdrawal: String, by slug: String = "woonhaven") throws -> String {
        let withdrawal = try Withdrawal.verify(withdrawal, trust: world.trust, at: world.time)
        return String(
            decoding: try DeletionReceipt.seal(withdrawal, by: world.sealer(slug), at: world.time)
                .bytes(), as: UTF8.self)
    }
}
