public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// The service's word that it stored a release (JAdES, service's seal), verified.
///
/// It carries hashes alone. Its `iat` is the moment at which the release was stored.
public struct Registration: Sendable {
    static let contentType = "application/vnd.blauweknop.registration+json"

    public let document: FlattenedJWS
    public let hash: DocumentHash
    public let identity: DocumentIdentity
    public let seal: SealChain
    public let directory: DocumentHash
    public let consent: DocumentHash
    public let package: DocumentHash

    /// Verifies a registration by itself, at the time that counts.
    public static func verify(
        _ bytes: [UInt8], trust: TrustStore, at time: UnixTime
    ) throws(Refusal) -> Registration {
        let sealed = try JAdESDocument.verify(
            bytes, contentType: contentType, role: .service,
            maximumBytes: DocumentLimits.registration, trust: trust, at: time)
        return try Registration(sealed)
    }

    private init(_ sealed: JAdESDocument) throws(Refusal) {
        let payload = sealed.payload
        (directory, consent, package) = try refusing {
            (
                try payload.hash("directory"), try payload.hash("consent"),
                try payload.hash("package")
            )
        }
        document = sealed.jws
        hash = sealed.hash
        identity = sealed.identity
        seal = sealed.seal
    }

    /// Demands that this registration is of this consent and package, by this service.
    ///
    /// - Throws: `registration-mismatch`, `organisation-mismatch`.
    public func names(
        _ consent: Consent, _ package: SealedPackage, directory: Directory
    ) throws(Refusal) {
        try seal.belongs(to: directory.service.oin)
        guard self.consent == consent.hash, self.package == package.hash,
            self.directory == directory.hash
        else {
            throw Refusal(
                .registrationMismatch, "expected a registration of this consent and package")
        }
    }

    /// Seals a registration.
    ///
    /// - Parameter storedAt: the moment at which the release was stored.
    public static func seal(
        consent: Consent, package: DocumentHash, by sealer: Sealer, storedAt: UnixTime
    ) throws(Refusal) -> FlattenedJWS {
        try JAdESDocument.seal(
            [
                "directory": consent.directory.json, "consent": consent.hash.json,
                "package": package.json,
            ],
            identity: try DocumentIdentity(issuer: sealer.uri, issuedAt: storedAt),
            contentType: contentType, by: sealer)
    }
}
