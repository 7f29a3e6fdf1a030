import ArgumentParser
import Hummingbird
import JOSE
import OpenSSL
import PartySetup
import StrictJSON
import Transport

/// Stands in for two gateways: mutual TLS, and the same signed answer for everyone.
struct CoreGatewaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "core-gateways", abstract: "Two stand-ins for gateways.")

    @Option var folder: String

    func run() async throws {
        let world = try CoreWorld(folder: folder)
        let payload: JSONObject = [
            "bsn_pseudonym": "abc", "records": .string(String(repeating: "x", count: 800)),
        ]
        let answer = try CompactJWS(
            signing: payload.bytes(), header: ["alg": "ES256", "kid": "k1"], key: world.key
        ).text
        let clients = PeerJudgement.clients(
            Self.oin(of: world.service), trust: { world.trust },
            now: { UnixTime.now() })
        let servers = CoreWorld.gatewaySlugs.indices.map { index in
            let router = Router(context: AppContext.self)
            let body = Array(answer.utf8)
            router.get("/") { _, _ in Response.document(body, contentType: "application/jwt") }
            return HTTPServer(
                name: CoreWorld.gatewaySlugs[index], router: router, address: .anyLoopback,
                tls: world.gateways[index], clients: .required(clients),
                logger: ProgramRun.logger("core-gateways"))
        }
        try await Serving.run(servers)
    }

    private static func oin(of identity: TLSIdentity) -> Set<String> {
        Set(identity.certificates.prefix(1).flatMap(\.subjectSerialNumbers))
    }
}
