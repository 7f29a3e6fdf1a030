public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// The recipient's word that it verified a package (JAdES, recipient's seal), verified.
///
/// A refused package has a problem and no receipt, so every check in it says `ok`. It is judged at
/// its own timestamp, and does not pass without one.
public struct Receipt: Sendable {
    static let contentType = "application/vnd.blauweknop.receipt+json"

    public let document: FlattenedJWS
    public let hash: DocumentHash
    public let identity: DocumentIdentity
    public let seal: SealChain
    public let timestamp: Timestamp
    public let request: DocumentHash
    public let consent: DocumentHash
    public let package: DocumentHash
    public let registration: DocumentHash
    /// What was checked: the names of `PackageCheck`, or those of another program.
    public let checks: [String]
    /// The log's checkpoint that the recipient saw, as a note: the registration's.
    public let checkpoint: String

    /// Verifies a receipt by itself, at the time of its timestamp.
    ///
    /// - Throws: `timestamp-missing`, and what `JAdESDocument` refuses.
    public static func verify(
        _ bytes: [UInt8], trust: TrustStore, at now: UnixTime
    ) throws(Refusal) -> Receipt {
        let sealed = try JAdESDocument.verify(
            bytes, contentType: contentType, role: .recipient, timestamp: .demanded,
            maximumBytes: DocumentLimits.receipt, trust: trust, at: now)
        guard let timestamp = sealed.timestamp else {
            throw Refusal(.timestampMissing, "expected a receipt with a timestamp")
        }
        return try Receipt(sealed, timestamp)
    }

    private init(_ sealed: JAdESDocument, _ timestamp: Timestamp) throws(Refusal) {
        let payload = sealed.payload
        (request, consent, package, registration) = try refusing {
            (
                try payload.hash("request"), try payload.hash("consent"),
                try payload.hash("package"), try payload.hash("registration")
            )
        }
        checks = try refusing {
            try payload.array("checks").map { check in
                guard isSame(try check.string("verdict"), "ok") else {
                    throw Refusal(.malformed, "expected a receipt whose checks are all ok")
                }
                let name = try check.string("check")
                guard name.isIdentifier else {
                    throw Refusal(.malformed, "expected names of checks in ASCII")
                }
                return name
            }
        }
        guard !checks.isEmpty, Set(checks).count == checks.count else {
            throw Refusal(.malformed, "expected a receipt that names each of its checks once")
        }
        checkpoint = try refusing { try payload.string("checkpoint") }
        document = sealed.jws
        hash = sealed.hash
        identity = sealed.identity
        seal = sealed.seal
        self.timestamp = timestamp
    }

    /// Demands that this receipt is the recipient's for this release.
    ///
    /// - Throws: `receipt-mismatch`, `organisation-mismatch`.
    public func acknowledges(
        request: DocumentHash, consent: DocumentHash, package: DocumentHash,
        registration: DocumentHash?, by recipient: OIN
    ) throws(Refusal) {
        try seal.belongs(to: recipient)
        guard self.request == request, self.consent == consent, self.package == package,
            registration == nil || self.registration == registration
        else {
            throw Refusal(
                .receiptMismatch, "expected a receipt of this request, consent and package")
        }
    }

    /// Demands that this receipt was stamped after the registration that it names, clocks apart.
    ///
    /// No signature covers a registration's timestamp, so whoever holds one can have its signature
    /// stamped again later. Beside the receipt that shows: a recipient takes only a registration
    /// that is stamped at most 60 seconds ahead of its clock, and stamps its receipt after that.
    ///
    /// - Throws: `timestamp-too-early`.
    public func follows(_ registration: Registration) throws(Refusal) {
        guard registration.timestamp.time <= timestamp.time + Lifetime.skew else {
            throw Refusal(
                .timestampTooEarly, "expected a receipt stamped after its registration was")
        }
    }

    /// Seals the receipt of a verified package, without its timestamp.
    public static func seal(
        _ package: VerifiedPackage, by sealer: Sealer, at time: UnixTime
    ) throws(Refusal) -> FlattenedJWS {
        try JAdESDocument.seal(
            [
                "request": package.request.hash.json, "consent": package.consent.hash.json,
                "package": package.packageHash.json,
                "registration": package.registration.hash.json,
                "checks": .array(
                    package.checks.map {
                        .object(["check": .string($0.rawValue), "verdict": "ok"])
                    }),
                "checkpoint": .string(package.registration.log.checkpoint),
            ],
            identity: try DocumentIdentity(issuer: sealer.uri, issuedAt: time),
            contentType: contentType, by: sealer)
    }
}
