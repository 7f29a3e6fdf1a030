import HTTPTypes
import Hummingbird
import Logging
import OpenSSL
import ReleaseKit
import Sovereignty
import Synchronization
import TestPKI
import TestKit
import Testing
import Transport
import Trust

@testable import PartySetup

/// The client of a time-stamping authority, asked over HTTP on this machine.
struct TimestampClientTests {
    private static let message = [UInt8]("de handtekening van een document".utf8)
    private static let policy = "2.999.3161"

    private let world: ReleaseWorld

    init() throws {
        world = try ReleaseWorld.shared.get()
    }

    /// What an authority does with a query.
    typealias Answer = @Sendable ([UInt8], TimeStampingUnit, UnixTime) async throws -> Response

    private static func reply(
        _ bytes: [UInt8], type: String = "application/timestamp-reply"
    ) -> Response {
        .document(bytes, contentType: type)
    }

    /// Asks an authority that answers in its way; the timestamp, or the code of the failure.
    private func ask(
        policy: String? = nil, patience: Duration = .seconds(20), clockAt now: UnixTime? = nil,
        trust: TrustStore? = nil, seen: (@Sendable (Request) -> Void)? = nil,
        _ answer: @escaping Answer
    ) async throws -> Result<Timestamp, TimestampFailure> {
        let (unit, time) = (try world.pki.timeStampingUnit(), world.time)
        let (store, clock) = (trust ?? world.trust, WallClock.fixed(now ?? world.time))
        let router = Router(context: AppContext.self)
        router.post("/tsa") { request, _ in
            seen?(request)
            return try await answer(try await request.body(upTo: 1 << 16), unit, time)
        }
        let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
        let server = HTTPServer(
            name: "tsa", router: router, address: .anyLoopback, tls: nil, clients: .none,
            logger: quiet)
        return try await ServerGroup.whileRunning(
            [server], grace: .milliseconds(200), logger: quiet
        ) { ports in
            let client = try TimestampClient(
                Timestamping(url: "http://127.0.0.1:\(ports[0])/tsa", policy: policy),
                trust: { store }, clock: clock)
            let outcome: Result<Timestamp, TimestampFailure>
            do throws(TimestampFailure) {
                outcome = .success(
                    try await client.timestamp(
                        over: Self.message, deadline: .now + patience))
            } catch {
                outcome = .failure(error)
            }
            await client.shutdown()
            return outcome
        }
    }

    private func expect(
        _ code: String, _ outcome: Result<Timestamp, TimestampFailure>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .failure(let failure) = outcome else {
            Issue.record("expected no timestamp", sourceLocation: sourceLocation)
            return
        }
        #expect(failure.code == code, sourceLocation: sourceLocation)
    }

