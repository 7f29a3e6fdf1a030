import BlueButton
import OpenSSL
import Sovereignty
import StrictJSON
import Transport

/// Gets tokens from the identity provider, with DPoP proofs and server nonces (RFC 9449).
struct TokenClient: Sendable {
    /// What the provider gave.
    struct Answer: Sendable {
        let accessToken: Session.Token
        let refreshToken: String
        let idToken: String?
    }

    let client: PublicClient
    let clock: WallClock

    /// Posts a token request; repeats it once with the server's nonce where that is asked for.
    func request(
        _ fields: [(String, String)], at address: String, key: P256PrivateKey
    ) async throws -> Answer {
        var reply = try await post(fields, to: address, key: key, nonce: nil)
        if reply.status == 400, Self.error(of: reply) == "use_dpop_nonce",
            let nonce = reply.headers["dpop-nonce"]
        {
            reply = try await post(fields, to: address, key: key, nonce: nonce)
        }
        guard reply.status == 200 else {
            let code = Self.error(of: reply) ?? "status \(reply.status)"
            if code == "invalid_grant" { throw CitizenError.notLoggedIn }
            throw CitizenError(
                .refused, code: "login-refused",
                "expected a token of the login provider, which answered '\(DisplayText(code))'",
                hint: "run 'blauweknop login' again")
        }
        return try answer(reply)
    }

    private func post(
        _ fields: [(String, String)], to address: String, key: P256PrivateKey, nonce: String?
    ) async throws -> HTTPReply {
        let proof = try DPoPProof.make(
            method: "POST", address: address, accessToken: nil, nonce: nonce, key: key,
            at: clock.now())
        return try await client.post(
            address, headers: [("Content-Type", FormBody.contentType), ("DPoP", proof)],
            body: FormBody.encode(fields), maximumBytes: 64 << 10,
            deadline: .now + .seconds(10))
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
