import BlueButton
import Foundation
import JOSE
import OpenSSL
import Sovereignty
import Trust

/// Fixed times and documents that the tests of this target share.
enum Sample {
    static let time = UnixTime(seconds: 1_795_000_000)
    static let subject = "citizen-at-the-service"

    static let recipient = "00000099000000000001"
    /// Texts of the forms that documents have; what is in them is nothing to the store.
    static let package = "eyJrZXk..aXY.dGV4dA.dGFn"
    static let withdrawal = "eyJhbGci.eyJpc3Mi.c2ln"
    static let registration = sealed("registration")
    static let receipt = sealed("receipt")
    static let deletionReceipt = sealed("deletion")

    private static func sealed(_ text: String) -> String {
        #"{"payload":"\#(text)","protected":"eyJ","signature":"c2ln"}"#
    }

    /// A release as the desk would store it.
    static func release(
        subject: String = Sample.subject, package: String = Sample.package,
        recipient: String = Sample.recipient, storedAt: UnixTime = Sample.time,
        keptUntil: UnixTime? = nil
    ) throws -> StoredRelease {
        StoredRelease(
            consentID: try DocumentID(), subject: subject, recipient: try OIN(recipient),
            recipientName: "Woonstichting", purpose: "https://w3id.org/dpv#Purpose",
            request: "eyJhbGci.eyJyZXF1ZXN0.c2ln", consent: "eyJhbGci.eyJjb25zZW50.c2ln",
            package: package, packageHash: DocumentHash(ofCharacters: package),
            storedAt: storedAt, expires: storedAt + 3600, state: .registered,
            keptUntil: keptUntil)
    }

    /// What the outbox adds with an event, so that the schema allows the state after it.
    static func changes(_ event: ReleaseState.Event) -> ReleaseChanges {
        switch event {
        case .deliveryStarts: ReleaseChanges(registration: registration)
        case .receiptArrives: ReleaseChanges(receipt: receipt)
        case .recipientRefuses: ReleaseChanges(refusal: "consent-mismatch")
        case .deletionArrives: ReleaseChanges(deletionReceipt: deletionReceipt)
        case .requestEnds, .citizenWithdraws, .recipientKeeps, .storeRestored: ReleaseChanges()
        }
    }

    /// A directory sealed by a scheme authority of its own.
    static func directory(version: Int64) throws -> Directory {
        let (sealer, trust) = try scheme.get()
        let draft = DirectoryDraft(
            version: version, issuedAt: time, expires: time + 86_400, sources: [],
            recipients: [],
            service: DirectoryService(
                slug: "service", oin: try OIN("00000099000000000002"), name: "Service",
                endpoint: "https://localhost:8443"),
            log: DirectoryLog(origin: "log.example", key: [UInt8](repeating: 7, count: 32)),
            identityProvider: DirectoryIdentityProvider(
                issuer: "https://localhost:8444",
                keys: [JWK(try P256PrivateKey().publicKey)]),
            revocationAddresses: [])
        return try Directory.verify(draft.sealed(by: sealer), trust: trust, at: time)
    }

    private static let scheme = Result<(Sealer, TrustStore), any Error> {
        let rootKey = try P256PrivateKey()
        let root = try CertificateAuthority.selfSigned(
            CertificateTemplate(
                subject: DistinguishedName([(.commonName, "Scheme")]),
                publicKey: rootKey.publicKey, notBefore: time - 86_400,
                notAfter: time + 864_000, kind: .authority(pathLength: 0),
                keyUsage: [.keyCertSign, .cRLSign]), key: rootKey)
        let key = try P256PrivateKey()
        let leaf = try root.issue(
            CertificateTemplate(
                subject: DistinguishedName([
                    (.commonName, "Scheme seal"), (.serialNumber, "00000099000000000003"),
                ]),
                publicKey: key.publicKey, notBefore: time - 86_400, notAfter: time + 864_000,
                kind: .endEntity, keyUsage: [.digitalSignature],
                names: [.uri("https://scheme.example")]))
        let list = try root.revocationList(
            revoking: [], number: 1, thisUpdate: time - 3600, nextUpdate: time + 864_000)
        return (
            try Sealer(key: key, chain: [leaf]),
            TrustStore(anchors: [.scheme: [root.certificate]], revocationLists: [list])
        )
    }
}

/// The code of the store's error that a closure throws; nil when it throws none.
func code(_ body: () async throws -> Void) async -> StoreError.Code? {
    do {
        try await body()
        return nil
    } catch { return (error as? StoreError)?.code }
}
