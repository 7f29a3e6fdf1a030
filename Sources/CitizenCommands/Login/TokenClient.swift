import BlueButton
import OpenSSL
import Sovereignty
import StrictJSON
import Transport

/// Gets tokens from the identity provider (RFC 6749 section 4.1.3 and 6, RFC 9449 section 5).
struct TokenClient: Sendable {
    /// What the provider gave.
    struct Answer: Sendable {
        let accessToken: Session.Token
        let refreshToken: String
        let idToken: String?
    }

    let client: DPoPClient
    let clock: WallClock

    /// Posts a token request.
    func request(
        _ fields: [(String, String)], at address: String, key: P256PrivateKey
    ) async throws -> Answer {
        let call = DPoPClient.Call(
            body: FormBody.encode(fields), address: address,
            headers: [("Content-Type", FormBody.contentType)])
        let reply = try await client.send(call, key: key)
        guard reply.status == 200 else {
            let code = Self.error(of: reply) ?? "status \(reply.status)"
            if code == "invalid_grant" { throw CitizenError.notLoggedIn }
            throw CitizenError(
                .refused, code: "login-refused",
                "expected a token of the login provider, which answered '\(DisplayText(code))'",
                hint: .logInAgain)
        }
        return try answer(reply)
    }

    private func answer(_ reply: HTTPReply) throws -> Answer {
        guard let value = try? JSONValue.parse(reply.body, maximumBytes: 64 << 10),
            let token = try? JSONReader(value).string("access_token"),
            let kind = try? JSONReader(value).string("token_type"), kind == "DPoP",
            let life = try? JSONReader(value).integer("expires_in"), (1...3600).contains(life),
            let refresh = try? JSONReader(value).string("refresh_token")
        else {
            throw CitizenError(
                .refused, code: "login-refused", "expected a DPoP-bound token and its life")
        }
        return Answer(
            accessToken: Session.Token(text: token, expires: clock.now() + life),
            refreshToken: refresh,
            idToken: try? JSONReader(value).optionalString("id_token"))
    }

    private static func error(of reply: HTTPReply) -> String? {
        guard let value = try? JSONValue.parse(reply.body, maximumBytes: 64 << 10) else {
            return nil
        }
        return try? JSONReader(value).string("error")
    }
}
