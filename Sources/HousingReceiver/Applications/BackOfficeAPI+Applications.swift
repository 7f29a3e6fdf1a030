import BlueButton
import Hummingbird
import IncomeRules
import OpenSSL
import StrictJSON
import Transport

extension BackOfficeAPI {
    func addApplications(to router: Router<AppContext>) {
        router.on(BackOfficeInterface.createApplication) { request, _ in
            let order = try await Self.order(request)
            try order.close([
                "template", "tax_year", "household", "elderly", "adults", "reference",
            ])
            let standing = try await applications.make(
                ApplicationDesk.Order(
                    template: try order.string("template"),
                    taxYear: try order.integer("tax_year"),
                    household: try order.string("household"),
                    isElderly: try order.optionalBool("elderly") ?? false,
                    adults: try order.integer("adults"),
                    reference: try order.string("reference")))
            return Response.json(.object(json(standing)), status: .created)
        }
        router.on(BackOfficeInterface.applications) { _, _ in
            let rows = try await store.applications(limit: Self.listLimit)
            return Response.json([
                "applications": .array(rows.map { .object(ReceiverJSON.application($0)) })
            ])
        }
        router.on(BackOfficeInterface.application) { _, context in
            let standing = try await applications.standing(context.parameters.require("id"))
            return Response.json(.object(json(standing)))
        }
    }

    private func json(_ standing: ApplicationDesk.Standing) -> JSONObject {
        var json = ReceiverJSON.application(standing.application)
        json["adults"] = .array(
            standing.adults.map { adult in
                [
                    "request": adult.request.code.json,
                    "state": .string(adult.request.state.rawValue),
                    "link": .string(requests.link(to: adult.request.code).text),
                    "expires": .integer(adult.request.expires.seconds),
                    "package": adult.package?.json ?? .null,
                ]
            })
        json["verdict"] = standing.verdict.map(ReceiverJSON.verdict) ?? .null
        return json
    }
}

extension ReceiverJSON {
    /// An application without its adults.
    static func application(_ application: Application) -> JSONObject {
        [
            "id": application.id.json, "template": .string(application.template),
            "tax_year": .integer(Int64(application.taxYear)),
            "household": .string(application.household.rawValue),
            "elderly": .bool(application.isElderly),
            "reference": .string(application.reference),
            "created_at": .integer(application.createdAt.seconds),
        ]
    }

    private static func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }

    /// What an income test found, and by which figures.
    static func verdict(_ verdict: IncomeVerdict) -> JSONValue {
        var limit = JSONValue.null
        if let figures = verdict.figures {
            limit = [
                "name": .string(figures.limit.name), "amount": .integer(figures.limit.amount),
                "income_year": .integer(Int64(figures.limit.incomeYear)),
                "index": text(figures.limit.index?.text),
                "limits_version": .string(figures.limitsVersion),
            ]
        }
        return [
            "outcome": .string(verdict.outcome.rawValue),
            "reason": text(verdict.reason?.rawValue),
            "total": verdict.total.map { .integer($0) } ?? .null, "limit": limit,
        ]
    }
}
