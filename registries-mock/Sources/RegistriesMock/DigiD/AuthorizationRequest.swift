import JOSE
import Transport

/// A request to log someone in that was found in order.
struct AuthorizationRequest: Sendable {
    /// Why a request is refused: on a page, where it is not certain whom to send it back to, or by
    /// sending it back.
    enum Refusal: Error {
        case page(String)
        case redirect(uri: String, state: String?, error: String, description: String)
    }

    let clientID: String
    /// As sent, with its port.
    let redirectURI: String
    let state: String
    let nonce: String
    let codeChallenge: String
    /// The thumbprint of the key to which everything is bound (`dpop_jkt`).
    let thumbprint: String
    let resources: Set<String>
    /// `nl` or `en`, where the client asked for one.
    let language: LoginLanguage?

    /// Refused: anything but the code flow with PKCE S256, `dpop_jkt`, `state`, `nonce` and the
    /// scope `openid`; a redirect address that is not the client's; a resource that is not known.
    init(
        _ parameters: OAuthParameters, configuration: DigiDConfiguration
    ) throws(Refusal) {
        guard let id = parameters["client_id"], let client = configuration.client(id) else {
            throw .page("client_id")
        }
        guard let uri = parameters["redirect_uri"], RedirectAddress.matches(uri, client: client)
        else { throw .page("redirect_uri") }
        let state = parameters["state"]
        func refuse(_ error: String, _ description: String) -> Refusal {
            .redirect(uri: uri, state: state, error: error, description: description)
        }
        guard parameters["response_type"] == "code" else {
            throw refuse("unsupported_response_type", "expected response_type code")
        }
        guard parameters["request"] == nil, parameters["request_uri"] == nil else {
            throw refuse("request_not_supported", "expected plain parameters")
        }
        guard let scope = parameters["scope"], scope.split(separator: " ").contains("openid") else {
            throw refuse("invalid_scope", "expected the scope openid")
        }
        guard let state, state.utf8.count <= 512, let nonce = parameters["nonce"],
            nonce.utf8.count <= 512
        else { throw refuse("invalid_request", "expected state and nonce") }
        guard parameters["code_challenge_method"] == "S256",
            let challenge = parameters["code_challenge"], Self.isHash(challenge)
        else { throw refuse("invalid_request", "expected PKCE with S256") }
        guard let thumbprint = parameters["dpop_jkt"], Self.isHash(thumbprint) else {
            throw refuse("invalid_request", "expected dpop_jkt, a SHA-256 thumbprint")
        }
        let known: Set = [configuration.serviceResource, DigiDConfiguration.sourcesResource]
        let resources = Set(parameters.resources)
        guard resources.contains(configuration.serviceResource), resources.isSubset(of: known)
        else {
            throw refuse(
                "invalid_target", "expected the resource of the service, and of the sources")
        }
        clientID = id
        redirectURI = uri
        self.state = state
        self.nonce = nonce
        codeChallenge = challenge
        self.thumbprint = thumbprint
        self.resources = resources
        language =
            parameters["ui_locales"]?.split(separator: " ").lazy
            .compactMap { LoginLanguage(rawValue: $0.prefix(2).lowercased()) }.first
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 43 && (try? Base64URL.decode(text))?.count == 32
    }
}

/// Loopback redirect addresses (RFC 8252 section 7.3).
enum RedirectAddress {
    /// Whether an address is one of the client's, exactly but for its port.
    static func matches(_ text: String, client: OAuthClient) -> Bool {
        guard let sent = try? WebAddress(text), !sent.isSecure, sent.isLoopback else {
            return false
        }
        return client.redirectURIs.contains { registered in
            guard let own = try? WebAddress(registered) else { return false }
            return own.host == sent.host && own.target == sent.target && !own.isSecure
        }
    }

    /// Scheme, host and port, for the page's content security policy.
    static func origin(_ text: String) -> String {
        (try? WebAddress(text))?.origin ?? ""
    }
}
