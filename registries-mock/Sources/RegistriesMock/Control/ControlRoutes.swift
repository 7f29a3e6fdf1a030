import Hummingbird
import Logging
import MockPersons
import OpenSSL
import StrictJSON
import Transport

/// The testers' control of all mocks: other people, other incomes, faults, and what was asked.
struct ControlRoutes {
    private static let maximumBytes = 32 << 20

    let state: MockState
    let lists: PublishedLists
    /// The identity provider's keys; nil where it does not run.
    let keys: SigningKeys?

    func add(to router: Router<AppContext>) {
        router.put("/mock/personen") { request, context -> Response in
            try request.requireContentType("text/csv")
            let bytes = try await request.body(upTo: Self.maximumBytes)
            let read = try Self.reading { () throws(MockPersonsError) in
                try PersonListImport.read(bytes, maximumBytes: Self.maximumBytes)
            }
            state.replacePeople(read)
            context.logger.notice(
                "people replaced",
                metadata: [
                    "persons": .stringConvertible(read.persons.count),
                    "irregularities": .stringConvertible(read.irregularities.count),
                ])
            return Response(status: .noContent)
        }
        router.get("/mock/personen/report") { _, _ -> Response in
            .json(state.report.map { .object(ImportReport.json($0)) } ?? .object(ImportReport.none))
        }
        router.put("/mock/inkomens") { request, _ -> Response in
            try request.requireContentType("application/json")
            let bytes = try await request.body(upTo: Self.maximumBytes)
            state.replaceIncomes(
                try Self.reading { () throws(MockPersonsError) in try IncomeFile(bytes) })
            return Response(status: .noContent)
        }
        router.put("/mock/faults") { request, _ -> Response in
            try request.requireContentType("application/json")
            let bytes = try await request.body(upTo: 64 * 1024)
            do {
                let value = try JSONValue.parse(bytes, maximumBytes: 64 * 1024)
                state.faults = try Faults(value, mocks: state.mocks)
            } catch let error as JSONShapeError {
                throw Problem.malformed(error.message)
            } catch is JSONError {
                throw Problem.malformed("expected JSON")
            }
            await state.settled()
            return Response(status: .noContent)
        }
        router.delete("/mock/faults") { _, _ -> Response in
            state.faults = .none
            await state.settled()
            return Response(status: .noContent)
        }
        router.put("/mock/crls/:name") { request, context -> Response in
            try request.requireContentType(TrustServiceRoutes.listType)
            let name = try context.parameters.require("name")
            let bytes = try await request.body(upTo: Self.maximumBytes)
            guard PublishedLists.isName(name),
                let list = try? CertificateRevocationList(der: bytes)
            else {
                throw Problem.malformed("expected a revocation list in DER, as NAME.crl")
            }
            lists.publish(list, as: name)
            return Response(status: .noContent)
        }
        router.get("/mock/requests") { request, _ -> Response in
            let wanted = try Self.mock(request.uri.queryParameters["mock"], among: state.mocks)
            let requests = state.requests.filter { wanted == nil || $0.mock == wanted }
            return .json(["requests": .array(requests.map { .object($0.json) })])
        }
        addKeys(to: router)
    }

    private func addKeys(to router: Router<AppContext>) {
        router.get("/mock/keys") { _, _ -> Response in
            let published = try running().published
            return .json(["keys": .array(published.map { .object($0) })])
        }
        router.post("/mock/keys") { _, _ -> Response in
            .json(["kid": .string(try running().rotate())], status: .created)
        }
        router.delete("/mock/keys/:kid") { _, context -> Response in
            switch try running().withdraw(try context.parameters.require("kid")) {
            case .withdrawn: return Response(status: .noContent)
            case .unknown: throw Problem.unknownPath
            case .signs:
                throw Problem(
                    status: .conflict, code: "key-signs", title: "Conflict",
                    detail: "expected a key that does not sign: make another first")
            }
        }
    }

    /// The mock that a query names; nil where it names none.
    private static func mock(
        _ name: Substring?, among mocks: Set<MockName>
    ) throws(Problem) -> MockName? {
        guard let name else { return nil }
        guard let mock = MockName(rawValue: String(name)), mocks.contains(mock) else {
            let servers = MockName.servers.map(\.rawValue).joined(separator: ", ")
            throw .malformed("expected 'mock' to be \(servers), or the slug of a register")
        }
        return mock
    }

    private func running() throws(Problem) -> SigningKeys {
        guard let keys else { throw .unknownPath }
        return keys
    }

    private static func reading<Value>(
        _ read: () throws(MockPersonsError) -> Value
    ) throws(Problem) -> Value {
        do {
            return try read()
        } catch {
            var members = JSONObject()
            if let line = error.line { members["line"] = .integer(Int64(line)) }
            throw Problem(
                status: .badRequest, code: error.code.rawValue, title: "Unusable file",
                detail: error.message, members: members)
        }
    }
}
