import Hummingbird
import MockPersons
import OpenSSL
import StrictJSON
import Transport

/// The mock of Haal Centraal BRP bevragen 2.7: `POST /haalcentraal/api/brp/personen`.
struct BRPRoutes {
    static let path = "/haalcentraal/api/brp/personen"
    static let version = "2.7.0"

    let state: MockState
    let clock: @Sendable () -> UnixTime

    func add(to router: Router<AppContext>) {
        router.post(RouterPath(Self.path)) { request, context -> Response in
            do {
                let query = try PersonQuery(try await RegistryExchange.object(request, context))
                return .document(
                    JSONValue.object(answer(query)).bytes(),
                    contentType: RegistryExchange.contentType,
                    headers: RegistryExchange.headers(version: Self.version))
            } catch let problem as RegistryProblem {
                return problem.response(instance: Self.path, version: Self.version)
            }
        }
    }

    /// Someone unknown is no error: the list is then without them.
    private func answer(_ query: PersonQuery) -> JSONObject {
        let data = state.data
        let today = PartialDate(String(clock().description.prefix(10).filter { $0 != "-" }))
        let found = query.bsns.flatMap { data.people.persons(bsn: $0) }.filter { person in
            let residence = person.first(.residence)
            return person.isDelivered
                && (query.municipality == nil || residence?["09.10"] == query.municipality)
        }
        let persons = found.map { person in
            let document = PersonDocument(
                person: person, codes: data.codes, today: today ?? .unknown)
            return JSONValue.object(document.delivered(query.fields))
        }
        return ["type": .string(PersonQuery.type), "personen": .array(persons)]
    }
}
