import BlueButton
import JOSE
import Sovereignty
import StrictJSON
import Transport

/// Recipients behind their `response_uri`, as an OpenID4VP client reaches them (section 8.2).
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
        case 400..<500 where reply.status != 408 && reply.status != 429:
            throw .refused(code: Self.code(of: reply))
        default:
            throw .passing
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
