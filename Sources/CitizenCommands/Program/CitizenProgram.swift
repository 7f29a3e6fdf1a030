package import BlueButton
import JOSE
package import Logging
import OpenSSL
import PartySetup
package import Sovereignty
import StrictJSON
import Transport
import Trust

/// The citizen's own program: the only place where values are decrypted, chosen and released.
///
/// Commands and the proof of concept drive it; it prints nothing.
package struct CitizenProgram: Sendable {
    let home: CitizenHome
    let configuration: CitizenConfiguration
    let client: PublicClient
    private let lists: CitizenLists
    let clock: WallClock
    let logger: Logger
    let language: Language
    private let nonces = ServerNonces()

    package init(
        home: CitizenHome, language: Language, clock: WallClock = .system, logger: Logger
    ) throws {
        self.home = home
        self.language = language
        self.clock = clock
        self.logger = logger
        configuration = try CitizenConfiguration(home: home)
        client = try PublicClient(anchorsPEM: configuration.tlsAnchors)
        lists = CitizenLists(
            home: home, trust: configuration.trust, clock: clock, logger: logger)
    }

    /// Closes connections; the program is not used after it.
    package func close() async {
        await client.shutdown()
    }

    /// Fetches and verifies the directory for new work.
    package func directory() async throws -> Directory {
        let reply = try await client.get(
            configuration.service + "/v1/directory", maximumBytes: DocumentLimits.directory,
            deadline: .now + .seconds(15))
        let text = String(decoding: try ServiceClient.accepted(reply).body, as: UTF8.self)
        await lists.prepare(for: text)
        var directory = try DirectoryMemory(home: home, trust: trust).accept(text, at: clock.now())
        if await lists.refresh(by: directory) {
            directory = try Directory.verify(text, trust: trust, at: clock.now())
        }
        guard directory.service.endpoint == configuration.service else {
            throw CitizenError(
                .refused, code: "service-mismatch",
                "expected the directory's service at the address in the configuration")
        }
        return directory
    }

    /// The anchors, with the revocation lists that are at hand now.
    var trust: TrustStore { lists.trust.store }

    // MARK: Login

    /// Logs in; `present` shows the address of the login page, or drives it.
    package func logIn(
        present: @escaping @Sendable (_ address: String) async throws -> Void
    ) async throws {
        let directory = try await directory()
        guard [nil, directory.identityProvider.issuer].contains(configuration.issuer) else {
            throw CitizenError(
                .refused, code: "issuer-mismatch",
                "expected the directory's login provider to be the one in the configuration")
        }
        let flow = LoginFlow(
            client: proven, directory: directory, clock: clock, language: language,
            logger: logger)
        try await flow.run(present: present).save(to: home)
    }

    /// Ends the session: the refresh token is revoked, key and tokens are deleted.
    package func logOut() async throws {
        guard let session = try Session(home: home) else { return }
        home.remove(Session.file)
        let reply = try await client.post(
            session.revocationAddress, headers: [("Content-Type", FormBody.contentType)],
            body: FormBody.encode([
                ("token", session.refreshToken), ("token_type_hint", "refresh_token"),
                ("client_id", AccessTokenPolicy.citizenProgram),
            ]), maximumBytes: 64 << 10, deadline: .now + .seconds(10))
        _ = try ServiceClient.accepted(reply)
    }

    // MARK: Tools for the parts in other files

    /// The session with a service token that is still good, renewed where it is not.
    func session() async throws -> Session {
        guard var session = try Session(home: home) else { throw CitizenError.notLoggedIn }
        if clock.now() + 20 >= session.service.expires {
            session = try await renewed(session, resource: configuration.service) {
                session, token in
                session.service = token
            }
        }
        return session
    }

    /// The session with a sources' token that is still good.
    func sessionForSources() async throws -> (Session, sourcesToken: String) {
        var session = try await session()
        if let token = session.sources, clock.now() + 20 < token.expires {
            return (session, token.text)
        }
        session = try await renewed(session, resource: AccessTokenPolicy.sourcesAudience) {
            session, token in session.sources = token
        }
        guard let token = session.sources else { throw CitizenError.notLoggedIn }
        return (session, token.text)
    }

    private func renewed(
        _ session: Session, resource: String,
        put: (inout Session, Session.Token) -> Void
    ) async throws -> Session {
        let answer = try await TokenClient(client: proven, clock: clock).request(
            [
                ("grant_type", "refresh_token"), ("refresh_token", session.refreshToken),
                ("client_id", AccessTokenPolicy.citizenProgram), ("resource", resource),
            ], at: session.tokenAddress, key: session.key)
        var renewed = session
        renewed.refreshToken = answer.refreshToken
        put(&renewed, answer.accessToken)
        try renewed.save(to: home)
        return renewed
    }

    /// Calls with proofs; all parts share the nonces.
    private var proven: DPoPClient {
        DPoPClient(client: client, nonces: nonces, clock: clock)
    }

    var service: ServiceClient {
        ServiceClient(client: proven, origin: configuration.service)
    }
}
