import StrictJSON
import Transport

/// The identity provider's endpoints (OpenID Connect Discovery 1.0).
struct ProviderMetadata: Sendable {
    let authorizationAddress: String
    let tokenAddress: String
    let revocationAddress: String

    /// Fetches the metadata of an issuer, and demands that it is that issuer's.
    static func fetch(
        issuer: String, client: PublicClient
    ) async throws -> ProviderMetadata {
        let reply = try await client.get(
            issuer + "/.well-known/openid-configuration", maximumBytes: 64 << 10,
            deadline: .now + .seconds(10))
        guard reply.status == 200,
            let value = try? JSONValue.parse(reply.body, maximumBytes: 64 << 10),
            (try? JSONReader(value).string("issuer")) == issuer,
            let authorization = try? JSONReader(value).string("authorization_endpoint"),
            let token = try? JSONReader(value).string("token_endpoint"),
            let revocation = try? JSONReader(value).string("revocation_endpoint")
        else {
            throw CitizenError(
                .refused, code: "provider-malformed",
                "expected the login provider's description of itself")
        }
        return ProviderMetadata(
            authorizationAddress: authorization, tokenAddress: token,
            revocationAddress: revocation)
    }
}
