import BlueButton
import Hummingbird
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import StrictJSON
import Synchronization
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import RegistryGateway

/// A registry's interface over mutual TLS that answers as a test says.
final class StubRegistry: Sendable {
    struct Answer: Sendable {
        var status = 200
        var text: String
        var delay: Duration = .zero
    }

    private let answer: Mutex<Answer>
    private let asked = Mutex<[String]>([])

    init(_ text: String) { answer = Mutex(Answer(text: text)) }

    /// The bodies that it got.
    var bodies: [String] { asked.withLock { $0 } }

    func set(_ next: Answer) { answer.withLock { $0 = next } }

    /// The interface of both registries at one address.
    func server(_ world: ReleaseWorld, slug: String = "brp-registry", log: LogBook) throws
        -> HTTPServer
    {
        let router = Router(context: AppContext.self)
        router.post("/records") { [self] request, _ in
            let body = try await request.body(upTo: 65_536)
            asked.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
            let answer = answer.withLock { $0 }
            try await Task.sleep(for: answer.delay)
            return Response.document(
                Array(answer.text.utf8), contentType: "application/json",
                status: .init(code: answer.status))
        }
        let (trust, time) = (world.trust, world.time)
        return HTTPServer(
            name: "registry", router: router, address: .anyLoopback,
            tls: try world.tls(slug),
            clients: .required(
                PeerJudgement.clients(
                    ["00000099000000000101"], trust: { trust }, now: { time })),
            logger: log.logger)
    }

    /// Runs the interface and hands over a gateway's way to it.
    static func whileAnswering<Value: Sendable>(
        _ text: String, status: Int = 200,
        _ body: @escaping @Sendable (RegistryExchange, StubRegistry) async throws -> Value
    ) async throws -> Value {
        let world = try ReleaseWorld.shared.get()
        let stub = StubRegistry(text)
        stub.set(Answer(status: status, text: text))
        let client = try OrganisationClient(identity: world.tls("brp"))
        let (trust, time, log) = (world.trust, world.time, LogBook())
        return try await ServerGroup.whileRunning(
            [stub.server(world, log: log)], others: [client], grace: .milliseconds(200),
            logger: log.logger
        ) { ports in
            try await body(
                RegistryExchange(
                    carrier: .organisation(
                        client,
                        PeerJudgement.server(
                            "00000099000000000101", trust: { trust }, now: { time })),
                    address: "https://127.0.0.1:\(ports[0])/records"), stub)
        }
    }
}
