import BlueButton
import JOSE
import Logging
import OpenSSL
import Sovereignty
import Trust

/// Takes packages in: verifies the whole chain at the time that the registration's timestamp fixes,
/// keeps evidence and data apart, gives a receipt.
///
/// Every receipt has a timestamp: where none is to be had nothing is kept, and the delivery is
/// tried again.
struct PackageDesk: Sendable {
    let store: ReceiverStore
    let directories: DirectoryKeeper
    let witness: LogWitness
    let sealer: Sealer
    let trust: @Sendable () -> TrustStore
    let timestamps: any TimestampAuthority
    let clock: WallClock
    let logger: Logger
    let site: Site
    /// How long evidence is kept after the data, in days.
    var evidenceDays = ReceiverConfiguration.usualEvidenceDays

    /// How long a receipt's timestamp is waited for; whoever delivers waits longer.
    private static let stampPatience: Duration = .seconds(5)

    /// What a delivery is answered with.
    struct Answer: Sendable, Hashable {
        /// A flattened JWS; the same one for the identical package.
        let receipt: String
        /// Where the citizen confirms; nil where nothing waits for it any more.
        let redirect: String?
    }

    /// Verifies and stores a package, which then waits until its citizen confirms it.
    ///
    /// - Returns: the receipt and the address to confirm at; the same for the identical package.
    /// - Throws: `package-mismatch` where it is encrypted to no key of ours, or is a second package
    ///   of one consent, `expired`, `request-used`, `consent-withdrawn`, `too-many-waiting`, what
    ///   `VerifiedPackage` or `LogWitness` refuses, a `StoreError`, `DirectoryUnavailable`,
    ///   `LogUnreachable` or a `TimestampFailure`.
    func receive(package text: String, registration: String) async throws -> Answer {
        let package = try SealedPackage(text)
        // The request first: where it is used by now, what used it up is found after it.
        let request = try await request(for: package)
        if let stored = try await store.package(hash: package.hash) {
            return try answer(again: stored, request: request)
        }
        let now = clock.now()
        try Self.checkOpen(request, at: now)
        let verified = try await verify(
            package, registration: registration, request: request, at: now)
        // Before anything is kept: a log that contradicts itself registers nothing here.
        try await witness.follow(
            verified.checkpoint,
            in: try await directories.directory(
                verified.consent.directory, at: verified.registration.timestamp.time))
        return try await keep(
            verified, package: text, registration: registration, request: request, at: now)
    }

    private func request(for package: SealedPackage) async throws -> StoredRequest {
        guard let keyID = package.jwe.keyID, let request = try await store.request(keyID: keyID)
        else {
            throw Refusal(
                .packageMismatch, "expected a package encrypted to the key of a request of ours")
        }
        return request
    }

    /// The answer to the identical package, delivered again.
    private func answer(
        again stored: StoredPackage, request: StoredRequest
    ) throws(Refusal) -> Answer {
        switch stored.state {
        case .withdrawn: throw Self.withdrawn
        case .unconfirmed where request.state == .used: throw Self.used
        case .waiting, .confirmed, .unconfirmed, .expired: return answer(stored)
        }
    }

    private func answer(_ stored: StoredPackage) -> Answer {
        Answer(
            receipt: stored.receipt,
            redirect: stored.confirmation.code.map { site.confirmation($0) })
    }

    private static func checkOpen(_ request: StoredRequest, at time: UnixTime) throws(Refusal) {
        guard request.state != .used else { throw used }
        guard request.state == .open, time < request.expires else { throw ended }
    }

    private func verify(
        _ package: SealedPackage, registration: String, request: StoredRequest, at time: UnixTime
    ) async throws -> VerifiedPackage {
        guard let pem = request.privateKey else { throw Self.ended }
        let content = try package.open(with: try P256PrivateKey(pem: pem))
        let registration = Array(registration.utf8)
        // Which directory is needed is told by what is not believed yet: all of it is verified
        // below, by that directory at that very time.
        let claimed =
            DocumentTimestamp.claimedTime(
                of: registration, maximumBytes: DocumentLimits.registration) ?? time
        let consent = try Consent.verify(content.consent, at: claimed)
        let directory = try await directories.directory(consent.directory, at: claimed)
        return try VerifiedPackage.verify(
            content: content, package: package, registration: registration,
            requestText: request.text, directory: { (_, _) throws(Refusal) in directory },
            trust: trust(), at: time)
    }

    private func keep(
        _ verified: VerifiedPackage, package: String, registration: String,
        request: StoredRequest, at time: UnixTime
    ) async throws -> Answer {
        let receipt = String(
            decoding: try await receipt(of: verified, at: time).bytes(), as: UTF8.self)
        // Those that were current when it was sealed, or are now: they stay with the evidence.
        let lists = trust().lists(from: verified.registration.identity.issuedAt, to: time)
            .map(\.pem).joined()
        let consent = verified.consent
        let retainedUntil = try Retention.end(
            of: verified.request.terms.retention, from: time)
        let stored = StoredPackage(
            consentID: consent.id, consentHash: consent.hash,
            holderKey: consent.holderKey.thumbprint, request: request.code,
            packageHash: verified.packageHash, package: package, consent: consent.text,
            registration: registration, receipt: receipt, directory: consent.directory,
            service: try OIN(verified.registration.seal.oin),
            revocationLists: DocumentHash(ofCharacters: lists).text, receivedAt: time,
            retainedUntil: retainedUntil,
            confirmation: try ConfirmationSecrets(bits: verified.confirmation), state: .waiting,
            evidenceUntil: retainedUntil + Int64(evidenceDays) * 86_400)
        let claims = verified.claims.map {
            DisclosedClaim(type: $0.type.urn, name: $0.name, value: $0.value)
        }
        switch try await store.accept(stored, claims: claims, revocationLists: lists) {
        case .stored: return answer(stored)
        case .same(let earlier): return answer(earlier)
        case .consentTaken:
            throw Refusal(.packageMismatch, "expected one package for each consent")
        case .requestUsed: throw Self.used
        case .requestEnded: throw Self.ended
        case .withdrawn: throw Self.withdrawn
        case .tooManyWaiting:
            throw Refusal(
                .tooManyWaiting, "expected room for another package that waits for this request")
        }
    }

    private func receipt(
        of verified: VerifiedPackage, at time: UnixTime
    ) async throws -> FlattenedJWS {
        let sealed = try Receipt.seal(verified, by: sealer, at: time)
        do throws(TimestampFailure) {
            return try await timestamps.stamp(
                sealed, issuedAt: time, deadline: .now + Self.stampPatience)
        } catch {
            logger.warning("a package waits for a timestamp of its receipt: \(error.code)")
            throw error
        }
    }

    private static let used = Refusal(
        .requestUsed, "expected a request that no other package has used up")
    private static let ended = Refusal(
        .expired, "expected a package before its request ended")
    private static let withdrawn = Refusal(
        .consentWithdrawn, "expected a consent that was not withdrawn")
}
