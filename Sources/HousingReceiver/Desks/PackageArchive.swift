import BlueButton
import JOSE
import OpenSSL
import Sovereignty
import StrictJSON

/// Finds packages, and puts together the documents that prove them.
struct PackageArchive: Sendable {
    let store: ReceiverStore

    /// The package of an identifier from outside.
    ///
    /// - Throws: `missing`.
    func package(_ id: String) async throws -> StoredPackage {
        let missing = StoreError(.missing, "expected the id of a package that was received")
        guard let id = Self.identifier(id) else { throw missing }
        guard let package = try await store.package(id) else { throw missing }
        return package
    }

    /// Apart, since the optimiser of Swift 6.3.1 crashes where this stands in a guard with an await.
    private static func identifier(_ text: String) -> DocumentID? { try? DocumentID(text) }

    /// The request that a package answers.
    func request(of package: StoredPackage) async throws -> StoredRequest {
        guard let request = try await store.request(code: package.request) else {
            throw StoreError(.unusable, "expected the request of every package")
        }
        return request
    }

    /// The documents of a package, each exactly as it was received or sealed; null where it is
    /// deleted or never was, and what can be read only once it is confirmed. `crls` are those by
    /// which it was judged.
    func evidence(of package: StoredPackage) async throws -> JSONValue {
        let request = try await request(of: package)
        let withdrawal = try await store.withdrawals(of: package.consentID)
            .first { $0.receipt != nil }
        return .object([
            "directory": text(try await store.directory(package.directory)),
            "request": .string(request.text),
            "package": text(package.state == .confirmed ? package.package : nil),
            "response": text(try plaintext(of: package, request: request)),
            "consent": .string(package.consent), "registration": .string(package.registration),
            "receipt": .string(package.receipt), "withdrawal": text(withdrawal?.text),
            "deletion_receipt": text(withdrawal?.receipt),
            "crls": text(try await store.revocationLists(package.revocationLists)),
        ])
    }

    /// The decrypted response, while its key is there.
    private func plaintext(
        of package: StoredPackage, request: StoredRequest
    ) throws -> String? {
        guard package.state == .confirmed, let text = package.package, let pem = request.privateKey
        else { return nil }
        let sealed = try SealedPackage(text)
        return String(
            decoding: try sealed.jwe.decrypt(with: try P256PrivateKey(pem: pem)), as: UTF8.self)
    }

    private func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }
}
