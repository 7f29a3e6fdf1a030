import BlueButton
import JOSE
import Logging
import OpenSSL
import PartySetup
import Sovereignty
import Transport

/// Logs a citizen in: authorization code with PKCE, bound to a fresh session key.
///
/// RFC 7636, 8252, 8707, 9207, 9449. The provider is the directory's; its endpoints and keys are what
/// it says itself (OpenID Connect Discovery). The code buys the service's token; the refresh token buys the
/// sources'. Both resources stand in the authorization request.
struct LoginFlow: Sendable {
    let client: DPoPClient
    let directory: Directory
    let clock: WallClock
    let language: Language
    let logger: Logger

    /// - Parameter present: shows the address of the login page, or drives it.
    func run(
        present: @escaping @Sendable (_ address: String) async throws -> Void
    ) async throws -> Session {
        let provider = directory.identityProvider
        let discovery = ProviderDiscovery(client: client.client, issuer: provider.issuer)
        let metadata = try await discovery.metadata(deadline: .now + .seconds(10))
        guard let revocationAddress = metadata.revocationAddress else {
            throw CitizenError(
                .refused, code: "provider-malformed",
                "expected a login provider at which you can log out")
        }
        let key = try P256PrivateKey()
        let pkce = try PKCE()
        let state = try DocumentID().text
        let nonce = try DocumentID().text
        let redirects = Memo()
        let answer = try await LoopbackListener.answer(
            language: language, within: .seconds(300), logger: logger,
            accept: { Self.isAnswer($0, state: state, issuer: provider.issuer) },
            begin: { redirect in
                redirects.set(redirect)
                let fields = Self.authorization(
                    redirect: redirect, state: state, nonce: nonce, pkce: pkce, key: key,
                    service: directory.service.endpoint, language: language)
                try await present(
                    PercentEncoding.adding(fields, to: metadata.authorizationAddress))
            })
        guard let code = Self.value("code", in: answer) else {
            throw CitizenError(
                .notLoggedIn, code: "login-refused", "expected the login page to let you in",
                hint: .logInAgain)
        }
        let tokens = try await TokenClient(client: client, clock: clock).request(
            [
                ("grant_type", "authorization_code"), ("code", code),
                ("redirect_uri", redirects.value), ("code_verifier", pkce.verifier),
                ("client_id", AccessTokenPolicy.citizenProgram),
                ("resource", directory.service.endpoint),
            ], at: metadata.tokenAddress, key: key)
        // Asked for after the tokens were given, so that a key of a moment ago is among them.
        let published = try await discovery.keys(of: metadata, deadline: .now + .seconds(10))
        let person = try IDToken.verify(
            tokens.idToken ?? "", issuer: provider.issuer, keys: published.keys,
            client: AccessTokenPolicy.citizenProgram, nonce: nonce, at: clock.now())
        return Session(
            key: key, sourcesSubject: person.sourcesSubject, tokenAddress: metadata.tokenAddress,
            revocationAddress: revocationAddress, service: tokens.accessToken,
            refreshToken: tokens.refreshToken)
    }

    /// Whether the browser brings the answer to this login, and from this provider (RFC 9207).
    static func isAnswer(_ fields: [(String, String)], state: String, issuer: String) -> Bool {
        value("state", in: fields) == state && value("iss", in: fields) == issuer
    }

    private static func value(_ name: String, in fields: [(String, String)]) -> String? {
        for (field, value) in fields where field == name { return value }
        return nil
    }

    private static func authorization(
        redirect: String, state: String, nonce: String, pkce: PKCE, key: P256PrivateKey,
        service: String, language: Language
    ) -> [(String, String)] {
        [
            ("response_type", "code"), ("client_id", AccessTokenPolicy.citizenProgram),
            ("redirect_uri", redirect), ("scope", "openid"), ("state", state), ("nonce", nonce),
            ("code_challenge", pkce.challenge), ("code_challenge_method", "S256"),
            ("dpop_jkt", JWK(key.publicKey).thumbprint), ("resource", service),
            ("resource", AccessTokenPolicy.sourcesAudience), ("ui_locales", language.rawValue),
        ]
    }
}
