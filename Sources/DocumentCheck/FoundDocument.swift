import BlueButton
import JOSE
import OpenSSL
import StrictJSON

/// A document among the files: recognised, not believed.
struct FoundDocument: Sendable {
    /// What lines call it.
    let name: String
    let kind: DocumentKind
    /// Its text, without the file's final line feed; a note's with it.
    let text: String
    /// Whether it was not asked for, but helps to check what was.
    let isAid: Bool
    /// The hash by which other documents name it; nil where the kind has none.
    let hash: DocumentHash?
    /// What it says of when it was made; nil where it says nothing.
    let issuedAt: UnixTime?
    /// What its timestamp claims; nil where it has none. Believed only once it is verified.
    let stampedAt: UnixTime?

    var bytes: [UInt8] { Array(text.utf8) }

    init(name: String, kind: DocumentKind, text: String, isAid: Bool) {
        self.name = name
        self.kind = kind
        self.text = text
        self.isAid = isAid
        var hash: String?
        var payload: [UInt8]?
        var stampedAt: UnixTime?
        switch kind {
        case .overview, .registration, .receipt, .deletionReceipt:
            stampedAt = DocumentTimestamp.claimedTime(
                of: Array(text.utf8), maximumBytes: DocumentLimits.overview)
            let jws = try? FlattenedJWS(Array(text.utf8), maximumBytes: DocumentLimits.overview)
            (hash, payload) = (jws?.documentHash, jws?.payload)
        case .package:
            hash = DocumentHash(ofCharacters: text).text
        case .attestation:
            hash = DocumentHash(ofCharacters: text).text
            let jws = try? CompactJWS(
                String(text.prefix { $0 != "~" }), maximumBytes: DocumentLimits.attestation)
            payload = jws?.payload
        case .page, .response, .checkpoint, .logProof, .logEntry, .consistencyProof:
            break
        case .directory, .mandate, .statement, .request, .consent, .withdrawal:
            let jws = try? CompactJWS(text, maximumBytes: DocumentLimits.directory)
            (hash, payload) = (jws?.documentHash, jws?.payload)
        }
        self.hash = hash.flatMap { try? DocumentHash($0) }
        issuedAt = payload.flatMap(Self.time)
        self.stampedAt = stampedAt
    }

    private static func time(in payload: [UInt8]) -> UnixTime? {
        let value = try? JSONValue.parse(payload, maximumBytes: DocumentLimits.overview)
        guard let seconds = value?.objectValue?["iat"]?.integerValue, seconds > 0 else {
            return nil
        }
        return UnixTime(seconds: seconds)
    }
}
