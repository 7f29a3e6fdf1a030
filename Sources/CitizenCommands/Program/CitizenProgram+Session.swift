import BlueButton
import OpenSSL
import Sovereignty
import Transport

extension CitizenProgram {
    /// What became of a session that was to end.
    package enum SessionEnd: Sendable {
        /// There was none.
        case none
        /// Key and tokens are gone, and the provider knows.
        case ended
        /// Key and tokens are gone here; the provider could not be told, and this is why.
        ///
        /// Without the key no token counts. The provider's session ends by itself within the hour.
        case endedHereOnly(CitizenError)
    }

    /// Logs in; `present` shows the address of the login page, or drives it.
    ///
    /// - Returns: what became of the session that was there before: it is ended once there is a new
    ///   one.
    @discardableResult
    package func logIn(
        present: @escaping @Sendable (_ address: String) async throws -> Void
    ) async throws -> SessionEnd {
        let directory = try await directory()
        guard [nil, directory.identityProvider.issuer].contains(configuration.issuer) else {
            throw CitizenError(
                .refused, code: "issuer-mismatch",
                "expected the directory's login provider to be the one in the configuration")
        }
        let flow = LoginFlow(
            client: proven, directory: directory, clock: clock, language: language,
            logger: logger)
        let session = try await naming(texts.loginProvider(at: directory.identityProvider.issuer)) {
            try await flow.run(present: present)
        }
        let before = try await home.whileLocked {
            let before = Result { try Session.Ending(home: home) }
            try session.save(to: home)
            return before
        }
        return await end(before)
    }

    /// Ends the session: key and tokens are deleted, then the refresh token is revoked.
    ///
    /// A damaged session ends as well; the provider hears of it where the file still says how.
    @discardableResult
    package func logOut() async throws -> SessionEnd {
        let before = try await home.whileLocked {
            let before = Result { try Session.Ending(home: home) }
            home.remove(Session.file)
            return before
        }
        return await end(before)
    }

    private func end(_ session: Result<Session.Ending?, any Error>) async -> SessionEnd {
        do {
            guard let session = try session.get() else { return .none }
            let reply = try await client.post(
                session.revocationAddress, headers: [("Content-Type", FormBody.contentType)],
                body: FormBody.encode([
                    ("token", session.refreshToken), ("token_type_hint", "refresh_token"),
                    ("client_id", AccessTokenPolicy.citizenProgram),
                ]), maximumBytes: 64 << 10, deadline: .now + .seconds(10))
            _ = try ServiceClient.accepted(reply)
            return .ended
        } catch {
            return .endedHereOnly(CitizenError(error))
        }
    }

    /// The session with a service token that is still good, renewed where it is not.
    func session() async throws -> Session {
        if let session = try Session(home: home), isGood(session.service) { return session }
        return try await home.whileLocked { try await sessionForService() }
    }

    /// The session with a sources' token that is still good.
    func sessionForSources() async throws -> (Session, sourcesToken: String) {
        if let session = try Session(home: home), isGood(session.service),
            let token = session.sources, isGood(token)
        {
            return (session, token.text)
        }
        return try await home.whileLocked {
            var session = try await sessionForService()
            if let token = session.sources, isGood(token) { return (session, token.text) }
            let token = try await renew(&session, for: AccessTokenPolicy.sourcesAudience)
            session.sources = token
            try session.save(to: home)
            return (session, token.text)
        }
    }

    /// Reads the session anew: another command may have renewed it while this one waited.
    private func sessionForService() async throws -> Session {
        guard var session = try Session(home: home) else { throw CitizenError.notLoggedIn }
        guard !isGood(session.service) else { return session }
        session.service = try await renew(&session, for: configuration.service)
        try session.save(to: home)
        return session
    }

    private func isGood(_ token: Session.Token) -> Bool {
        clock.now() + 20 < token.expires
    }

    /// Buys a token with the refresh token, which is another one afterwards.
    private func renew(
        _ session: inout Session, for resource: String
    ) async throws -> Session.Token {
        let fields = [
            ("grant_type", "refresh_token"), ("refresh_token", session.refreshToken),
            ("client_id", AccessTokenPolicy.citizenProgram), ("resource", resource),
        ]
        let (address, key) = (session.tokenAddress, session.key)
        let provider = (try? Origin(of: address))?.text ?? address
        let answer = try await naming(texts.loginProvider(at: provider)) {
            try await TokenClient(client: proven, clock: clock).request(
                fields, at: address, key: key)
        }
        session.refreshToken = answer.refreshToken
        return answer.accessToken
    }
}
