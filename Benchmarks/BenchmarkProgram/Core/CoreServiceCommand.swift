import ArgumentParser
import Hummingbird
import JOSE
import OpenSSL
import PartySetup
import StrictJSON
import Transport

/// The core of an overview and nothing else: two calls over mutual TLS, two signatures verified,
/// one made. Server, client, decision about the peers, JWS and JSON are those of the service.
struct CoreServiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "core-service", abstract: "The core of an overview.")

    @Option var folder: String
    @Argument(help: "The addresses of the gateways.") var gateways: [String]

    func run() async throws {
        let world = try CoreWorld(folder: folder)
        let client = try OrganisationClient(identity: world.service)
        let targets = zip(gateways, world.gateways).map { address, identity in
            Target(
                address: address,
                peer: PeerJudgement.server(
                    identity.certificates.first?.subjectSerialNumbers.first ?? "",
                    trust: { world.trust }, now: { UnixTime.now() }))
        }
        let core = Core(client: client, targets: targets, key: world.key)
        let router = Router(context: AppContext.self)
        router.get("/overview") { _, _ in
            Response.document(
                Array(try await core.overview().utf8), contentType: "application/jwt")
        }
        try await Serving.run(
            [
                HTTPServer(
                    name: "core", router: router, address: .anyLoopback, tls: world.service,
                    clients: .none, logger: ProgramRun.logger("core"))
            ], others: [client])
    }

    struct Target {
        let address: String
        let peer: PeerDecision
    }

    struct Core {
        let client: OrganisationClient
        let targets: [Target]
        let key: P256PrivateKey

        func overview() async throws -> String {
            let deadline = ContinuousClock.now + .seconds(5)
            let answers = try await withThrowingTaskGroup(of: (Int, JSONValue).self) { group in
                for (place, target) in targets.enumerated() {
                    group.addImmediateTask { (place, try await answer(of: target, deadline)) }
                }
                var answers = [JSONValue](repeating: .null, count: targets.count)
                for try await (place, answer) in group { answers[place] = answer }
                return answers
            }
            let overview: JSONObject = [
                "iat": .integer(UnixTime.now().seconds), "orgs": .array(answers),
            ]
            return try CompactJWS(
                signing: overview.bytes(), header: ["alg": "ES256", "kid": "k1"], key: key
            ).text
        }

        private func answer(
            of target: Target, _ deadline: ContinuousClock.Instant
        ) async throws -> JSONValue {
            let reply = try await client.get(
                target.address, peer: target.peer, maximumBytes: 8192, deadline: deadline)
            guard let text = String(validating: reply.body, as: UTF8.self) else {
                throw BenchmarkError("expected text")
            }
            let statement = try CompactJWS(text, maximumBytes: 8192)
            try statement.verify(by: key.publicKey)
            return try JSONValue.parse(signed: statement.payload, maximumBytes: 8192)
        }
    }
}
