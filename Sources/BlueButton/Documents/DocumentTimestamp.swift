public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// The timestamp of a JAdES document: `header.etsiU: [{"sigTst": {"tstTokens": [{"val": …}]}}]`
/// (ETSI TS 119 182-1, section 5.3.4), with exactly one entry and one token.
///
/// No signature covers the member `header`: whoever passes a document on can take the timestamp
/// off. So each kind of document says whether it passes without one.
public enum DocumentTimestamp {
    /// Whether a kind of document passes without a timestamp.
    public enum Rule: Sendable {
        /// Without one it is refused.
        case demanded
        /// Without one it is judged now, and whoever shows it says that it has none.
        case accepted
    }

    /// What a timestamp is over: the ASCII of the member `signature`.
    public static func message(of document: FlattenedJWS) -> [UInt8] {
        Array(document.signatureText.utf8)
    }

    /// The bytes of the TimeStampToken that a document carries, not yet believed; nil where the
    /// member `header` is absent.
    ///
    /// - Throws: `header-refused` for a `header` of any other shape, an empty `etsiU` among them;
    ///   `timestamp-malformed` for what is no canonical base64.
    public static func token(in document: FlattenedJWS) throws(Refusal) -> [UInt8]? {
        guard let header = document.unprotected else { return nil }
        let text: String
        do {
            let reader = JSONReader(.object(header))
            try reader.exactly(["etsiU"])
            let entry = try one(of: reader.array("etsiU"))
            try entry.exactly(["sigTst"])
            let timestamp = try entry.object("sigTst")
            try timestamp.exactly(["tstTokens"])
            let token = try one(of: timestamp.array("tstTokens"))
            try token.exactly(["val"])
            text = try token.string("val")
        } catch {
            throw Refusal(
                .headerRefused, "expected an unprotected header of 'etsiU' with one timestamp")
        }
        do {
            return try Base64.decode(text)
        } catch {
            throw Refusal(.timestampMalformed, "expected a timestamp in canonical base64")
        }
    }

    /// The time that the timestamp of a document claims, not yet believed; nil where there is none
    /// that can be read. It helps to find what the document is checked with.
    public static func claimedTime(of bytes: [UInt8], maximumBytes: Int) -> UnixTime? {
        guard let document = try? FlattenedJWS(bytes, maximumBytes: maximumBytes),
            let der = try? token(in: document)
        else { return nil }
        return try? TimestampToken(der: der).time
    }

    /// Verifies the timestamp of a document, where it carries one.
    ///
    /// - Parameter now: a token may be at most 60 seconds ahead of it.
    /// - Throws: `timestamp-missing` where one is demanded, `issued-ahead`, what `Timestamp` refuses.
    public static func verify(
        _ document: FlattenedJWS, _ rule: Rule, trust: TrustStore, at now: UnixTime
    ) throws(Refusal) -> Timestamp? {
        guard let token = try token(in: document) else {
            guard rule == .accepted else {
                throw Refusal(.timestampMissing, "expected a document with a timestamp")
            }
            return nil
        }
        let timestamp = try refusing {
            try Timestamp.verify(token, over: message(of: document), trust: trust)
        }
        guard timestamp.time <= now + Lifetime.skew else {
            throw Refusal(.issuedAhead, "expected a timestamp at most 60 seconds ahead")
        }
        return timestamp
    }

    /// The document with a timestamp in it.
    ///
    /// - Throws: `timestamp-mismatch` for a timestamp of something else.
    public static func attach(
        _ timestamp: Timestamp, to document: FlattenedJWS
    ) throws(Refusal) -> FlattenedJWS {
        guard timestamp.token.imprint == SHA256.hash(message(of: document)) else {
            throw Refusal(.timestampMismatch, "expected a timestamp of this document")
        }
        return document.withUnprotected([
            "etsiU": [
                ["sigTst": ["tstTokens": [["val": .string(Base64.encode(timestamp.token.der))]]]]
            ]
        ])
    }

    private static func one(of list: [JSONReader]) throws -> JSONReader {
        guard list.count == 1 else {
            throw Refusal(.headerRefused, "expected exactly one timestamp")
        }
        return list[0]
    }
}
