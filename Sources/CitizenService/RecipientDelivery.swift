import BlueButton
import JOSE
import Sovereignty
import StrictJSON
import Transport

/// Recipients behind the addresses of their requests: packages go as an OpenID4VP client sends them
/// (section 8.2).
struct RecipientDelivery: Delivery {
    let client: OrganisationClient
    let judge: OrganisationJudge

    func deliver(
        package: String, registration: String, recipient: OIN, to address: String,
        deadline: ContinuousClock.Instant
    ) async throws(DeliveryFailure) -> DeliveryAnswer {
        let form = FormBody.encode([("response", package), ("registration", registration)])
        let reply: HTTPReply
        do {
            reply = try await client.post(
                address, headers: [("Content-Type", FormBody.contentType)], body: form,
                peer: judge.server(recipient),
                maximumBytes: DocumentLimits.receipt + 8192, deadline: deadline)
        } catch {
            throw .passing
        }
        switch reply.status {
        case 200:
            guard
                let value = try? JSONValue.parse(
                    reply.body, maximumBytes: DocumentLimits.receipt + 8192),
                let receipt = try? JSONReader(value).string("receipt")
            else { throw .passing }
            let redirect = try? JSONReader(value).optionalString("redirect_uri")
            return DeliveryAnswer(
                receipt: receipt, redirect: redirect?.isEmpty == false ? redirect : nil)
        default:
            throw Self.failure(reply)
        }
    }

    func forward(
        withdrawal: String, recipient: OIN, to address: String, deadline: ContinuousClock.Instant
    ) async throws(DeliveryFailure) -> WithdrawalAnswer {
        let reply: HTTPReply
        do {
            reply = try await client.post(
                address, headers: [("Content-Type", "application/jwt")],
                body: Array(withdrawal.utf8), peer: judge.server(recipient),
                maximumBytes: DocumentLimits.receipt, deadline: deadline)
        } catch {
            throw .passing
        }
        switch reply.status {
        case 200:
            guard let receipt = String(validating: reply.body, as: UTF8.self) else {
                throw .passing
            }
            return .deleted(receipt: receipt)
        case 202:
            return .kept
        default:
            throw Self.failure(reply)
        }
    }

    /// What an answer means that is none of those expected.
    private static func failure(_ reply: HTTPReply) -> DeliveryFailure {
        switch reply.status {
        case 408, 429: .passing
        case 400..<500: .refused(code: code(of: reply))
        default: .passing
        }
    }

    private static func code(of reply: HTTPReply) -> String {
        guard let value = try? JSONValue.parse(reply.body, maximumBytes: 8192),
            let code = try? JSONReader(value).string("code"), (1...40).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D })
        else { return "refused" }
        return code
    }
}
