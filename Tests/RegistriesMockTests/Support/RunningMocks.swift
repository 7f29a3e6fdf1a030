import Logging
import MockPersons
import OpenSSL
import StrictJSON
import TestKit
import Transport

@testable import RegistriesMock

/// All mocks on free ports, and clients to ask them with.
struct RunningMocks: Sendable {
    static let client = "blauweknop"
    static let service = "https://service.example"

    let state: MockState
    let clock: TestClock
    let log: LogBook
    let ports: [Int]
    let gateway: OrganisationClient
    let citizen: PublicClient
    let decision: PeerDecision

    /// Runs the mocks while a test asks them.
    static func whileRunning<Value: Sendable>(
        requiresNonce: Bool = true,
        _ body: @escaping @Sendable (RunningMocks) async throws -> Value
    ) async throws -> Value {
        let parties = try Parties.shared.get()
        let (clock, log) = (TestClock(), LogBook())
        let state = MockState(data: try Project.seed(), organisations: try Project.organisations())
        var digid = DigiDConfiguration(
            issuer: nil, serviceResource: service,
            clients: [
                OAuthClient(id: client, redirectURIs: ["http://127.0.0.1/callback"]),
                OAuthClient(id: "another", redirectURIs: ["http://127.0.0.1/other"]),
            ], signingKey: try P256PrivateKey())
        digid.requiresNonce = requiresNonce
        let registry = LandscapeConfiguration.Registry(
            address: .anyLoopback, tls: parties.registry, clients: parties.decision)
        var configuration = LandscapeConfiguration(
            brp: registry, bri: registry,
            digid: .init(address: .anyLoopback, tls: parties.registry, digid: digid),
            trustServices: .init(
                address: .anyLoopback, tls: parties.registry, unit: parties.unit),
            control: .init(port: 0))
        configuration.registers = registry
        let landscape = try MockLandscape(
            configuration: configuration,
            state: state, logger: log.logger, clock: { clock.now })
        let gateway = try OrganisationClient(identity: parties.gateway)
        let citizen = try PublicClient(anchorsPEM: parties.authority.certificate.pem)
        return try await ServerGroup.whileRunning(
            landscape.servers, others: [gateway, citizen], logger: log.logger
        ) { ports in
            try await body(
                RunningMocks(
                    state: state, clock: clock, log: log, ports: ports, gateway: gateway,
                    citizen: citizen, decision: parties.decision))
        }
    }

    var brp: String { "https://localhost:\(ports[0])/haalcentraal/api/brp/personen" }
    var bri: String { "https://localhost:\(ports[1])/bri/v1/inkomens" }
    /// The register of an OIN.
    func register(_ oin: String) -> String {
        "https://localhost:\(ports[2])/registers/v1/\(oin)/records"
    }
    var issuer: String { "https://localhost:\(ports[3])" }
    var trustServices: String { "https://localhost:\(ports[4])" }
    var control: String { "http://127.0.0.1:\(ports[5])/mock" }

    static var soon: ContinuousClock.Instant { .now + .seconds(20) }

    /// Asks a registry as the gateway.
    func ask(
        _ url: String, _ body: String,
        headers: [(String, String)] = [("Content-Type", "application/json")],
        by client: OrganisationClient? = nil, deadline: ContinuousClock.Instant = soon
    ) async throws -> Reply {
        Reply(
            try await (client ?? gateway).post(
                url, headers: headers, body: Array(body.utf8), peer: decision,
                maximumBytes: 1 << 20, deadline: deadline))
    }

    /// The person of a slug with some fields, as text.
    func person(_ slug: String, _ fields: String...) async throws -> String {
        let list = fields.map { "\"\($0)\"" }.joined(separator: ",")
        let query = """
            {"type":"RaadpleegMetBurgerservicenummer",\
            "burgerservicenummer":["\(try Project.bsn(slug))"],"fields":[\(list)]}
            """
        let reply = try await ask(brp, query)
        return reply.json["personen"]?.arrayValue?.first?.text ?? "nobody: \(reply.text)"
    }

    func put(
        _ path: String, _ body: [UInt8], type: String
    ) async throws -> Reply {
        Reply(
            try await citizen.put(
                control + path, headers: [("Content-Type", type)], body: body,
                maximumBytes: 1 << 20, deadline: Self.soon))
    }

    func get(_ url: String, headers: [(String, String)] = []) async throws -> Reply {
        Reply(
            try await citizen.get(
                url, headers: headers, maximumBytes: 4 << 20, deadline: Self.soon))
    }

    func post(
        _ url: String, form: [(String, String)], headers: [(String, String)] = []
    ) async throws -> Reply {
        Reply(
            try await citizen.post(
                url, headers: [("Content-Type", FormBody.contentType)] + headers,
                body: FormBody.encode(form), maximumBytes: 1 << 20, deadline: Self.soon))
    }
}

/// An answer as tests look at it.
struct Reply: Sendable {
    let status: Int
    let headers: HeaderList
    let text: String
    /// The body as a JSON object; empty where it is none.
    let json: JSONObject

    init(_ reply: HTTPReply) {
        status = reply.status
        headers = reply.headers
        text = String(decoding: reply.body, as: UTF8.self)
        json = (try? JSONValue.parse(reply.body, maximumBytes: 4 << 20))?.objectValue ?? [:]
    }

    /// The codes of the wrong parameters with their names.
    var wrong: [String] {
        (json["invalidParams"]?.arrayValue ?? []).compactMap(\.objectValue).map {
            "\($0["code"]?.stringValue ?? "") \($0["name"]?.stringValue ?? "")"
        }
    }

    var error: String? { json["error"]?.stringValue }
}
