import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Synchronization
import TestPKI
import Transport

/// Many logged-in citizens who ask for overviews; their tokens and mandates are made beforehand,
/// the proof of each call when it is made.
final class Citizens: Sendable {
    private struct Session {
        let key: P256PrivateKey
        let token: String
        let body: [UInt8]
    }

    private let sessions: [Session]
    private let address: String
    private let client: OrganisationClient
    private let state = Mutex<(next: Int, nonce: String?)>((0, nil))

    /// - Parameter connections: the most that are open at once; further calls wait.
    init(_ world: OverviewWorld, count: Int, connections: Int) throws {
        let now = UnixTime.now()
        let directory = world.directory
        let provider = try world.pki.party("digid").key("signing")
        var sealed: JSONObject = [:]
        for source in directory.sources {
            sealed[source.oin.digits] = .string(
                try SealedToken.seal(String(repeating: "t", count: 700), to: source))
        }
        sessions = try (0..<count).map { number in
            let key = try P256PrivateKey()
            let claims: JSONObject = [
                "iss": .string(directory.identityProvider.issuer),
                "sub": .string("citizen-with-a-long-name-\(number)"),
                "aud": .string(directory.service.endpoint), "iat": .integer(now.seconds),
                "exp": .integer(now.seconds + 600), "jti": try DocumentID().json,
                "client_id": "blauweknop", "acr": "http://eidas.europa.eu/LoA/substantial",
                "cnf": ["jkt": .string(JWK(key.publicKey).thumbprint)],
            ]
            let token = try CompactJWS(
                signing: claims.bytes(), header: ["alg": "ES256", "typ": "at+jwt"], key: provider)
            let mandate = try Mandate.make(
                .holdings, directory: directory.hash, token: "sources' token", key: key, at: now)
            let body: JSONObject = [
                "mandate": .string(mandate.text), "tokens": .object(sealed),
            ]
            return Session(key: key, token: token.text, body: body.bytes())
        }
        address = "https://localhost:\(world.ports.service)/v1/overviews"
        client = try OrganisationClient(identity: nil, connectionsPerPeer: connections)
    }

    /// Asks for one overview, and demands the sources' answers in it unless told otherwise.
    func ask(demandsAnswers: Bool = true) async throws {
        let (session, nonce) = state.withLock { state in
            state.next += 1
            return (sessions[state.next % sessions.count], state.nonce)
        }
        var reply = try await post(session, nonce)
        if reply.status == 401, let fresh = reply.headers["dpop-nonce"], fresh != nonce {
            state.withLock { $0.nonce = fresh }
            reply = try await post(session, fresh)
        }
        if reply.status == 503 { throw Overloaded() }
        guard reply.status == 200 else { throw Unexpected(what: "status \(reply.status)") }
        if demandsAnswers, try Self.lacksAnswers(reply.body) {
            throw Unexpected(what: "a source's answer is missing")
        }
    }

    /// Whether a source did not answer in time: a fast overview without its answers is none.
    private static func lacksAnswers(_ overview: [UInt8]) throws -> Bool {
        let payload = try FlattenedJWS(overview, maximumBytes: DocumentLimits.overview).payload
        let word = Array(#""outcome":"unavailable""#.utf8)
        return payload.indices.contains { place in
            payload[place] == word[0] && payload[place...].starts(with: word)
        }
    }

    struct Unexpected: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }

    private func post(_ session: Session, _ nonce: String?) async throws -> HTTPReply {
        let proof = try DPoPProof.make(
            method: "POST", address: address, accessToken: session.token, nonce: nonce,
            key: session.key, at: .now())
        return try await client.post(
            address,
            headers: [
                ("Content-Type", "application/json"), ("Authorization", "DPoP \(session.token)"),
                ("DPoP", proof),
            ], body: session.body,
            peer: anyPeer, maximumBytes: DocumentLimits.overview, deadline: .now + .seconds(30))
    }
}
