package import BlueButton
package import Transport

/// Asks an identity provider about itself (OpenID Connect Discovery 1.0), directly and over TLS.
///
/// Each answer is at most 64 KiB; no redirect is followed.
package struct ProviderDiscovery: Sendable {
    /// Keys as a provider publishes them.
    package struct Published: Sendable {
        package let keys: ProviderKeySet
        /// How long they may be kept, in seconds, where the provider says so.
        package let age: Int64?
    }

    private let client: PublicClient
    package let issuer: String

    package init(client: PublicClient, issuer: String) {
        self.client = client
        self.issuer = issuer
    }

    /// The provider's endpoints.
    ///
    /// - Throws: `TransportError`; `Refusal` with `issuer-mismatch`, `provider-malformed`.
    package func metadata(deadline: ContinuousClock.Instant) async throws -> ProviderMetadata {
        let reply = try await get(
            ProviderMetadata.address(ofIssuer: issuer), ProviderMetadata.maximumBytes, deadline)
        return try ProviderMetadata(reading: reply.body, of: issuer)
    }

    /// The keys at the address that the provider's description names.
    ///
    /// - Throws: as `metadata`.
    package func keys(
        of metadata: ProviderMetadata, deadline: ContinuousClock.Instant
    ) async throws -> Published {
        let reply = try await get(metadata.keysAddress, ProviderKeySet.maximumBytes, deadline)
        return Published(
            keys: try ProviderKeySet(reading: reply.body),
            age: CacheControl.maximumAge(reply.headers))
    }

    /// Closes connections; nothing is asked after it.
    package func close() async {
        await client.shutdown()
    }

    private func get(
        _ address: String, _ maximumBytes: Int, _ deadline: ContinuousClock.Instant
    ) async throws -> HTTPReply {
        let reply = try await client.get(
            address, headers: [("Accept", "application/json, application/jwk-set+json")],
            maximumBytes: maximumBytes, deadline: deadline)
        guard reply.status == 200 else {
            throw Refusal(
                .providerMalformed, "expected the login provider to describe itself with 200")
        }
        return reply
    }
}
