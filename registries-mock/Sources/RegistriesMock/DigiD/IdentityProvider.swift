import HTTPTypes
import JOSE
import OpenSSL
import StrictJSON
import Synchronization

/// The identity provider without its pages: logins, codes and tokens.
final class IdentityProvider: Sendable {
    let configuration: DigiDConfiguration
    let tokens: TokenIssuer
    let store = LoginStore()
    let nonces: DPoPNonces
    private let proofs: DPoPVerifier
    private let clock: @Sendable () -> UnixTime
    private let ownIssuer: Mutex<String?>

    /// - Throws: where OpenSSL gives no random bytes or no MAC.
    init(
        _ configuration: DigiDConfiguration, clock: @escaping @Sendable () -> UnixTime
    ) throws(OpenSSLError) {
        self.configuration = configuration
        self.clock = clock
        tokens = try TokenIssuer(configuration)
        nonces = DPoPNonces(key: try SecureRandom.bytes(32))
        proofs = DPoPVerifier(nonces: nonces, requiresNonce: configuration.requiresNonce)
        ownIssuer = Mutex(configuration.issuer)
    }

    var now: UnixTime { clock() }

    /// The provider's name for itself.
    var issuer: String {
        ownIssuer.withLock { $0 ?? "https://localhost" }
    }

    /// Takes the address as the name, where the configuration gives none.
    func isRunning(on port: Int) {
        ownIssuer.withLock { if $0 == nil { $0 = "https://localhost:\(port)" } }
    }