    @Test(arguments: [nil, policy])
    func `an authority is asked as RFC 3161 says, and its token comes back verified`(
        policy: String?
    ) async throws {
        let headers = Mutex<[String?]>([])
        let outcome = try await ask(policy: policy) { request in
            headers.withLock {
                $0 = [request.headers[.contentType], request.headers[.accept]]
            }
        } _: { query, unit, time in
            Self.reply(try unit.respond(to: query, at: time))
        }
        let timestamp = try outcome.get()
        #expect(timestamp.time == world.time)
        #expect(timestamp.token.imprint == SHA256.hash(Self.message))
        #expect(
            headers.withLock { $0 } == [
                "application/timestamp-query", "application/timestamp-reply",
            ])
    }

    @Test func `a token that answers another question is refused`() async throws {
        expect(
            "timestamp-nonce",
            try await ask { query, unit, time in
                let other = try TimestampRequest(over: Self.message)
                return Self.reply(try unit.respond(to: other.der, at: time))
            })
        expect(
            "timestamp-mismatch",
            try await ask { query, unit, time in
                let asked = try TimestampRequest(der: query)
                let other = try TimestampRequest(
                    imprint: SHA256.hash([1]), nonce: asked.nonce ?? [], policy: nil)
                return Self.reply(try unit.respond(to: other.der, at: time))
            })
    }

    @Test func `a token under another policy is refused`() async throws {
        expect(
            "timestamp-rejected",
            try await ask(policy: "2.999.1") { query, unit, time in
                Self.reply(try unit.respond(to: query, at: time))
            })
        expect(
            "timestamp-policy",
            try await ask(policy: "2.999.1") { query, unit, time in
                let asked = try TimestampRequest(der: query)
                let other = try TimestampRequest(
                    imprint: asked.imprint, nonce: asked.nonce ?? [], policy: nil)
                return Self.reply(try unit.respond(to: other.der, at: time))
            })
    }

    @Test func `an authority that is not trusted is refused`() async throws {
        let stranger = try ReleaseWorld(at: world.time)
        expect(
            "timestamp-untrusted",
            try await ask(trust: stranger.trust) { query, unit, time in
                Self.reply(try unit.respond(to: query, at: time))
            })
    }

    @Test func `an authority whose clock is ahead is refused`() async throws {
        expect(
            "timestamp-ahead",
            try await ask { query, unit, time in
                Self.reply(try unit.respond(to: query, at: time + 61))
            })
    }

    @Test func `what is no answer is refused`() async throws {
        expect(
            "timestamp-malformed",
            try await ask { _, _, _ in Self.reply([UInt8]("hello".utf8)) })
        expect(
            "timestamp-unavailable",
            try await ask { query, unit, time in
                Self.reply(try unit.respond(to: query, at: time), type: "text/html")
            })
        expect(
            "timestamp-unavailable",
            try await ask { _, _, _ in Response(status: .serviceUnavailable) })
        expect(
            "too-large",
            try await ask { _, _, _ in Self.reply([UInt8](repeating: 0x30, count: 1 << 17)) })
    }

    @Test func `an authority that does not answer costs no more than the deadline`() async throws {
        expect(
            "timeout",
            try await ask(patience: .milliseconds(200)) { _, _, _ in
                try await Task.sleep(for: .seconds(600))
                return Response(status: .ok)
            })
    }

    @Test func `without anchors for time-stamping there is no client`() throws {
        let bare = TrustStore(
            anchors: [.tls: world.trust.anchors(for: .tls)], revocationLists: [])
        #expect(throws: SetupError.self) {
            _ = try TimestampClient(
                Timestamping(url: "https://tsa.example/tsa"), trust: { bare },
                clock: .fixed(world.time))
        }
    }

    @Test func `anchors of its own reach the authority, and only such`() throws {
        let trust = world.trust
        let tls = trust.anchors(for: .tls).map(\.pem).joined()
        let noTLS = TrustStore(
            anchors: [.timeStamping: trust.anchors(for: .timeStamping)], revocationLists: [])
        for (store, anchors, works) in [
            (trust, nil, true), (noTLS, tls, true), (noTLS, nil, false), (trust, "", false),
        ] {
            let client = try? TimestampClient(
                Timestamping(url: "https://tsa.example/tsa", anchorsPEM: anchors),
                trust: { store }, clock: .fixed(world.time))
            #expect((client != nil) == works)
        }
    }

    // MARK: Settings

    private func settings(_ text: String) async throws -> Settings {
        let folder = try TemporaryFolder.made()
        let settings = try await Settings(file: folder.write(text, "config.json"), environment: [:])
        withExtendedLifetime(folder) {}
        return settings
    }

    @Test func `the configuration names address, policy and deadline`() async throws {
        let full = try await settings(
            """
            {"timestamping": {"url": "https://tsa.example/tsa", "policy": "1.3.6.1.4.1.99999.1",
                              "deadline_milliseconds": 700}}
            """
        ).timestamping()
        #expect(full.url == "https://tsa.example/tsa" && full.policy == "1.3.6.1.4.1.99999.1")
        #expect(full.patience == .milliseconds(700))
        let short = try await settings(
            #"{"timestamping": {"url": "http://127.0.0.1:8445/tsa"}}"#
        ).timestamping()
        #expect(short.policy == nil && short.patience == .seconds(2))
    }

    @Test(arguments: [
        "{}", #"{"timestamping": {}}"#, #"{"timestamping": {"policy": "2.999"}}"#,
        #"{"timestamping": {"url": "http://tsa.example/tsa"}}"#,
        #"{"timestamping": {"url": "tsa.example"}}"#,
        #"{"timestamping": {"url": "https://tsa.example", "policy": "high"}}"#,
        #"{"timestamping": {"url": "https://tsa.example", "deadline_milliseconds": 1}}"#,
    ])
    func `a configuration without a sound authority is refused`(text: String) async throws {
        let settings = try await settings(text)
        #expect(throws: SetupError.self) { _ = try settings.timestamping() }
    }
}
