package import OpenSSL

/// A program that may send people to the identity provider.
package struct OAuthClient: Sendable, Hashable {
    package let id: String
    /// Loopback addresses (`http://127.0.0.1/callback`), compared exactly but for the port (RFC
    /// 8252 section 7.3).
    package let redirectURIs: [String]

    package init(id: String, redirectURIs: [String]) {
        self.id = id
        self.redirectURIs = redirectURIs
    }
}

/// How the identity provider is set up.
package struct DigiDConfiguration: Sendable {
    /// The resource of the sources' token, and its `aud`.
    package static let sourcesResource = "urn:blauweknop:sources"

    /// The provider's name for itself, an https address without a slash at the end. Nil: its own
    /// address on `localhost`, once it runs.
    package var issuer: String?
    /// The resource of the service's token, and its `aud`.
    package var serviceResource: String
    package var clients: [OAuthClient]
    /// Signs the tokens; the secret behind every `sub` is derived from it.
    package var signingKey: P256PrivateKey
    /// Whether the token endpoint demands a nonce of its own in DPoP proofs (RFC 9449 section 8).
    package var requiresNonce = true
    /// The life of access tokens and ID tokens in seconds, at most 600.
    package var tokenLife: Int64 = 600
    /// How long after the login tokens can be renewed, in seconds.
    package var sessionLife: Int64 = 3600

    package init(
        issuer: String?, serviceResource: String, clients: [OAuthClient],
        signingKey: P256PrivateKey
    ) {
        self.issuer = issuer
        self.serviceResource = serviceResource
        self.clients = clients
        self.signingKey = signingKey
    }

    func client(_ id: String) -> OAuthClient? {
        clients.first { $0.id == id }
    }
}
