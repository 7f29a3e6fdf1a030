import JOSE
import OpenSSL
import Synchronization

/// The logins in progress, the codes and the sessions, all in memory and all with an end.
///
/// What is handed out is 256 random bits; what is kept is its hash.
final class LoginStore: Sendable {
    /// How long a login page waits, in seconds.
    static let pageLife: Int64 = 900
    /// The life of a code, in seconds.
    static let codeLife: Int64 = 60

    private struct Page {
        let request: AuthorizationRequest
        let endsAt: UnixTime
    }

    private struct Session {
        let session: LoginSession
        /// The hash of the one refresh token that counts; nil before the first.
        var refresh: String?
    }

    private struct Content {
        var pages: [String: Page] = [:]
        var codes: [String: AuthorizationGrant] = [:]
        /// Codes that were used, with the session they began.
        var usedCodes: [String: (session: String, endsAt: UnixTime)] = [:]
        var sessions: [String: Session] = [:]
        /// The sessions of all refresh tokens ever given, so that a used one ends its session.
        var refreshTokens: [String: String] = [:]
        var nextSweep = UnixTime(seconds: 0)
    }

    private let content = Mutex(Content())

    /// Keeps a request until its page is filled in; returns the page's secret name.
    func keep(_ request: AuthorizationRequest, at now: UnixTime) throws(OpenSSLError) -> String {
        let name = try Self.secret()
        content.withLock { content in
            Self.sweep(&content, at: now)
            content.pages[Self.hash(name)] = Page(request: request, endsAt: now + Self.pageLife)
        }
        return name
    }

    /// The request behind a page; nil where there is none, or its time has passed.
    func request(page name: String, at now: UnixTime) -> AuthorizationRequest? {
        content.withLock { content in
            content.pages[Self.hash(name)].flatMap { $0.endsAt > now ? $0.request : nil }
        }
    }

    /// Ends a page and gives a code for the session that begins; nil where it has ended already.
    func code(
        page name: String, session: LoginSession, at now: UnixTime
    ) throws(OpenSSLError) -> String? {
        let code = try Self.secret()
        let sessionID = try Self.secret()
        let isGiven = content.withLock { content -> Bool in
            guard let page = content.pages.removeValue(forKey: Self.hash(name)) else {
                return false
            }
            content.codes[Self.hash(code)] = AuthorizationGrant(
                session: session, sessionID: sessionID, redirectURI: page.request.redirectURI,
                codeChallenge: page.request.codeChallenge, endsAt: now + Self.codeLife)
            return true
        }
        return isGiven ? code : nil
    }

    /// What a code was given for; it counts once, and a second use ends the session it began.
    func redeem(code: String, at now: UnixTime) -> AuthorizationGrant? {
        content.withLock { content in
            let key = Self.hash(code)
            if let used = content.usedCodes[key] {
                content.sessions[used.session] = nil
                return nil
            }
            guard let grant = content.codes.removeValue(forKey: key) else { return nil }
            content.usedCodes[key] = (grant.sessionID, grant.session.endsAt)
            return grant.endsAt > now ? grant : nil
        }
    }

    /// Begins a session and gives its first refresh token.
    func begin(_ grant: AuthorizationGrant) throws(OpenSSLError) -> String {
        let token = try Self.secret()
        content.withLock { content in
            content.sessions[grant.sessionID] = Session(
                session: grant.session, refresh: Self.hash(token))
            content.refreshTokens[Self.hash(token)] = grant.sessionID
        }
        return token
    }

    /// The session of a refresh token that counts. One that was used before ends its session (RFC
    /// 9700 section 4.14).
    func session(refresh token: String, at now: UnixTime) -> LoginSession? {
        content.withLock { content in
            guard let id = content.refreshTokens[Self.hash(token)],
                let found = content.sessions[id]
            else { return nil }
            guard found.refresh == Self.hash(token), found.session.endsAt > now else {
                content.sessions[id] = nil
                return nil
            }
            return found.session
        }
    }

    /// Puts a new refresh token in the place of one that counts; nil where it no longer does.
    func rotate(_ token: String) throws(OpenSSLError) -> String? {
        let next = try Self.secret()
        let isRotated = content.withLock { content -> Bool in
            guard let id = content.refreshTokens[Self.hash(token)],
                content.sessions[id]?.refresh == Self.hash(token)
            else { return false }
            content.sessions[id]?.refresh = Self.hash(next)
            content.refreshTokens[Self.hash(next)] = id
            return true
        }
        return isRotated ? next : nil
    }

    /// Ends the session of a refresh token, for the client to which it was given.
    func revoke(_ token: String, clientID: String) {
        content.withLock { content in
            guard let id = content.refreshTokens[Self.hash(token)],
                content.sessions[id]?.session.clientID == clientID
            else { return }
            content.sessions[id] = nil
        }
    }

    private static func sweep(_ content: inout Content, at now: UnixTime) {
        guard content.nextSweep <= now else { return }
        content.nextSweep = now + 60
        content.pages = content.pages.filter { $0.value.endsAt > now }
        content.codes = content.codes.filter { $0.value.endsAt > now }
        content.usedCodes = content.usedCodes.filter { $0.value.endsAt > now }
        content.sessions = content.sessions.filter { $0.value.session.endsAt > now }
        let live = Set(content.sessions.keys)
        content.refreshTokens = content.refreshTokens.filter { live.contains($0.value) }
    }

    private static func secret() throws(OpenSSLError) -> String {
        Base64URL.encode(try SecureRandom.bytes(32))
    }

    private static func hash(_ secret: String) -> String {
        Base64URL.encode(SHA256.hash(utf8: secret))
    }
}
