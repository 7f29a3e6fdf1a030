import BlueButton
import Hummingbird
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import TestKit
import Testing
import Transport
import Trust

@testable import CitizenService

/// A gateway or a recipient over mutual TLS that gives one answer to everything.
struct StubOrganisation: Sendable {
    let world: ReleaseWorld
    let client: OrganisationClient
    let judge: OrganisationJudge
    let address: String

    static func whileAnswering(
        as slug: String, _ status: Int, _ text: String, type: String,
        delay: Duration = .zero,
        _ body: @escaping @Sendable (StubOrganisation) async throws -> Void
    ) async throws {
        let world = try RunningService.world.get()
        let router = Router(context: AppContext.self)
        let paths: [RouterPath] = [
            "/v1/sources/:oin/holdings", "/v1/sources/:oin/attestations", "/v1/responses",
            "/v1/withdrawals",
        ]
        for path in paths {
            router.post(path) { request, _ in
                _ = try await request.body(upTo: 1 << 20)
                try await Task.sleep(for: delay)
                return Response.document(
                    Array(text.utf8), contentType: type, status: .init(code: status))
            }
        }
        let (trust, time) = (world.trust, world.time)
        let server = HTTPServer(
            name: "stub", router: router, address: .anyLoopback, tls: try world.tls(slug),
            clients: .required(
                PeerJudgement.clients(
                    [world.directory.service.oin.digits], trust: { trust }, now: { time })),
            logger: LogBook().logger)
        let client = try OrganisationClient(identity: world.tls("service"))
        try await ServerGroup.whileRunning(
            [server], others: [client], grace: .milliseconds(200), logger: LogBook().logger
        ) { ports in
            try await body(
                StubOrganisation(
                    world: world, client: client,
                    judge: OrganisationJudge(trust: { trust }, clock: .fixed(time)),
                    address: "https://127.0.0.1:\(ports[0])"))
        }
    }

    /// The BRP, with its gateway at this address.
    func source() throws -> DirectorySource {
        let entry = try world.directory.source(slug: "brp")
        return DirectorySource(
            slug: entry.slug, oin: entry.oin, name: entry.name,
            gatewayOperator: entry.gatewayOperator,
            endpoint: address, encryptionKeys: entry.encryptionKeys,
            credentialTypes: entry.credentialTypes, categories: entry.categories)
    }
}
