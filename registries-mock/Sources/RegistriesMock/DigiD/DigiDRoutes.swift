import HTTPTypes
import Hummingbird
import MockPersons
import StrictJSON
import Transport

/// The mock of DigiD as an OpenID Connect provider.
struct DigiDRoutes {
    /// How long others may keep the published keys, in seconds.
    private static let keysLife = 300

    let provider: IdentityProvider
    let state: MockState

    func add(to router: Router<AppContext>) {
        router.get("/.well-known/openid-configuration") { _, _ -> Response in
            .json(.object(provider.discovery))
        }
        router.get("/jwks") { _, _ -> Response in
            var headers = HTTPFields()
            headers[.cacheControl] = "public, max-age=\(Self.keysLife)"
            return .json(
                ["keys": .array(provider.tokens.keys.published.map { .object($0) })],
                headers: headers)
        }
        router.get("/authorize") { request, _ -> Response in
            try authorize(request.uri.query ?? "", request)
        }
        router.post("/authorize") { request, _ -> Response in
            try authorize(try await form(request), request)
        }
        router.get("/login") { request, _ -> Response in
            let parameters = OAuthParameters(request.uri.query ?? "")
            return loginPage(parameters, isWrong: false)
        }
        router.post("/login") { request, _ -> Response in
            try login(OAuthParameters(try await form(request)))
        }
        router.post("/token") { request, _ -> Response in
            let nonce = provider.nonces.nonce(at: provider.now)
            do throws(OAuthError) {
                let answer = try provider.token(
                    try await parameters(request), proofs: Self.proofs(request))
                var headers = HTTPFields()
                OAuthHeaders.add(nonce: nonce, to: &headers)
                return .json(.object(answer), headers: headers)
            } catch {
                return error.response(nonce: nonce)
            }
        }
        router.post("/revoke") { request, _ -> Response in
            do throws(OAuthError) {
                try provider.revoke(try await parameters(request))
                return Response(status: .ok)
            } catch {
                return error.response(nonce: nil)
            }
        }
    }

    // MARK: - Pages

    private func authorize(_ text: String, _ request: Request) throws -> Response {
        let accepted = LoginLanguage(accepted: request.headers[.acceptLanguage])
        let refused = LoginPage(language: accepted, stories: [])
        guard let parameters = OAuthParameters(text) else { return refused.refusal() }
        let wanted: AuthorizationRequest
        do throws(AuthorizationRequest.Refusal) {
            wanted = try AuthorizationRequest(parameters, configuration: provider.configuration)
        } catch {
            switch error {
            case .page: return refused.refusal()
            case .redirect(let uri, let state, let code, let description):
                return back(
                    to: uri, state: state, [("error", code), ("error_description", description)])
            }
        }
        let page = try provider.store.keep(wanted, at: provider.now)
        return form(page: page, wanted, language: wanted.language ?? accepted, isWrong: false)
    }

    /// The form again: in the other language, or with a word on what was wrong.
    private func loginPage(_ parameters: OAuthParameters?, isWrong: Bool) -> Response {
        let language = parameters?["lang"].flatMap { LoginLanguage(rawValue: $0) } ?? .nl
        guard let page = parameters?["page"],
            let wanted = provider.store.request(page: page, at: provider.now)
        else { return LoginPage(language: language, stories: []).refusal() }
        return form(page: page, wanted, language: language, isWrong: isWrong)
    }

    private func form(
        page: String, _ wanted: AuthorizationRequest, language: LoginLanguage, isWrong: Bool
    ) -> Response {
        LoginPage(language: language, stories: state.data.stories.all)
            .form(page: page, isWrong: isWrong, redirectURI: wanted.redirectURI)
    }

    /// A number counts before a choice from the list; any number that could be one may log in,
    /// since DigiD is not the population register.
    private func login(_ parameters: OAuthParameters?) throws -> Response {
        let story = parameters?["persoon"].flatMap { state.data.stories[$0] }
        let bsn = parameters?["burgerservicenummer"] ?? story?.bsn
        guard let parameters, let page = parameters["page"], let bsn, ElevenTest.passes(bsn) else {
            return loginPage(parameters, isWrong: true)
        }
        guard let (request, code) = try provider.logIn(page: page, bsn: bsn) else {
            return loginPage(parameters, isWrong: false)
        }
        return back(to: request.redirectURI, state: request.state, [("code", code)])
    }

    /// Sends the person back, with the name of the provider in the answer (RFC 9207).
    private func back(
        to uri: String, state: String?, _ fields: [(String, String)]
    ) -> Response {
        let all =
            fields + (state.map { [("state", $0)] } ?? []) + [("iss", provider.issuer)]
        var headers = HTTPFields()
        headers[.location] = PercentEncoding.adding(all, to: uri)
        headers[.cacheControl] = "no-store"
        return Response(status: .seeOther, headers: headers)
    }

    // MARK: - Reading

    private func form(_ request: Request) async throws(Problem) -> String {
        try request.requireContentType(FormBody.contentType)
        let bytes = try await request.body(upTo: 64 * 1024)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed("expected a form in UTF-8")
        }
        return text
    }

    private func parameters(_ request: Request) async throws(OAuthError) -> OAuthParameters {
        let text: String
        do {
            text = try await form(request)
        } catch {
            throw .invalidRequest("expected a form of at most 64 KiB")
        }
        guard let parameters = OAuthParameters(text) else {
            throw .invalidRequest("expected each parameter once")
        }
        return parameters
    }

    private static func proofs(_ request: Request) -> [String] {
        HTTPField.Name("DPoP").map { request.headers[values: $0] } ?? []
    }
}
