import BlueButton
import OpenSSL
import Sovereignty
import StoreSQLite
import Synchronization

/// Uses the store as the service does.
protocol StoreDesk: Sendable {
    /// Writes one thing of many; it is on the disk afterwards.
    func write(_ number: Int) async throws
    /// A citizen's newest ten.
    func page(of citizen: String) async throws
    /// One thing, where there are so many.
    func one(of size: Int, _ number: Int) async throws
}

/// Entries of the access log, pages of them with proofs, and consistency proofs.
struct LogDesk: StoreDesk {
    let log: any AccessLog
    let author: LogAuthor
    let citizens: Int

    func write(_ number: Int) async throws {
        let entry = author.entry(.query, of: DocumentHash(ofCharacters: "mandate \(number)"))
        try await log.append(entry, subject: "citizen-\(number % citizens)")
    }

    func page(of citizen: String) async throws {
        _ = try await log.entries(subject: citizen, before: nil, limit: 10)
    }

    func one(of size: Int, _ number: Int) async throws {
        let old = UInt64(1 + (number * 104_729) % (size - 1))
        guard try await log.consistencyProof(from: old, to: UInt64(size)) != nil else {
            throw BenchmarkError("expected a proof")
        }
    }
}

/// Releases with their consents, each with its leaf in the access log.
final class ConsentDesk: StoreDesk {
    private let store: ServiceStore
    private let citizens: Int
    /// Some of those that were written, to be looked up.
    private let known = Mutex<[(consent: DocumentID, subject: String)]>([])

    init(store: ServiceStore, citizens: Int) {
        self.store = store
        self.citizens = citizens
    }

    func write(_ number: Int) async throws {
        let subject = "citizen-\(number % citizens)"
        let now = UnixTime.now()
        let id = try DocumentID()
        let package = "eyJrZXk..aXY." + Self.text(number, 6000) + ".dGFn"
        _ = try await store.add(
            StoredRelease(
                consentID: id, subject: subject, recipient: OIN("00000099000000000101"),
                recipientName: "Woonstichting", purpose: "https://w3id.org/dpv#Purpose",
                request: "eyJhbGci." + Self.text(number, 4000) + ".c2ln",
                consent: "eyJhbGci." + Self.text(number, 2000) + ".c2ln", package: package,
                packageHash: DocumentHash(ofCharacters: package), storedAt: now,
                expires: now + 3600, state: .registered))
        if number % 97 == 0 { known.withLock { $0.append((id, subject)) } }
    }

    func page(of citizen: String) async throws {
        _ = try await store.releases(subject: citizen, before: nil, limit: 10)
    }

    func one(of size: Int, _ number: Int) async throws {
        let (consent, subject) = known.withLock { $0[(number * 7919) % $0.count] }
        guard try await store.release(consent, subject: subject) != nil else {
            throw BenchmarkError("expected a consent")
        }
    }

    /// Characters of base64url, as many as such a document has; the store looks at the form alone.
    private static func text(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return digits + String(repeating: "x", count: count - digits.utf8.count)
    }
}
