import OpenSSL

/// Someone who logged in through one client, with one key, until a time.
struct LoginSession: Sendable {
    let bsn: String
    let clientID: String
    /// The thumbprint of the key to which every token is bound.
    let thumbprint: String
    let resources: Set<String>
    let nonce: String
    let loggedInAt: UnixTime
    let endsAt: UnixTime
}

/// A login that was carried through, for which a code was given.
struct AuthorizationGrant: Sendable {
    let session: LoginSession
    let sessionID: String
    let redirectURI: String
    let codeChallenge: String
    let endsAt: UnixTime
}
