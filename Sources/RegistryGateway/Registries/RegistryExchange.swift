import Logging
import PartySetup
import StrictJSON
import Transport

/// The way to a registry's interface: JSON over TLS, mutual where the registry wants it.
struct RegistryExchange: Sendable {
    /// The largest answer, in bytes.
    static let maximumBytes = 1 << 20

    /// Who carries the calls.
    enum Carrier: Sendable {
        /// OpenSSL decides about the registry's certificate.
        case organisation(OrganisationClient, PeerDecision)
        /// The registry is known by its host name.
        case hostName(PublicClient)
    }

    let carrier: Carrier
    /// The interface's address.
    var address: String
    /// Headers beside those of JSON.
    var headers: [(String, String)] = []
    /// Is told why there was no usable answer: whoever runs the gateway has to know, callers not.
    var logger: Logger?

    func post(
        _ body: JSONObject, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> JSONReader {
        let reply: HTTPReply
        do {
            reply = try await RetryAfter.heed(until: deadline) {
                () async throws(TransportError) -> HTTPReply in
                try await send(JSONValue.object(body).bytes(), deadline: deadline)
            }
        } catch {
            complain(["reason": "\(error.description)"])
            throw error.code == .timeout ? .timeout : .unreachable
        }
        guard reply.status == 200, reply.mediaType == "application/json",
            let value = try? JSONValue.parse(reply.body, maximumBytes: Self.maximumBytes)
        else {
            complain(["status": "\(reply.status)", "code": "\(Self.code(of: reply) ?? "-")"])
            throw .invalidAnswer(status: reply.status)
        }
        return JSONReader(value)
    }

    /// Nothing of what was asked or answered but the status and the problem's code.
    private func complain(_ metadata: Logger.Metadata) {
        logger?.warning(
            "the registry gave no usable answer",
            metadata: metadata.merging(["address": "\(address)"]) { $1 })
    }

    /// The code of a problem such as `unauthorizedField`; nil where it is not of that form.
    private static func code(of reply: HTTPReply) -> String? {
        guard let value = try? JSONValue.parse(reply.body, maximumBytes: 64 << 10),
            let code = try? JSONReader(value).string("code"), (1...40).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D })
        else { return nil }
        return code
    }

    private func send(
        _ body: [UInt8], deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        let all =
            [("Content-Type", "application/json"), ("Accept", "application/json")] + headers
        switch carrier {
        case .organisation(let client, let peer):
            return try await client.post(
                address, headers: all, body: body, peer: peer, maximumBytes: Self.maximumBytes,
                deadline: deadline)
        case .hostName(let client):
            return try await client.post(
                address, headers: all, body: body, maximumBytes: Self.maximumBytes,
                deadline: deadline)
        }
    }
}
