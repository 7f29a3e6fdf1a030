import BlueButton
import Sovereignty
import StrictJSON
import Transport

/// Sources behind their gateways, over mutual TLS.
struct GatewaySource: Source {
    let client: OrganisationClient
    let judge: OrganisationJudge

    func holdings(
        of source: DirectorySource, mandate: String, token: String,
        deadline: ContinuousClock.Instant
    ) async throws(SourceFailure) -> String {
        let reply = try await post(
            "holdings", to: source, mandate: mandate, token: token,
            maximumBytes: DocumentLimits.statement, deadline: deadline)
        guard reply.mediaType == "application/jwt",
            let text = String(validating: reply.body, as: UTF8.self)
        else { throw SourceFailure(.invalidAnswer) }
        return text
    }

    func attestation(
        of source: DirectorySource, mandate: String, token: String,
        deadline: ContinuousClock.Instant
    ) async throws(SourceFailure) -> String {
        let reply = try await post(
            "attestations", to: source, mandate: mandate, token: token,
            maximumBytes: DocumentLimits.body, deadline: deadline)
        guard
            let value = try? JSONValue.parse(
                reply.body, maximumBytes: DocumentLimits.body),
            let text = try? JSONReader(value).string("attestation")
        else { throw SourceFailure(.invalidAnswer) }
        return text
    }

    private func post(
        _ action: String, to source: DirectorySource, mandate: String, token: String,
        maximumBytes: Int, deadline: ContinuousClock.Instant
    ) async throws(SourceFailure) -> HTTPReply {
        let body: JSONObject = ["mandate": .string(mandate), "token": .string(token)]
        let reply: HTTPReply
        do {
            // The same mandate again has the same answer: it may be asked twice.
            reply = try await RetryAfter.heed(until: deadline) {
                () async throws(TransportError) -> HTTPReply in
                try await client.post(
                    "\(source.endpoint)/v1/sources/\(source.oin.digits)/\(action)",
                    headers: [("Content-Type", "application/json")],
                    body: JSONValue.object(body).bytes(),
                    peer: judge.server(source.gatewayOperator), slots: source.oin.digits,
                    maximumBytes: maximumBytes, deadline: deadline)
            }
        } catch {
            throw SourceFailure(Self.kind(of: error))
        }
        guard reply.status == 200 else { throw SourceFailure(Self.kind(of: reply)) }
        return reply
    }

    private static func kind(of error: TransportError) -> SourceFailure.Kind {
        switch error.code {
        case .timeout: .timeout
        case .tooLarge: .tooLarge
        case .protocolViolation: .invalidAnswer
        default: .unreachable
        }
    }

    /// A gateway's problem: only its code is read, and only in the form that codes have.
    ///
    /// A statement that would exceed its size is no refusal, nor is a registry that is too slow.
    private static func kind(of reply: HTTPReply) -> SourceFailure.Kind {
        let code = code(of: reply)
        switch reply.status {
        case 413: return .tooLarge
        case 504: return .timeout
        case 502 where code == "registry-answer-invalid": return .invalidAnswer
        case 500...: return .unreachable
        case 400..<500: return code.map { .refused(code: $0) } ?? .invalidAnswer
        default: return .invalidAnswer
        }
    }

    /// The code of a problem; nil where there is none in the form that codes have.
    private static func code(of reply: HTTPReply) -> String? {
        guard
            let value = try? JSONValue.parse(reply.body, maximumBytes: 8192),
            let code = try? JSONReader(value).string("code"), (1...40).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D })
        else { return nil }
        return code
    }
}
