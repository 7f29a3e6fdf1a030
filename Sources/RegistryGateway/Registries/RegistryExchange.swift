import PartySetup
import StrictJSON
import Transport

/// The way to a registry's interface: JSON over mutual TLS.
struct RegistryExchange: Sendable {
    /// The largest answer, in bytes.
    static let maximumBytes = 1 << 20

    let client: OrganisationClient
    /// The interface's address.
    let address: String
    /// Judges the registry's certificate.
    let peer: PeerDecision

    func post(
        _ body: JSONObject, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> JSONReader {
        let reply: HTTPReply
        do {
            reply = try await client.post(
                address,
                headers: [("Content-Type", "application/json"), ("Accept", "application/json")],
                body: JSONValue.object(body).bytes(), peer: peer,
                maximumBytes: Self.maximumBytes, deadline: deadline)
        } catch {
            throw error.code == .timeout ? .timeout : .unreachable
        }
        guard reply.status == 200, reply.mediaType == "application/json",
            let value = try? JSONValue.parse(reply.body, maximumBytes: Self.maximumBytes)
        else { throw .invalidAnswer(status: reply.status) }
        return JSONReader(value)
    }
}
