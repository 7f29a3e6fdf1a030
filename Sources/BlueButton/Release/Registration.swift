public import JOSE
public import OpenSSL
import StrictJSON
public import TransparencyLog
public import Trust

/// The service's word that it stored a release (JAdES, service's seal), verified.
///
/// It carries hashes alone. Its `iat` is the moment at which the release was stored; its timestamp
/// fixes the time at which the whole release is judged, so that it does not pass without one.
public struct Registration: Sendable {
    static let contentType = "application/vnd.blauweknop.registration+json"

    public let document: FlattenedJWS
    public let hash: DocumentHash
    public let identity: DocumentIdentity
    public let seal: SealChain
    /// Its time counts for everything that belongs to the release.
    public let timestamp: Timestamp
    public let directory: DocumentHash
    public let consent: DocumentHash
    public let package: DocumentHash
    /// Where the access log has the consent's entry, and the proof of it; verified by `names`.
    public let log: LogInclusion

    /// Verifies a registration by itself, at the time of its timestamp.
    ///
    /// - Throws: `timestamp-missing`, and what `JAdESDocument` refuses.
    public static func verify(
        _ bytes: [UInt8], trust: TrustStore, at now: UnixTime
    ) throws(Refusal) -> Registration {
        let sealed = try JAdESDocument.verify(
            bytes, contentType: contentType, role: .service, timestamp: .demanded,
            maximumBytes: DocumentLimits.registration, trust: trust, at: now)
        guard let timestamp = sealed.timestamp else {
            throw Refusal(.timestampMissing, "expected a registration with a timestamp")
        }
        return try Registration(sealed, timestamp)
    }

    private init(_ sealed: JAdESDocument, _ timestamp: Timestamp) throws(Refusal) {
        let payload = sealed.payload
        (directory, consent, package, log) = try refusing {
            (
                try payload.hash("directory"), try payload.hash("consent"),
                try payload.hash("package"), try LogInclusion(json: payload.object("log"))
            )
        }
        document = sealed.jws
        hash = sealed.hash
        identity = sealed.identity
        seal = sealed.seal
        self.timestamp = timestamp
    }

    /// Demands that this registration is of this consent and package, by this service, and that
    /// the access log holds the consent's entry.
    ///
    /// - Returns: the log's checkpoint, its signature verified by the directory's key.
    /// - Throws: `registration-mismatch`, `organisation-mismatch`, `log-entry-mismatch`, and what
    ///   `LogInclusion` refuses.
    @discardableResult
    public func names(
        _ consent: Consent, _ package: SealedPackage, directory: Directory
    ) throws(Refusal) -> Checkpoint {
        try seal.belongs(to: directory.service.oin)
        guard self.consent == consent.hash, self.package == package.hash,
            self.directory == directory.hash
        else {
            throw Refusal(
                .registrationMismatch, "expected a registration of this consent and package")
        }
        let entry = log.record.entry
        guard entry.event == .consent, entry.document == consent.hash,
            entry.actor == directory.service.oin, entry.time <= identity.issuedAt
        else {
            throw Refusal(.logEntryMismatch, "expected the log's entry of this consent")
        }
        return try log.verify(by: directory.log.verifierKey())
    }

    /// Seals a registration, without its timestamp.
    ///
    /// - Parameter storedAt: the moment at which the release was stored.
    public static func seal(
        consent: Consent, package: DocumentHash, log: LogInclusion, by sealer: Sealer,
        storedAt: UnixTime
    ) throws(Refusal) -> FlattenedJWS {
        try JAdESDocument.seal(
            [
                "directory": consent.directory.json, "consent": consent.hash.json,
                "package": package.json, "log": .object(log.json),
            ],
            identity: try DocumentIdentity(issuer: sealer.uri, issuedAt: storedAt),
            contentType: contentType, by: sealer)
    }
}