    var discovery: JSONObject {
        let issuer = issuer
        func strings(_ values: String...) -> JSONValue { .array(values.map { .string($0) }) }
        return [
            "issuer": .string(issuer),
            "authorization_endpoint": .string(issuer + "/authorize"),
            "token_endpoint": .string(issuer + "/token"),
            "revocation_endpoint": .string(issuer + "/revoke"),
            "jwks_uri": .string(issuer + "/jwks"),
            "response_types_supported": strings("code"),
            "response_modes_supported": strings("query"),
            "grant_types_supported": strings("authorization_code", "refresh_token"),
            "subject_types_supported": strings("pairwise"),
            "id_token_signing_alg_values_supported": strings("ES256"),
            "token_endpoint_auth_methods_supported": strings("none"),
            "revocation_endpoint_auth_methods_supported": strings("none"),
            "scopes_supported": strings("openid"),
            "acr_values_supported": strings(TokenIssuer.assurance),
            "ui_locales_supported": strings("nl", "en"),
            "code_challenge_methods_supported": strings("S256"),
            "dpop_signing_alg_values_supported": strings("ES256"),
            "authorization_response_iss_parameter_supported": true,
            "request_parameter_supported": false,
            "request_uri_parameter_supported": false,
            "claims_supported": strings(
                "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "sources_sub"),
        ]
    }

    /// Carries a login through: the code for the address that the request named.
    func logIn(page: String, bsn: String) throws(OpenSSLError) -> (AuthorizationRequest, String)? {
        let now = now
        guard let request = store.request(page: page, at: now) else { return nil }
        let session = LoginSession(
            bsn: bsn, clientID: request.clientID, thumbprint: request.thumbprint,
            resources: request.resources, nonce: request.nonce, loggedInAt: now,
            endsAt: now + configuration.sessionLife)
        return try store.code(page: page, session: session, at: now).map { (request, $0) }
    }

    /// Answers a token request (RFC 6749 sections 4.1.3 and 6, RFC 9449 section 5).
    func token(_ parameters: OAuthParameters, proofs: [String]) throws(OAuthError) -> JSONObject {
        let client = try client(parameters)
        let now = now
        let thumbprint = try self.proofs.thumbprint(
            proofs, method: "POST", address: issuer + "/token", at: now)
        do {
            switch parameters["grant_type"] {
            case "authorization_code":
                return try firstTokens(parameters, client, thumbprint: thumbprint, at: now)
            case "refresh_token":
                return try renewedTokens(parameters, client, thumbprint: thumbprint, at: now)
            case nil: throw OAuthError.invalidRequest("expected grant_type")
            default: throw OAuthError.unsupportedGrant
            }
        } catch let error as OAuthError {
            throw error
        } catch {
            throw .server
        }
    }

    /// Ends the session of a refresh token (RFC 7009); an unknown one is no error.
    func revoke(_ parameters: OAuthParameters) throws(OAuthError) {
        let client = try client(parameters)
        guard let token = parameters["token"] else { throw .invalidRequest("expected token") }
        guard !token.contains("."), parameters["token_type_hint"] != "access_token" else {
            throw .unsupportedToken
        }
        store.revoke(token, clientID: client.id)
    }

    private func client(_ parameters: OAuthParameters) throws(OAuthError) -> OAuthClient {
        guard let id = parameters["client_id"], let client = configuration.client(id) else {
            throw .invalidClient
        }
        return client
    }

    private func firstTokens(
        _ parameters: OAuthParameters, _ client: OAuthClient, thumbprint: String, at now: UnixTime
    ) throws -> JSONObject {
        guard let code = parameters["code"], let verifier = parameters["code_verifier"],
            let uri = parameters["redirect_uri"]
        else { throw OAuthError.invalidRequest("expected code, code_verifier and redirect_uri") }
        guard let grant = store.redeem(code: code, at: now) else {
            throw OAuthError.invalidGrant("expected a code that was not used and has not ended")
        }
        guard grant.session.clientID == client.id, grant.redirectURI == uri,
            grant.session.thumbprint == thumbprint
        else {
            throw OAuthError.invalidGrant(
                "expected client, redirect_uri and key of the authorization request")
        }
        guard (43...128).contains(verifier.utf8.count),
            constantTimeEqual(
                Array(Base64URL.encode(SHA256.hash(utf8: verifier)).utf8),
                Array(grant.codeChallenge.utf8))
        else { throw OAuthError.invalidGrant("expected the verifier of the code_challenge") }
        // The code buys the service's token alone; the sources' comes by the refresh token.
        let resource = configuration.serviceResource
        guard parameters.resources.allSatisfy({ $0 == resource }) else {
            throw OAuthError.invalidTarget
        }
        let refresh = try store.begin(grant)
        var answer = try answer(grant.session, resource: resource, refresh: refresh, at: now)
        answer["id_token"] = .string(
            try tokens.idToken(
                session: grant.session, serviceResource: resource, issuer: issuer, at: now))
        return answer
    }

    private func renewedTokens(
        _ parameters: OAuthParameters, _ client: OAuthClient, thumbprint: String, at now: UnixTime
    ) throws -> JSONObject {
        guard let token = parameters["refresh_token"] else {
            throw OAuthError.invalidRequest("expected refresh_token")
        }
        let ended = OAuthError.invalidGrant("expected a refresh token that counts, and its key")
        guard let session = store.session(refresh: token, at: now), session.clientID == client.id,
            session.thumbprint == thumbprint
        else { throw ended }
        guard parameters.resources.count <= 1 else { throw OAuthError.invalidTarget }
        let resource = parameters.resources.first ?? configuration.serviceResource
        guard session.resources.contains(resource) else { throw OAuthError.invalidTarget }
        guard let next = try store.rotate(token) else { throw ended }
        return try answer(session, resource: resource, refresh: next, at: now)
    }

    private func answer(
        _ session: LoginSession, resource: String, refresh: String, at now: UnixTime
    ) throws -> JSONObject {
        [
            "access_token": .string(
                try tokens.accessToken(for: resource, session: session, issuer: issuer, at: now)),
            "token_type": "DPoP", "expires_in": .integer(tokens.life),
            "refresh_token": .string(refresh), "scope": "openid",
        ]
    }
}
