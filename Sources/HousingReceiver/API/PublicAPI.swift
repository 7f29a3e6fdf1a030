import BlueButton
import Hummingbird
import Sovereignty
import StrictJSON
import Transport

/// The routes that citizens' programs and the service use.
struct PublicAPI: Sendable {
    let requests: RequestDesk
    let packages: PackageDesk
    let withdrawals: WithdrawalDesk
    let store: ReceiverStore

    func router(openAPI: [UInt8]?) -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.addHealth { [store] in (try? await store.highestDirectoryVersion()) != nil }
        if let openAPI { router.addOpenAPI(openAPI) }
        router.get("/r/:code") { _, context in
            let code = try context.parameters.require("code")
            return Response.document(
                Array(try await requests.object(code: code).utf8),
                contentType: "application/oauth-authz-req+jwt")
        }
        router.post("/v1/responses") { request, _ in
            let form = try await request.form(upTo: DocumentLimits.releaseBody)
            guard let package = form.first(where: { $0.0 == "response" })?.1,
                let registration = form.first(where: { $0.0 == "registration" })?.1
            else {
                throw Problem.malformed("expected a form with 'response' and 'registration'")
            }
            // A `redirect_uri` stands beside it once packages are confirmed.
            let receipt = try await packages.receive(
                package: package, registration: registration)
            return Response.json(["receipt": .string(receipt)])
        }
        router.post("/v1/withdrawals") { request, _ in
            try request.requireContentType("application/jwt")
            let body = try await request.body(upTo: DocumentLimits.withdrawal)
            guard let text = String(validating: body, as: UTF8.self) else {
                throw Problem.malformed("expected a withdrawal as compact JWS")
            }
            switch try await withdrawals.receive(text) {
            case .deleted(let receipt):
                return Response.document(
                    Array(receipt.utf8), contentType: "application/jose+json")
            case .kept:
                return Response.json(["state": "kept"], status: .accepted)
            }
        }
        return router
    }
}
