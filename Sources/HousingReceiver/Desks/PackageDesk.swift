import BlueButton
import JOSE
import OpenSSL
import Sovereignty
import Trust

/// Takes packages in: verifies the whole chain, keeps evidence and data apart, gives a receipt.
struct PackageDesk: Sendable {
    let store: ReceiverStore
    let directories: DirectoryKeeper
    let sealer: Sealer
    let trust: @Sendable () -> TrustStore
    let clock: WallClock

    /// Verifies and stores a package.
    ///
    /// Until confirmation is built, a package is usable, and uses its request up, on arrival.
    ///
    /// - Returns: the receipt, a flattened JWS; the same one for the identical package.
    /// - Throws: `package-mismatch` where it is encrypted to no key of ours, `expired`,
    ///   `request-used`, `consent-withdrawn`, what `VerifiedPackage` refuses, a `StoreError`, or
    ///   `DirectoryUnavailable`.
    func receive(package text: String, registration: String) async throws -> String {
        let package = try SealedPackage(text)
        // The request first: where it is used by now, what used it up is found after it.
        let request = try await request(for: package)
        if let stored = try await store.package(hash: package.hash) {
            guard stored.state != .withdrawn else { throw Self.withdrawn }
            return stored.receipt
        }
        let now = clock.now()
        try Self.checkOpen(request, at: now)
        let verified = try await verify(
            package, registration: registration, request: request, at: now)
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

    private static func checkOpen(_ request: StoredRequest, at time: UnixTime) throws(Refusal) {
        guard request.state != .used else { throw used }
        guard request.state == .open, time < request.expires else {
            throw Refusal(.expired, "expected a package before its request ended")
        }
    }

    private func verify(
        _ package: SealedPackage, registration: String, request: StoredRequest, at time: UnixTime
    ) async throws -> VerifiedPackage {
        guard let pem = request.privateKey else {
            throw Refusal(.expired, "expected a package before its request ended")
        }
        let content = try package.open(with: try P256PrivateKey(pem: pem))
        let consent = try Consent.verify(content.consent, at: time)
        let directory = try await directories.directory(consent.directory)
        return try VerifiedPackage.verify(
            content: content, package: package, registration: Array(registration.utf8),
            requestText: request.text, directory: { (_) throws(Refusal) in directory },
            trust: trust(), at: time)
    }

    private func keep(
        _ verified: VerifiedPackage, package: String, registration: String,
        request: StoredRequest, at time: UnixTime
    ) async throws -> String {
        let receipt = String(
            decoding: try Receipt.seal(verified, by: sealer, at: time).bytes(), as: UTF8.self)
        let lists = trust().revocationLists.map(\.pem).joined()
        let consent = verified.consent
        let stored = StoredPackage(
            consentID: consent.id, consentHash: consent.hash,
            holderKey: consent.holderKey.thumbprint, request: request.code,
            packageHash: verified.packageHash, package: package, consent: consent.text,
            registration: registration, receipt: receipt, directory: consent.directory,
            service: try OIN(verified.registration.seal.oin),
            revocationLists: DocumentHash(ofCharacters: lists).text, receivedAt: time,
            retainedUntil: try Retention.end(of: verified.request.terms.retention, from: time),
            state: .usable)
        let claims = verified.claims.map {
            DisclosedClaim(type: $0.type.urn, name: $0.name, value: $0.value)
        }
        switch try await store.accept(stored, claims: claims, revocationLists: lists) {
        case .stored: return receipt
        case .same(let earlier): return earlier
        case .requestUsed: throw Self.used
        case .withdrawn: throw Self.withdrawn
        }
    }

    private static let used = Refusal(
        .requestUsed, "expected a request that no other package has used up")
    private static let withdrawn = Refusal(
        .consentWithdrawn, "expected a consent that was not withdrawn")
}
