import Hummingbird
import MockPersons
import OpenSSL
import StrictJSON
import Transport

/// The mock of every register that a file describes: `POST /registers/v1/{oin}/records`, with the
/// citizen service number in the body.
///
/// As at the BRI, someone of whom nothing is held gets 200 with an empty list, and a 404 can only
/// mean a wrong address.
struct RegisterRoutes {
    static let prefix = "/registers/v1/"
    static let documentPath = "/registers/v1/openapi.json"
    static let version = "1.0.0"

    let state: MockState
    let clock: @Sendable () -> UnixTime

    func add(to router: Router<AppContext>) {
        router.post(RouterPath("\(Self.prefix):oin/records")) { request, context -> Response in
            let oin = try context.parameters.require("oin")
            guard let organisation = state.organisation(oin) else { throw Problem.unknownPath }
            do {
                let bsn = try Self.number(try await RegistryExchange.object(request, context))
                let person = state.data.people.persons(bsn: bsn).first
                let records = organisation.records(
                    of: bsn, person: person, today: RegistryExchange.today(clock()))
                return .document(
                    JSONValue.object(["categorieen": .array(records)]).bytes(),
                    contentType: RegistryExchange.contentType,
                    headers: RegistryExchange.headers(version: Self.version))
            } catch let problem as RegistryProblem {
                return problem.response(instance: request.uri.path, version: Self.version)
            }
        }
    }

    /// The organisation that a path is about, by the name under which faults are set.
    static func mock(of path: String, in state: MockState) -> MockName {
        guard path.hasPrefix(prefix) else { return .registers }
        let oin = String(path.dropFirst(prefix.count).prefix { $0 != "/" })
        return state.organisation(oin)?.mock ?? .registers
    }

    private static func number(_ body: JSONObject) throws(RegistryProblem) -> String {
        var wrong: [RegistryProblem.Parameter] = []
        let bsn = RegistryParameters.bsn(body["burgerservicenummer"], wrong: &wrong)
        for name in body.names where name != "burgerservicenummer" { wrong.append(.unknown(name)) }
        guard wrong.isEmpty else { throw .wrong(wrong) }
        return bsn
    }
}
