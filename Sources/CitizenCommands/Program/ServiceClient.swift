import BlueButton
import StrictJSON
import Transport

/// Calls the service as the citizen: with the access token and a DPoP proof for each call.
struct ServiceClient: Sendable {
    let client: DPoPClient
    /// The service's address, an origin.
    let origin: String
    /// What the service is called where it cannot be reached.
    let name: String

    func get(
        _ path: String, session: Session, maximumBytes: Int = 8 << 20
    ) async throws -> HTTPReply {
        let call = DPoPClient.Call(
            address: origin + path, accessToken: session.service.text,
            maximumBytes: maximumBytes, patience: .seconds(30))
        return try await answer(to: call, session)
    }

    func post(
        _ path: String, _ body: JSONObject, session: Session, maximumBytes: Int = 1 << 20
    ) async throws -> HTTPReply {
        let call = DPoPClient.Call(
            body: JSONValue.object(body).bytes(), address: origin + path,
            headers: [("Content-Type", "application/json")], accessToken: session.service.text,
            maximumBytes: maximumBytes, patience: .seconds(60))
        return try await answer(to: call, session)
    }

    func delete(_ path: String, session: Session) async throws -> HTTPReply {
        let call = DPoPClient.Call(
            address: origin + path, isDeletion: true, accessToken: session.service.text,
            patience: .seconds(30))
        return try await answer(to: call, session)
    }

    private func answer(to call: DPoPClient.Call, _ session: Session) async throws -> HTTPReply {
        let reply: HTTPReply
        do {
            reply = try await client.send(call, key: session.key)
        } catch {
            throw CitizenError(error).naming(name)
        }
        return try Self.accepted(reply)
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
                hint: .logInAgain)
        case 502...504:
            throw CitizenError(
                .unreachable, code: DisplayText(code).text, message, hint: .tryLater)
        default:
            throw CitizenError(.refused, code: DisplayText(code).text, message)
        }
    }
}
