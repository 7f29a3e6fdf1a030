import BlueButton
import HTTPTypes
import Hummingbird
import Sovereignty
import StrictJSON
import Transport

/// The routes that citizens' programs and the service use.
struct PublicAPI: Sendable {
    let requests: RequestDesk
    let packages: PackageDesk
    /// nil where citizens confirm at a page of the corporation's own front, and so not here.
    let confirmations: ConfirmationDesk?
    let withdrawals: WithdrawalDesk
    let store: ReceiverStore
    /// What is wrong with the revocation lists, for the health.
    var trustProblem: @Sendable () -> Problem? = { nil }

    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.addHealth(problem: trustProblem) { [store] in
            (try? await store.highestDirectoryVersion()) != nil
        }
        router.addDocument(of: PublicInterface.description)
        router.on(PublicInterface.request) { _, context in
            let code = try context.parameters.require("code")
            return Response.document(
                Array(try await requests.object(code: code).utf8),
                contentType: "application/oauth-authz-req+jwt")
        }
        router.on(PublicInterface.responses) { request, _ in
            let form = try await request.form(upTo: DocumentLimits.releaseBody)
            guard let package = form.first(where: { $0.0 == "response" })?.1,
                let registration = form.first(where: { $0.0 == "registration" })?.1
            else {
                throw Problem.malformed("expected a form with 'response' and 'registration'")
            }
            let answer = try await packages.receive(
                package: package, registration: registration)
            var json: JSONObject = ["receipt": .string(answer.receipt)]
            if let redirect = answer.redirect { json["redirect_uri"] = .string(redirect) }
            return Response.json(.object(json))
        }
        router.on(PublicInterface.withdrawals) { request, _ in
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
        addPages(to: router)
        return router
    }

    /// What a citizen opens: the `redirect_uri`, and the privacy notice.
    private func addPages(to router: Router<AppContext>) {
        router.on(PublicInterface.confirmation) { request, _ in
            guard let confirmations else { throw Problem.unknownPath }
            let fields = (try? request.query()) ?? []
            func value(_ name: String) -> String {
                fields.first { $0.0 == name }?.1 ?? ""
            }
            do {
                _ = try await confirmations.confirm(
                    code: value("response_code"), bits: value("confirm"))
                return ConfirmationPage.confirmed.response()
            } catch let refusal as Refusal {
                // A person gets a page, a program the problem.
                guard request.headers[.accept]?.contains("text/html") == true else {
                    throw refusal
                }
                return ConfirmationPage.refused.response()
            }
        }
        router.on(PublicInterface.privacy) { _, _ in
            PrivacyPage(
                organisation: try await requests.organisation(), templates: RequestTemplate.all
            ).page.response()
        }
    }
}
