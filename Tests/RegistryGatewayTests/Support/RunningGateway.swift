import BlueButton
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import StrictJSON
import TestKit
import TestPKI
import Testing
import Transport

@testable import RegistryGateway

/// The gateway of the register of persons on a free port, with a registry behind it.
struct RunningGateway: Sendable {
    let world: ReleaseWorld
    let log: LogBook
    let registry: StubRegistry
    let order: Order
    let client: OrganisationClient
    let port: Int

    static func whileRunning<Value: Sendable>(
        as slug: String? = "service", registryOIN: String = "00000099000000000101",
        patience: Duration = .seconds(20),
        _ body: @escaping @Sendable (RunningGateway) async throws -> Value
    ) async throws -> Value {
        let world = try ReleaseWorld.shared.get()
        let (log, registry) = (LogBook(), StubRegistry(#"{"personen": []}"#))
        let client = try OrganisationClient(identity: slug.map { try world.tls($0) })
        return try await ServerGroup.whileRunning(
            [registry.server(world, log: log)], others: [client], grace: .milliseconds(200),
            logger: log.logger
        ) { ports in
            let gateway = try GatewayProgram(
                Self.configuration(
                    world, registry: "https://127.0.0.1:\(ports[0])/records",
                    registryOIN: registryOIN, patience: patience),
                clock: .fixed(world.time), logger: log.logger)
            return try await ServerGroup.whileRunning(
                [gateway.server], others: gateway.others, grace: .milliseconds(200),
                logger: log.logger
            ) { ports in
                try await body(
                    RunningGateway(
                        world: world, log: log, registry: registry, order: Order(world),
                        client: client, port: ports[0]))
            }
        }
    }

    static func configuration(
        _ world: ReleaseWorld, registry: String = "https://127.0.0.1:1/records",
        registryOIN: String = "00000099000000000101", directory: String? = nil,
        seal: String = "brp", keys: [P256PrivateKey]? = nil,
        patience: Duration = .seconds(20), dataFolder: String? = nil
    ) throws -> GatewayConfiguration {
        try GatewayConfiguration(
            address: .anyLoopback, tls: world.tls("brp"), trust: world.trust,
            directory: directory ?? world.directory.text,
            sources: [
                .init(
                    kind: .brp, sealer: world.sealer(seal),
                    encryptionKeys: keys ?? [world.pki.party("brp").key("encryption")],
                    registry: RegistryAccess(
                        address: registry, server: .organisation(oin: registryOIN)))
            ],
            patience: patience, dataFolder: dataFolder)
    }

    /// Gets one of the gateway's addresses.
    func get(_ path: String) async throws -> HTTPReply {
        let (trust, time) = (world.trust, world.time)
        return try await client.get(
            "https://127.0.0.1:\(port)\(path)",
            peer: PeerJudgement.server("00000099000000000101", trust: { trust }, now: { time }),
            maximumBytes: 1 << 20, deadline: .now + .seconds(20))
    }

    /// Posts a body to one of the gateway's addresses; whatever comes back, the OpenAPI document has
    /// to have it.
    func post(
        _ path: String, _ body: String, contentType: String? = "application/json",
        by other: OrganisationClient? = nil
    ) async throws -> HTTPReply {
        let (trust, time) = (world.trust, world.time)
        let reply = try await (other ?? client).post(
            "https://127.0.0.1:\(port)\(path)",
            headers: contentType.map { [("Content-Type", $0)] } ?? [], body: Array(body.utf8),
            peer: PeerJudgement.server("00000099000000000101", trust: { trust }, now: { time }),
            maximumBytes: 1 << 20, deadline: .now + .seconds(20))
        #expect(GatewayInterface.description.unforeseen("POST", path, reply) == nil)
        return reply
    }

    /// Asks for holdings with an order that is right in everything.
    func askForHoldings(by other: OrganisationClient? = nil) async throws -> HTTPReply {
        let token = try order.token()
        let body: JSONValue = [
            "mandate": .string(try order.mandate(for: token).text),
            "token": .string(try order.sealed(token)),
        ]
        return try await post(Self.holdings, body.text, by: other)
    }

    static let holdings = "/v1/sources/00000099000000000101/holdings"
    static let attestations = "/v1/sources/00000099000000000101/attestations"
}
