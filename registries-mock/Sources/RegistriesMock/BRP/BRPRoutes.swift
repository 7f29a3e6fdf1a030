import Hummingbird
import MockPersons
import OpenSSL
import StrictJSON
import Transport

/// The mock of Haal Centraal BRP bevragen 2.7: `POST /haalcentraal/api/brp/personen`.
struct BRPRoutes {
    static let path = "/haalcentraal/api/brp/personen"
    static let documentPath = "/haalcentraal/api/brp/openapi.json"
    static let version = "2.7.0"

    let state: MockState
    let clock: @Sendable () -> UnixTime

    func add(to router: Router<AppContext>) {
        router.post(RouterPath(Self.path)) { request, context -> Response in
            do {
                let query = try PersonQuery(try await RegistryExchange.object(request, context))
                return .document(
                    JSONValue.object(try answer(query)).bytes(),
                    contentType: RegistryExchange.contentType,
                    headers: RegistryExchange.headers(version: Self.version))
            } catch let problem as RegistryProblem {
                return problem.response(instance: Self.path, version: Self.version)
            }
        }
    }

    private func answer(_ query: PersonQuery) throws(RegistryProblem) -> JSONObject {
        let data = state.data
        let today = RegistryExchange.today(clock())
        let found = try PersonSearch(people: data.people).persons(query)
        let authority =
            query.fields.below("gezag") == nil
            ? nil : AuthorityGroup(authority: .init(people: data.people, today: today))
        let persons = found.map { person in
            let document = PersonDocument(
                person: person, codes: data.codes, today: today,
                isLimited: query.kind != .numbers, authority: authority?.list(for: person))
            return JSONValue.object(document.delivered(query.fields))
        }
        return ["type": .string(query.kind.rawValue), "personen": .array(persons)]
    }
}
