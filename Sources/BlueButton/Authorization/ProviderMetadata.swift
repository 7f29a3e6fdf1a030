import StrictJSON

/// What an identity provider says about itself (OpenID Connect Discovery 1.0 section 3).
///
/// Every address is `https`, without user info and fragment.
public struct ProviderMetadata: Sendable, Hashable {
    /// The largest description that is read, in bytes.
    public static let maximumBytes = 64 << 10

    public let issuer: String
    public let authorizationAddress: String
    public let tokenAddress: String
    /// Where its keys are (`jwks_uri`).
    public let keysAddress: String
    /// Where tokens are revoked (RFC 7009); nil where it names none.
    public let revocationAddress: String?

    /// Where an issuer describes itself (Discovery section 4).
    ///
    /// - Throws: `malformed` for an issuer that is not `https`, or has user info, a query or a
    ///   fragment.
    public static func address(ofIssuer issuer: String) throws(Refusal) -> String {
        _ = try Origin(of: issuer)
        guard !issuer.utf8.contains(UInt8(ascii: "?")) else {
            throw Refusal(.malformed, "expected an issuer without a query")
        }
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        return base + "/.well-known/openid-configuration"
    }

    /// Reads the description that was found at an issuer's address.
    ///
    /// - Throws: `issuer-mismatch` where it is another issuer's, character by character (Discovery
    ///   section 4.3); `provider-malformed`.
    public init(reading bytes: [UInt8], of issuer: String) throws(Refusal) {
        let reader: JSONReader
        do {
            reader = JSONReader(try JSONValue.parse(bytes, maximumBytes: Self.maximumBytes))
            self.issuer = try reader.string("issuer")
        } catch {
            throw Self.malformed
        }
        guard isSame(self.issuer, issuer) else {
            throw Refusal(
                .issuerMismatch, "expected the description of the login provider that was asked")
        }
        authorizationAddress = try Self.address("authorization_endpoint", reader)
        tokenAddress = try Self.address("token_endpoint", reader)
        keysAddress = try Self.address("jwks_uri", reader)
        revocationAddress =
            reader.member("revocation_endpoint") == nil
            ? nil : try Self.address("revocation_endpoint", reader)
    }

    private static func address(_ name: String, _ reader: JSONReader) throws(Refusal) -> String {
        guard let address = try? reader.string(name), address.utf8.count <= 2048,
            (try? Origin(of: address)) != nil
        else { throw malformed }
        return address
    }

    private static let malformed = Refusal(
        .providerMalformed, "expected the login provider's description of itself")
}
