import BlueButton
import OpenSSL
import Sovereignty

/// Takes confirmations in: only who brings both the code of a delivery and the citizen's own bits
/// makes a package count.
///
/// The service passes the code on and so knows it; the bits travel inside the package, which it
/// cannot read. Whoever picks up the code alone has nothing.
struct ConfirmationDesk: Sendable {
    let store: ReceiverStore
    let clock: WallClock
    private let limit = ConfirmationLimit()

    init(store: ReceiverStore, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    /// Confirms a package; the same confirmation again changes nothing.
    ///
    /// - Parameter request: where given, the package must answer this request of ours: the one that
    ///   the caller's own session started.
    /// - Throws: `confirmation-refused`, one and the same for every reason; or a `StoreError`.
    func confirm(
        code: String, bits: String, request: String? = nil
    ) async throws -> StoredPackage {
        let codeHash = DocumentHash(ofCharacters: code)
        let now = clock.now()
        guard let package = try await store.package(codeHash: codeHash),
            limit.allows(codeHash, at: now)
        else { throw Self.refused }
        guard package.confirmation.matches(bits: bits),
            request == nil || request == package.request.text
        else {
            limit.count(codeHash, at: now)
            throw Self.refused
        }
        guard let confirmed = try await store.confirm(package.consentID, at: now) else {
            throw Self.refused
        }
        return confirmed
    }

    static let refused = Refusal(
        .confirmationRefused,
        "expected the code of a package that waits, with the bits of the citizen who sent it")
}
