import BlueButton
import IncomeRules
import JOSE
import Foundation
import Logging
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON
import Synchronization
import TestKit
import Transport
import Trust

@testable import HousingReceiver

/// A housing corporation's desks over a store of their own.
struct Corporation: Sendable {
    static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    let world: ReleaseWorld
    let clock = TestClock()
    let folder = TemporaryFolder()
    let store: ReceiverStore
    let requests: RequestDesk
    let applications: ApplicationDesk
    let packages: PackageDesk
    let confirmations: ConfirmationDesk
    let withdrawals: WithdrawalDesk
    let archive: PackageArchive
    let timestamps: WorldTimestamps

    init(_ slug: String = "woonhaven") async throws {
        world = try ReleaseWorld.shared.get()
        let (trust, sealer) = (world.trust, try world.sealer(slug))
        store = try ReceiverStore(folder: folder.path, logger: Self.quiet)
        let directories = try await DirectoryKeeper(
            configured: world.directory.text, store: store, fetcher: nil, trust: { trust },
            clock: clock.wall)
        let site = Site(
            origin: try Origin(ReleaseWorld.address(slug)), notice: "https://x.example/p")
        requests = RequestDesk(
            store: store, directories: directories, sealer: sealer, trust: { trust },
            clock: clock.wall, site: site, life: 14 * 86_400)
        applications = ApplicationDesk(store: store, requests: requests, limits: .none)
        timestamps = world.timestamps { [clock] in clock.now }
        packages = PackageDesk(
            store: store, directories: directories,
            witness: LogWitness(
                store: store, source: WorldProofs(log: world.log), logger: Self.quiet),
            sealer: sealer, trust: { trust }, timestamps: timestamps, clock: clock.wall,
            logger: Self.quiet, site: site)
        confirmations = ConfirmationDesk(store: store, clock: clock.wall)
        withdrawals = WithdrawalDesk(
            store: store, sealer: sealer, trust: { trust }, timestamps: timestamps,
            clock: clock.wall, logger: Self.quiet, patience: .seconds(20))
        archive = PackageArchive(store: store)
    }

    /// A new request, read as a citizen's program does.
    func request(reference: String = "W-2026-001") async throws -> PresentationRequest {
        let made = try await requests.make(
            template: "passend-toewijzen", taxYear: 2025, reference: reference)
        return try PresentationRequest.verify(
            made.request.text, directory: world.directory, trust: world.trust, at: clock.now)
    }

    /// The private key of a request.
    func key(of request: PresentationRequest) async throws -> P256PrivateKey? {
        let stored = try await store.request(keyID: request.encryptionKey.thumbprint)
        return try stored?.privateKey.map { try P256PrivateKey(pem: $0) }
    }

    /// Hands a release in with its registration, and confirms it; the receipt.
    @discardableResult
    func receive(_ release: Release, of applicant: Applicant) async throws -> Receipt {
        let answer = try await deliver(release, of: applicant)
        if let code = Self.code(of: answer) { try await confirm(release, code: code) }
        return try Receipt.verify(Array(answer.receipt.utf8), trust: world.trust, at: clock.now)
    }

    /// Hands a release in with its registration; it waits then.
    @discardableResult
    func deliver(_ release: Release, of applicant: Applicant) async throws -> PackageDesk.Answer {
        let registration = try applicant.registration(
            of: release.consent, release.package, at: clock.now)
        return try await packages.receive(
            package: release.package.text, registration: registration)
    }

    /// Brings the code of a delivery and the release's own bits.
    @discardableResult
    func confirm(
        _ release: Release, code: String, request: String? = nil
    ) async throws -> StoredPackage {
        try await confirmations.confirm(
            code: code, bits: release.confirmation.text, request: request)
    }

    /// The code in a `redirect_uri`.
    static func code(of answer: PackageDesk.Answer) -> String? {
        answer.redirect.map { String($0.drop { $0 != "=" }.dropFirst()) }
    }
}

/// The code of what a closure throws; nil when it throws nothing.
func code(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal.code.rawValue
    } catch let error as StoreError {
        return error.code.rawValue
    } catch {
        return "\(type(of: error))"
    }
}
