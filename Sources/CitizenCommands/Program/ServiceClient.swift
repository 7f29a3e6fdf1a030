import BlueButton
import OpenSSL
import Sovereignty
import StrictJSON
import Transport

/// Calls the service as the citizen: with the access token and a DPoP proof for each call.
struct ServiceClient: Sendable {
    let client: PublicClient
    /// The service's address, an origin.
    let origin: String
    let clock: WallClock

    func get(
        _ path: String, session: Session, maximumBytes: Int = 8 << 20
    ) async throws -> HTTPReply {
        let address = origin + path
        let reply = try await client.get(
            address, headers: try headers("GET", address, session),
            maximumBytes: maximumBytes, deadline: .now + .seconds(30))
        return try Self.accepted(reply)
    }

    func post(
        _ path: String, _ body: JSONObject, session: Session, maximumBytes: Int = 1 << 20
    ) async throws -> HTTPReply {
        let address = origin + path
        let reply = try await client.post(
            address,
            headers: try headers("POST", address, session)
                + [("Content-Type", "application/json")],
            body: JSONValue.object(body).bytes(), maximumBytes: maximumBytes,
            deadline: .now + .seconds(60))
        return try Self.accepted(reply)
    }

    private func headers(
        _ method: String, _ address: String, _ session: Session
    ) throws -> [(String, String)] {
        let token = session.service.text
        let proof = try DPoPProof.make(
            method: method, address: address, accessToken: token, nonce: nil, key: session.key,
            at: clock.now())
        return [("Authorization", "DPoP \(token)"), ("DPoP", proof)]
    }

    /// Passes good answers and turns problems into errors; their text is shown cleaned.
    static func accepted(_ reply: HTTPReply) throws -> HTTPReply {
        if (200..<300).contains(reply.status) { return reply }
        let problem = (try? JSONValue.parse(reply.body, maximumBytes: 64 << 10)).map {
            JSONReader($0)
        }
        let code = (try? problem?.string("code")) ?? "status-\(reply.status)"
        let detail = (try? problem?.string("detail")) ?? "expected another answer"
        let message = DisplayText(detail).text
        switch reply.status {
        case 401:
            throw CitizenError(
                .notLoggedIn, code: DisplayText(code).text, message,
                hint: "run 'blauweknop login' again")
        case 502...504:
            throw CitizenError(
                .unreachable, code: DisplayText(code).text, message, hint: "try again later")
        default:
            throw CitizenError(.refused, code: DisplayText(code).text, message)
        }
    }
}
