import BlueButton
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import StoreSQLite
import StrictJSON
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import CitizenService

/// The service on a free port, over TLS and a store of its own; nobody stands behind it.
struct RunningService: Sendable {
    /// Parties whose addresses nobody listens at.
    static let world = Result<ReleaseWorld, any Error> {
        let nowhere = "https://127.0.0.1:1"
        return try ReleaseWorld(
            at: ReleaseWorld.time,
            addresses: [
                "brp": nowhere, "bri": nowhere, "woonhaven": nowhere, "stadswonen": nowhere,
                "digid": nowhere,
            ])
    }

    let world: ReleaseWorld
    let log: LogBook
    let client: OrganisationClient
    let port: Int
    /// What it keeps.
    let store: ServiceStore
    /// A nonce for proofs, as the service gave it at the start.
    var nonce: String?

    static func whileRunning<Value: Sendable>(
        folder: TemporaryFolder = TemporaryFolder(), clock: TestClock = TestClock(),
        _ body: @escaping @Sendable (RunningService) async throws -> Value
    ) async throws -> Value {
        let world = try Self.world.get()
        let log = LogBook()
        let client = try OrganisationClient(identity: nil)
        let program = try await ServiceProgram(
            configuration(world, folder: folder), clock: clock.wall,
            timestamps: world.timestamps { clock.now }, logger: log.logger)
        let store = try #require(program.parts.store as? ServiceStore)
        return try await ServerGroup.whileRunning(
            [program.server], others: program.others + [client], grace: .milliseconds(200),
            logger: log.logger
        ) { ports in
            var service = RunningService(
                world: world, log: log, client: client, port: ports[0], store: store)
            service.nonce = try await service.newNonce()
            let value = try await body(service)
            for word in [ReleaseWorld.bsn, "eyJ", "aB3dE5fG7hJ9kL1mN3pQ5r", "Jansen"] {
                #expect(!log.text.contains(word))
            }
            return value
        }
    }

    static func configuration(
        _ world: ReleaseWorld, folder: TemporaryFolder, directory: Directory? = nil,
        seal: String = "service"
    ) throws -> ServiceConfiguration {
        try ServiceConfiguration(
            address: .anyLoopback, tls: world.tls("service"), sealer: world.sealer(seal),
            logKey: #require(world.pki.party("service").logKey), trust: world.trust,
            directory: (directory ?? world.directory).text,
            timestamping: Timestamping(url: "https://tsa.example/tsa"),
            dataFolder: folder.path, patience: .milliseconds(500))
    }

    /// The nonce that the service gives to who comes without one.
    func newNonce() async throws -> String? {
        try await Caller(self).get("/v1/consents").headers["dpop-nonce"]
    }

    /// Sends a request as it is; whatever comes back, the OpenAPI document has to have it.
    func send(
        _ method: String, _ path: String, _ body: String = "", headers: [(String, String)] = []
    ) async throws -> HTTPReply {
        let reply = try await exchange(method, path, body, headers: headers)
        #expect(ServiceInterface.description.unforeseen(method, path, reply) == nil)
        return reply
    }

    private func exchange(
        _ method: String, _ path: String, _ body: String, headers: [(String, String)]
    ) async throws -> HTTPReply {
        let (trust, time) = (world.trust, world.time)
        let peer = PeerJudgement.server(
            world.directory.service.oin.digits, trust: { trust }, now: { time })
        let address = "https://127.0.0.1:\(port)\(path)"
        if method == "DELETE" {
            let anchors = trust.anchors(for: .tls).map(\.pem).joined()
            let client = try PublicClient(anchorsPEM: anchors)
            let reply = try await client.delete(
                "https://localhost:\(port)\(path)", headers: headers, maximumBytes: 8 << 20,
                deadline: .now + .seconds(30))
            await client.shutdown()
            return reply
        }
        if method == "GET" {
            return try await client.get(
                address, headers: headers, peer: peer, maximumBytes: 8 << 20,
                deadline: .now + .seconds(30))
        }
        return try await client.post(
            address, headers: headers, body: Array(body.utf8), peer: peer,
            maximumBytes: 8 << 20, deadline: .now + .seconds(30))
    }
}
