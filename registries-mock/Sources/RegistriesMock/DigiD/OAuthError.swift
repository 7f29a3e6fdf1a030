import HTTPTypes
import Hummingbird
import StrictJSON
import Transport

/// A refusal of the token or revocation endpoint (RFC 6749 section 5.2, RFC 9449, RFC 8707).
struct OAuthError: Error, Equatable {
    let status: HTTPResponse.Status
    let code: String
    /// What was expected; never a value that was sent.
    let description: String

    private init(_ code: String, _ description: String, status: HTTPResponse.Status = .badRequest) {
        self.status = status
        self.code = code
        self.description = description
    }

    static func invalidRequest(_ expected: String) -> OAuthError {
        OAuthError("invalid_request", expected)
    }

    static func invalidGrant(_ expected: String) -> OAuthError {
        OAuthError("invalid_grant", expected)
    }

    static let invalidClient = OAuthError(
        "invalid_client", "expected a client that is known here", status: .unauthorized)

    static let unsupportedGrant = OAuthError(
        "unsupported_grant_type", "expected authorization_code or refresh_token")

    static let invalidTarget = OAuthError(
        "invalid_target", "expected a resource that the authorization request named")

    static func invalidProof(_ expected: String) -> OAuthError {
        OAuthError("invalid_dpop_proof", expected)
    }

    static let useNonce = OAuthError(
        "use_dpop_nonce", "expected the nonce of the header DPoP-Nonce in the proof")

    static let unsupportedToken = OAuthError(
        "unsupported_token_type", "expected a refresh token; access tokens end by themselves")

    static let server = OAuthError(
        "server_error", "expected no error here; nothing more is told",
        status: .internalServerError)

    func response(nonce: String?) -> Response {
        var headers = HTTPFields()
        OAuthHeaders.add(nonce: nonce, to: &headers)
        return .json(
            ["error": .string(code), "error_description": .string(description)], status: status,
            headers: headers)
    }
}

enum OAuthHeaders {
    static func add(nonce: String?, to headers: inout HTTPFields) {
        headers[.cacheControl] = "no-store"
        if let nonce, let name = HTTPField.Name("DPoP-Nonce") { headers[name] = nonce }
    }
}
