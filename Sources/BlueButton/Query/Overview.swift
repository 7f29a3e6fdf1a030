public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// Which organisations hold the citizen's data: every source of the directory, exactly once.
///
/// Sealed by the service as a JAdES document. The service can leave nothing out unseen: a row is
/// missing, or says `unavailable` or `refused`, or carries the source's own sealed statement.
public struct Overview: Sendable {
    static let contentType = "application/vnd.blauweknop.overview+json"

    public let document: FlattenedJWS
    /// Whose seal it bears: the service's.
    public let seal: SealChain
    public let identity: DocumentIdentity
    /// The citizen at the service: the service's word.
    public let subject: String
    public let mandate: Mandate
    public let rows: [OverviewRow]
    /// The timestamp of the service's seal; nil where no authority answered in time.
    public let timestamp: Timestamp?

    /// Verifies an overview, each statement in it, and that no source is missing.
    ///
    /// - Parameters:
    ///   - directory: finds the directory that the overview's mandate names, verified at a time.
    ///   - now: where the overview has a timestamp, that time counts instead.
    public static func verify(
        _ bytes: [UInt8], directory find: (DocumentHash, UnixTime) throws(Refusal) -> Directory,
        trust: TrustStore, at now: UnixTime
    ) throws(Refusal) -> Overview {
        let sealed = try JAdESDocument.verify(
            bytes, contentType: contentType, role: .service, timestamp: .accepted,
            maximumBytes: DocumentLimits.overview, trust: trust, at: now)
        let time = sealed.time
        let payload = sealed.payload
        let (subject, text) = try refusing {
            (try payload.string("sub"), try payload.string("mandate"))
        }
        let mandate = try Mandate.verify(text, at: time)
        guard case .holdings = mandate.order else {
            throw Refusal(.mandateMismatch, "expected an overview of a mandate for holdings")
        }
        let directory = try find(mandate.directory, time)
        try sealed.seal.belongs(to: directory.service.oin)
        let rows = try refusing {
            try payload.array("sources").map { row in
                try OverviewRow(reading: row, directory: directory) { text, source in
                    try HoldingsStatement.verify(
                        text, from: source, to: mandate, trust: trust, at: time)
                }
            }
        }
        let asked = rows.map(\.source)
        guard asked.count == directory.sources.count,
            Set(asked) == Set(directory.sources.map(\.oin))
        else {
            throw Refusal(
                .sourcesIncomplete, "expected every source of the directory exactly once")
        }
        return Overview(
            document: sealed.jws, seal: sealed.seal, identity: sealed.identity, subject: subject,
            mandate: mandate, rows: rows, timestamp: sealed.timestamp)
    }

    /// Seals an overview, without a timestamp.
    public static func seal(
        _ rows: [OverviewRow], subject: String, mandate: Mandate, by sealer: Sealer,
        at time: UnixTime
    ) throws(Refusal) -> FlattenedJWS {
        let payload: JSONObject = [
            "sub": .string(subject), "mandate": .string(mandate.text),
            "sources": .array(rows.map(\.json)),
        ]
        return try JAdESDocument.seal(
            payload, identity: try DocumentIdentity(issuer: sealer.uri, issuedAt: time),
            contentType: contentType, by: sealer)
    }
}
