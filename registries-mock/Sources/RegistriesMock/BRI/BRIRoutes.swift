import Hummingbird
import MockPersons
import StrictJSON
import Transport

/// The mock of the Basisregistratie Inkomen: `POST /bri/v1/inkomens`.
///
/// Someone without income on record and someone unknown get the same answer, 200 with an empty
/// list: as at the BRP, absence is an answer, and a 404 can only mean a wrong address, which must
/// never pass for "holds nothing".
struct BRIRoutes {
    static let path = "/bri/v1/inkomens"
    static let documentPath = "/bri/v1/openapi.json"
    static let version = "1.0.0"

    let state: MockState

    func add(to router: Router<AppContext>) {
        router.post(RouterPath(Self.path)) { request, context -> Response in
            do {
                let query = try IncomeQuery(try await RegistryExchange.object(request, context))
                return .document(
                    JSONValue.object(answer(query)).bytes(),
                    contentType: RegistryExchange.contentType,
                    headers: RegistryExchange.headers(version: Self.version))
            } catch let problem as RegistryProblem {
                return problem.response(instance: Self.path, version: Self.version)
            }
        }
    }

    private func answer(_ query: IncomeQuery) -> JSONObject {
        let incomes = (state.data.incomes.incomes(of: query.bsn) ?? []).filter { income in
            query.years?.contains(income.taxYear) ?? true
        }
        return ["inkomens": .array(incomes.map { .object(Self.json($0)) })]
    }

    private static func json(_ income: Income) -> JSONObject {
        var object: JSONObject = [
            "belastingjaar": .integer(Int64(income.taxYear)),
            "soort": .string(income.kind.rawValue), "bedrag": .integer(income.amount),
            "status": .string(income.status.rawValue),
            "vaststellingsdatum": .string(income.establishedOn),
            "bron": .string(income.source.rawValue),
        ]
        if let ground = income.underInvestigation {
            object["inOnderzoek"] = ["ind": true, "grond": .string(ground.rawValue)]
        }
        return object
    }
}

/// A query for someone's incomes that was found in order.
struct IncomeQuery {
    let bsn: String
    /// The tax years asked for; all where none are named.
    let years: Set<Int>?

    init(_ body: JSONObject) throws(RegistryProblem) {
        var wrong: [RegistryProblem.Parameter] = []
        bsn = RegistryParameters.bsn(body["burgerservicenummer"], wrong: &wrong)
        years = Self.years(body["belastingjaren"], wrong: &wrong)
        for name in body.names where name != "burgerservicenummer" && name != "belastingjaren" {
            wrong.append(.unknown(name))
        }
        guard wrong.isEmpty else { throw .wrong(wrong) }
    }

    private static func years(
        _ value: JSONValue?, wrong: inout [RegistryProblem.Parameter]
    ) -> Set<Int>? {
        guard let value else { return nil }
        guard let items = value.arrayValue else {
            wrong.append(.notArray("belastingjaren"))
            return nil
        }
        if items.isEmpty { wrong.append(.tooFew("belastingjaren")) }
        if items.count > 20 { wrong.append(.tooMany("belastingjaren", 20)) }
        var years: Set<Int> = []
        for (position, item) in items.enumerated().prefix(20) {
            if let year = item.integerValue, (1900...2100).contains(year) {
                years.insert(Int(year))
            } else {
                wrong.append(
                    .init(
                        code: "integer", name: "belastingjaren[\(position)]",
                        reason: "Waarde is geen geldig jaar."))
            }
        }
        return years
    }
}
