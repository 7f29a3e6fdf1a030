import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StoreSQLite
import TestKit
import Testing

@testable import Sovereignty

/// The service's desk and outbox over a real store in a folder of their own.
struct ServiceRig: Sendable {
    static let subject = "citizen-at-the-service"

    let world: ReleaseWorld
    let clock = TestClock()
    let folder: TemporaryFolder
    let store: any Store
    let signal = OutboxSignal()
    let log = LogBook()

    init(folder: TemporaryFolder = TemporaryFolder(), store: (any Store)? = nil) throws {
        world = try ReleaseWorld.shared.get()
        self.folder = folder
        self.store = try store ?? ServiceStore(folder: folder.path)
    }

    var desk: ReleaseDesk {
        get throws {
            let trust = world.trust
            return ReleaseDesk(
                store: store, sealer: try world.sealer("service"), trust: { trust },
                clock: clock.wall, signal: signal)
        }
    }

    func outbox(_ delivery: any Delivery, over store: (any Store)? = nil) throws -> Outbox {
        let trust = world.trust
        return Outbox(
            store: store ?? self.store, delivery: delivery, sealer: try world.sealer("service"),
            trust: { trust }, clock: clock.wall, signal: signal, logger: log.logger)
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
            requestText: request.text, key: requestKey, directory: { _ in world.directory },
            trust: world.trust, at: world.time)
        return String(
            decoding: try Receipt.seal(verified, by: world.sealer("woonhaven"), at: world.time)
                .bytes(), as: UTF8.self)
    }
}
