public import JOSE
internal import OpenSSL
public import StrictJSON

/// An SD-JWT or SD-JWT+KB in the compact form of RFC 9901, section 4: parsed, not yet verified.
///
/// `issuer JWS ~ disclosure ~ … ~` and, in an SD-JWT+KB, the key binding JWS behind the last `~`.
public struct SDJWT: Sendable, Hashable {
    /// The whole, as made or as received.
    public let text: String
    public let issuerJWS: CompactJWS
    /// The claims that the issuer signed, with digests where something can be disclosed.
    public let payload: JSONObject
    /// In the order in which they stand.
    public let disclosures: [Disclosure]
    /// Nil when the text ends in `~`.
    public let keyBinding: CompactJWS?

    /// Parses at most `maximumBytes` characters; the disclosures are not yet held against the
    /// digests.
    public init(_ text: String, maximumBytes: Int) throws(SDJWTError) {
        guard text.utf8.count <= maximumBytes else {
            throw SDJWTError(.tooLarge, "SD-JWT: expected at most \(maximumBytes) bytes")
        }
        let parts = Array(text.utf8)
            .split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count > 1, let last = parts.last else {
            throw SDJWTError(.malformed, "SD-JWT: expected '~' behind the issuer's JWS")
        }
        let issuerJWS: CompactJWS
        do { issuerJWS = try CompactJWS(parts[0], maximumBytes: maximumBytes) } catch {
            throw SDJWTError(error, in: "issuer's JWS")
        }
        var disclosures: [Disclosure] = []
        for part in parts[1..<(parts.count - 1)] {
            disclosures.append(try Disclosure(encoded: part))
        }
        var keyBinding: CompactJWS?
        if !last.isEmpty {
            do { keyBinding = try CompactJWS(last, maximumBytes: maximumBytes) } catch {
                throw SDJWTError(error, in: "key binding")
            }
        }
        payload = try Self.object(issuerJWS.payload, "issuer's payload")
        self.text = text
        self.issuerJWS = issuerJWS
        self.disclosures = disclosures
        self.keyBinding = keyBinding
    }

    /// Puts together parts that are known to belong together.
    init(
        issuerJWS: CompactJWS, payload: JSONObject, disclosures: [Disclosure],
        keyBinding: CompactJWS? = nil
    ) {
        text =
            ([issuerJWS.text] + disclosures.map(\.encoded) + [keyBinding?.text ?? ""])
            .joined(separator: "~")
        self.issuerJWS = issuerJWS
        self.payload = payload
        self.disclosures = disclosures
        self.keyBinding = keyBinding
    }

    /// The hash of the document: base64url of SHA-256 over all characters.
    public var hash: String { Base64URL.encode(SHA256.hash(utf8: text)) }

    /// What a key binding signs as `sd_hash`: base64url of SHA-256 over everything up to and
    /// including the last `~` (RFC 9901, section 4.3.1).
    public var bindingHash: String {
        let signed = text.utf8.dropLast(keyBinding?.text.utf8.count ?? 0)
        return Base64URL.encode(SHA256.hash(Array(signed)))
    }

    static func object(_ bytes: [UInt8], _ part: String) throws(SDJWTError) -> JSONObject {
        do {
            return try JSONReader(
                JSONValue.parse(signed: bytes, maximumBytes: bytes.count)
            ).asObject()
        } catch {
            throw SDJWTError(.malformed, "\(part): expected a JSON object")
        }
    }
}
