public import JOSE
import OpenSSL
import StrictJSON

/// The keys that an identity provider signs with: a JWK Set (RFC 7517 section 5).
///
/// A token's `kid` chooses among them and brings none in. ES256 alone: keys of other kinds or for
/// other uses are left out, as the section asks.
public struct ProviderKeySet: Sendable, Hashable {
    /// The largest set that is read, in bytes.
    public static let maximumBytes = 64 << 10
    /// The most entries that a set may have.
    public static let mostKeys = 64

    public let keys: [JWK]

    public init(_ keys: [JWK]) {
        self.keys = keys
    }

    /// Reads what a provider publishes at its `jwks_uri`.
    ///
    /// - Throws: `provider-malformed` for what is no JWK Set, has more than 64 entries, or none
    ///   that can be used.
    public init(reading bytes: [UInt8]) throws(Refusal) {
        guard let value = try? JSONValue.parse(bytes, maximumBytes: Self.maximumBytes),
            let entries = try? JSONReader(value).array("keys"), entries.count <= Self.mostKeys
        else {
            throw Refusal(.providerMalformed, "expected the login provider's JWK Set")
        }
        keys = entries.compactMap { entry in
            guard let json = try? entry.asObject(), let key = try? JWK(json: json),
                key.purpose != .encryption
            else { return nil }
            return key
        }
        guard !keys.isEmpty else {
            throw Refusal(
                .providerMalformed, "expected a P-256 key for ES256 in the provider's JWK Set")
        }
    }

    /// Demands that one of these keys signed, the one that the header names.
    ///
    /// A token without `kid` is judged only where there is one key to judge it by (OpenID Connect
    /// Core section 10.1).
    ///
    /// - Throws: `token-key-unknown` where no key of these has the name, `token-refused` otherwise.
    func verify(_ token: CompactJWS) throws(Refusal) {
        var candidates = keys
        if let name = token.header["kid"]?.stringValue {
            candidates = keys.filter { isSame($0.keyID ?? $0.thumbprint, name) }
        } else if keys.count > 1 {
            throw Refusal(.tokenRefused, "expected a token that names its key by 'kid'")
        }
        guard !candidates.isEmpty else {
            throw Refusal(
                .tokenKeyUnknown,
                "expected a key that the identity provider signs with now: log in again")
        }
        guard candidates.contains(where: { (try? token.verify(by: $0.key)) != nil }) else {
            throw Refusal(.tokenRefused, "expected a token signed by the identity provider")
        }
    }
}
