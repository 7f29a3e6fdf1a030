public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// The recipient's word that it deleted what a consent gave (JAdES, recipient's seal), verified.
///
/// A deletion waits for nobody, so that the receipt passes without a timestamp.
public struct DeletionReceipt: Sendable {
    static let contentType = "application/vnd.blauweknop.deletion+json"

    public let document: FlattenedJWS
    public let identity: DocumentIdentity
    public let seal: SealChain
    public let withdrawal: DocumentHash
    public let consent: DocumentHash
    /// Nil where no authority answered in time.
    public let timestamp: Timestamp?

    /// Verifies a deletion receipt by itself, at the time of its timestamp, or where it has none,
    /// now.
    public static func verify(
        _ bytes: [UInt8], trust: TrustStore, at now: UnixTime
    ) throws(Refusal) -> DeletionReceipt {
        let sealed = try JAdESDocument.verify(
            bytes, contentType: contentType, role: .recipient, timestamp: .accepted,
            maximumBytes: DocumentLimits.receipt, trust: trust, at: now)
        let payload = sealed.payload
        let (withdrawal, consent) = try refusing {
            (try payload.hash("withdrawal"), try payload.hash("consent"))
        }
        return DeletionReceipt(
            document: sealed.jws, identity: sealed.identity, seal: sealed.seal,
            withdrawal: withdrawal, consent: consent, timestamp: sealed.timestamp)
    }

    /// Demands that this is the recipient's answer to this withdrawal of this consent.
    ///
    /// - Throws: `deletion-mismatch`, `organisation-mismatch`.
    public func acknowledges(
        withdrawal: DocumentHash, consent: DocumentHash, by recipient: OIN
    ) throws(Refusal) {
        try seal.belongs(to: recipient)
        guard self.withdrawal == withdrawal, self.consent == consent else {
            throw Refusal(
                .deletionMismatch, "expected a deletion receipt of this withdrawal and consent")
        }
    }

    /// Seals the answer to a withdrawal, without a timestamp.
    public static func seal(
        _ withdrawal: Withdrawal, by sealer: Sealer, at time: UnixTime
    ) throws(Refusal) -> FlattenedJWS {
        try JAdESDocument.seal(
            ["withdrawal": withdrawal.hash.json, "consent": withdrawal.consent.json],
            identity: try DocumentIdentity(issuer: sealer.uri, issuedAt: time),
            contentType: contentType, by: sealer)
    }
}
