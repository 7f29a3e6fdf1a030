import BlueButton
import OpenSSL
import PartySetup
import ReleaseKit
import StrictJSON
import Synchronization
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import HousingReceiver

/// A receiver that runs, with both its doors, and clients that knock.
struct RunningReceiver: Sendable {
    let world: ReleaseWorld
    let client: OrganisationClient
    let publicPort: Int
    let officePort: Int

    /// Runs a receiver of a corporation while a body uses it.
    static func whileRunning(
        _ slug: String = "woonhaven", world: ReleaseWorld? = nil, clock: TestClock = TestClock(),
        directory: String?? = nil, service: String? = nil, officeClients: Set<String> = [],
        confirmationPage: String? = nil,
        _ body: @escaping @Sendable (RunningReceiver) async throws -> Void
    ) async throws {
        let world = try world ?? ReleaseWorld.shared.get()
        let folder = TemporaryFolder()
        let keys = try world.pki.party(slug)
        let tls = try identity(of: keys)
        let program = try await ReceiverProgram(
            ReceiverConfiguration(
                address: .anyLoopback, backOffice: .anyLoopback,
                backOfficeClients: officeClients, tls: tls, sealer: keys.sealer(),
                trust: world.trust, directory: directory ?? world.directory.text,
                service: try service.map { try Origin($0) },
                timestamping: Timestamping(url: "https://tsa.example/tsa"),
                dataFolder: folder.path,
                publicOrigin: Origin(ReleaseWorld.address(slug)),
                confirmationPage: confirmationPage),
            clock: clock.wall, timestamps: world.timestamps { clock.now },
            logger: Corporation.quiet, proofs: WorldProofs(log: world.log))
        let client = try OrganisationClient(identity: tls)
        try await ServerGroup.whileRunning(
            [program.server, program.backOffice], others: program.others + [client],
            grace: .milliseconds(500), logger: Corporation.quiet
        ) { ports in
            try await body(
                RunningReceiver(
                    world: world, client: client, publicPort: ports[0], officePort: ports[1]))
        }
        withExtendedLifetime(folder) {}
    }

    static func identity(of keys: PartyKeys) throws -> TLSIdentity {
        guard let tls = keys.tls else { throw TestPKIError(.keyUnknown, "expected TLS keys") }
        return try TLSIdentity(certificateChainPEM: tls.chainPEM, privateKeyPEM: tls.key.pem())
    }

    /// Accepts the receiver by its chain and OIN, at the world's time.
    private var peer: PeerDecision {
        let (trust, time) = (world.trust, world.time)
        return PeerJudgement.server("00000099000000000201", trust: { trust }, now: { time })
    }

    func get(_ path: String, accept: String? = nil) async throws -> HTTPReply {
        let reply = try await client.get(
            "https://localhost:\(publicPort)\(path)",
            headers: accept.map { [("Accept", $0)] } ?? [], peer: peer, maximumBytes: 1 << 20,
            deadline: .now + .seconds(20))
        #expect(PublicInterface.description.unforeseen("GET", path, reply) == nil)
        return reply
    }

    func post(_ path: String, _ type: String, _ body: [UInt8]) async throws -> HTTPReply {
        let reply = try await client.post(
            "https://localhost:\(publicPort)\(path)", headers: [("Content-Type", type)],
            body: body, peer: peer, maximumBytes: 1 << 20, deadline: .now + .seconds(20))
        #expect(PublicInterface.description.unforeseen("POST", path, reply) == nil)
        return reply
    }

    /// Delivers a package as the service does.
    func deliver(_ package: String, _ registration: String) async throws -> HTTPReply {
        try await post(
            "/v1/responses", FormBody.contentType,
            FormBody.encode([("response", package), ("registration", registration)]))
    }

    /// The path and query of the `redirect_uri` that a delivery was answered with.
    func confirmation(_ delivered: HTTPReply) throws -> String {
        let address = try delivered.reader.string("redirect_uri")
        return String(address.dropFirst(ReleaseWorld.address("woonhaven").count))
    }

    /// Opens the `redirect_uri` with the release's own bits, as the citizen's program does.
    @discardableResult
    func confirm(_ delivered: HTTPReply, _ release: Release) async throws -> HTTPReply {
        try await get(
            confirmation(delivered) + "&confirm=\(release.confirmation.text)")
    }

    /// Asks the back office, in plain HTTP.
    func office(
        _ path: String, _ body: JSONValue? = nil, host: String = "127.0.0.1"
    ) async throws -> HTTPReply {
        let anchors = world.trust.anchors(for: .tls).map(\.pem).joined()
        let plain = try PublicClient(anchorsPEM: anchors)
        let url = "http://\(host):\(officePort)\(path)"
        let deadline = ContinuousClock.now + .seconds(20)
        let reply: HTTPReply
        if let body {
            reply = try await plain.post(
                url, headers: [("Content-Type", "application/json")], body: body.bytes(),
                maximumBytes: 1 << 20, deadline: deadline)
        } else {
            reply = try await plain.get(url, maximumBytes: 1 << 20, deadline: deadline)
        }
        await plain.shutdown()
        let method = body == nil ? "GET" : "POST"
        #expect(BackOfficeInterface.description.unforeseen(method, path, reply) == nil)
        return reply
    }

    /// Makes a request at the back office, and fetches it as a citizen's program does.
    func request() async throws -> PresentationRequest {
        let made = try await office(
            "/v1/requests",
            ["template": "passend-toewijzen", "tax_year": 2025, "reference": "W-9"])
        let link = try RequestLink(made.reader.string("link"))
        let path = String(link.address.dropFirst(ReleaseWorld.address("woonhaven").count))
        let fetched = try await get(path)
        return try PresentationRequest.verify(
            fetched.text, directory: world.directory, trust: world.trust, at: world.time)
    }
}

extension HTTPReply {
    var text: String { String(decoding: body, as: UTF8.self) }

    var reader: JSONReader {
        JSONReader((try? JSONValue.parse(body, maximumBytes: 1 << 20)) ?? .null)
    }

    /// The member `code` of a problem.
    var problem: String? {
        mediaType == "application/problem+json" ? try? reader.string("code") : nil
    }
}
