import BlueButton
import OpenSSL
import Sovereignty
import StrictJSON
import Transport

/// Sends requests with a proof of the session key, and the server's nonce in it (RFC 9449).
///
/// The same for the identity provider's token endpoint (section 8) and for the service (section 9).
struct DPoPClient: Sendable {
    /// A request that needs a proof.
    struct Call: Sendable {
        /// Nil for a GET and a DELETE.
        var body: [UInt8]?
        let address: String
        var isDeletion = false
        var headers: [(String, String)] = []
        /// The token that goes with the proof; nil where one is asked for.
        var accessToken: String?
        var maximumBytes = 64 << 10
        var patience: Duration = .seconds(10)

        var method: String { isDeletion ? "DELETE" : body == nil ? "GET" : "POST" }
    }

    let client: PublicClient
    let nonces: ServerNonces
    let clock: WallClock

    /// Sends a request; exactly once more where the server asks for its nonce and gives one.
    ///
    /// - Throws: `TransportError`; `use-dpop-nonce` where the server does not take the nonce that
    ///   it gave, or gives none.
    func send(_ call: Call, key: P256PrivateKey) async throws -> HTTPReply {
        let origin = try WebAddress(call.address).origin
        var reply = try await once(call, key: key, nonce: nonces[origin])
        var isGiven = nonces.keep(from: reply, of: origin)
        guard Self.asksForNonce(reply) else { return reply }
        if isGiven {
            reply = try await once(call, key: key, nonce: nonces[origin])
            isGiven = nonces.keep(from: reply, of: origin)
            guard Self.asksForNonce(reply) else { return reply }
        }
        throw CitizenError(
            .refused, code: "use-dpop-nonce", "expected the server to take the nonce that it gives",
            hint: .tryAgain)
    }

    private func once(
        _ call: Call, key: P256PrivateKey, nonce: String?
    ) async throws -> HTTPReply {
        let proof = try DPoPProof.make(
            method: call.method, address: call.address, accessToken: call.accessToken,
            nonce: nonce, key: key, at: clock.now())
        var headers = call.headers + [("DPoP", proof)]
        if let token = call.accessToken { headers.append(("Authorization", "DPoP \(token)")) }
        let deadline = ContinuousClock.now + call.patience
        if call.isDeletion {
            return try await client.delete(
                call.address, headers: headers, maximumBytes: call.maximumBytes,
                deadline: deadline)
        }
        guard let body = call.body else {
            return try await client.get(
                call.address, headers: headers, maximumBytes: call.maximumBytes,
                deadline: deadline)
        }
        return try await client.post(
            call.address, headers: headers, body: body, maximumBytes: call.maximumBytes,
            deadline: deadline)
    }

    /// An authorization server says so in a body with 400, a resource server in a header with 401.
    static func asksForNonce(_ reply: HTTPReply) -> Bool {
        switch reply.status {
        case 400:
            guard let value = try? JSONValue.parse(reply.body, maximumBytes: 64 << 10) else {
                return false
            }
            return (try? JSONReader(value).string("error")) == "use_dpop_nonce"
        case 401:
            return reply.headers.values("www-authenticate").contains {
                $0.contains("DPoP") && $0.contains("error=\"use_dpop_nonce\"")
            }
        default:
            return false
        }
    }
}
