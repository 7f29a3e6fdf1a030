import Foundation
import HTTPTypes
import Hummingbird
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

@testable import RegistryGateway

/// A registry that is not of our test PKI's making, as the real Haal Centraal is: known by its host
/// name, with an API key.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct RegistryAccessTests {
    // MARK: Settings

    private func access(
        _ registry: JSONObject, key: String = "secret-key\n"
    ) async throws -> RegistryAccess {
        let folder = FileManager.default.temporaryDirectory.path + "/access-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try PKIFolder(folder).write(try ReleaseWorld.shared.get().pki)
        try Data(key.utf8).write(to: URL(fileURLWithPath: folder + "/api.key"))
        var members: JSONObject = ["address": "https://brp.example/haalcentraal/api/brp/personen"]
        for member in registry { members[member.name] = member.value }
        let settings: JSONValue = ["registry": .object(members)]
        try Data(settings.bytes()).write(to: URL(fileURLWithPath: folder + "/source.json"))
        let file = try await Settings(file: folder + "/source.json", environmentPrefix: nil)
        let access = try RegistryAccess(settings: file)
        try file.finish()
        return access
    }

    @Test func `a registry is known by its OIN, or by its host name under anchors of its own`()
        async throws
    {
        guard
            case .organisation("00000099000000000101") =
                try await access(["oin": "00000099000000000101"]).server
        else {
            Issue.record("expected an organisation")
            return
        }
        let real = try await access([
            "anchors": "trust/tls.pem",
            "tls": ["certificate": "brp/tls.pem", "key": "brp/tls.key"],
            "api_key": ["header": "X-API-KEY", "file": "api.key"],
        ])
        guard case .hostName(_, let identity) = real.server else {
            Issue.record("expected a host name")
            return
        }
        #expect(identity != nil)
        #expect(real.headers.map { "\($0.0): \($0.1)" } == ["X-API-KEY: secret-key"])
    }

    @Test(
        arguments: [
            ([:], "k", .settingInvalid), (["oin": "123"], "k", .settingInvalid),
            (
                ["oin": "00000099000000000101", "address": "http://localhost/personen"], "k",
                .settingInvalid
            ),
            (
                ["anchors": "trust/tls.pem", "address": "http://brp.example/personen"], "k",
                .settingInvalid
            ),
            (["oin": "00000099000000000101", "address": "brp.example"], "k", .settingInvalid),
            (["oin": "00000099000000000101", "anchors": "trust/tls.pem"], "k", .settingInvalid),
            (["anchors": "absent.pem"], "k", .fileUnreadable),
            (["anchors": "api.key"], "k", .settingInvalid),
            (
                ["anchors": "trust/tls.pem", "tls": ["certificate": "brp/tls.pem"]], "k",
                .settingMissing
            ),
            (
                [
                    "anchors": "trust/tls.pem",
                    "tls": ["certificate": "brp/tls.pem", "key": "bri/tls.key"],
                ], "k", .settingInvalid
            ),
            (
                [
                    "oin": "00000099000000000101",
                    "tls": ["certificate": "brp/tls.pem", "key": "brp/tls.key"],
                ], "k", .settingUnknown
            ),
            (
                ["oin": "00000099000000000101", "api_key": ["file": "api.key"]], "k",
                .settingUnknown
            ),
            (
                ["oin": "00000099000000000101", "api_key": ["header": "X-API-KEY"]], "k",
                .settingMissing
            ),
            (
                [
                    "oin": "00000099000000000101",
                    "api_key": ["header": "X KEY", "file": "api.key"],
                ], "k",
                .settingInvalid
            ),
            (
                ["oin": "00000099000000000101", "api_key": ["header": "Host", "file": "api.key"]],
                "k", .settingInvalid
            ),
            (
                [
                    "oin": "00000099000000000101",
                    "api_key": ["header": "X-KEY", "file": "api.key"],
                ], "\n",
                .settingInvalid
            ),
            (
                [
                    "oin": "00000099000000000101",
                    "api_key": ["header": "X-KEY", "file": "api.key"],
                ], "a\nX: b",
                .settingInvalid
            ),
        ] as [(JSONObject, String, SetupError.Code)])
    func `settings that do not fit are refused, and no message has the key`(
        registry: JSONObject, key: String, expected: SetupError.Code
    ) async throws {
        let error = await #expect(throws: SetupError.self) {
            _ = try await access(registry, key: key)
        }
        #expect(error?.code == expected)
        #expect(error?.message.contains("X: b") == false)
    }

    // MARK: Calls

    /// The keys that a registry was shown.
    private final class Seen: Sendable {
        let keys = Mutex<[String?]>([])
    }

    /// Runs a registry that wants a key, and perhaps a certificate, and asks it.
    private func answer(
        of host: String = "localhost", wantsCertificate: Bool = false,
        as client: (ReleaseWorld) throws -> PublicClient
    ) async throws -> (Result<JSONReader, RegistryFailure>, [String?]) {
        let world = try ReleaseWorld.shared.get()
        let seen = Seen()
        let router = Router(context: AppContext.self)
        router.post("/personen") { request, _ in
            let name = try #require(HTTPField.Name("X-API-KEY"))
            seen.keys.withLock { $0.append(request.headers[name]) }
            return Response.json(["personen": []])
        }
        let (trust, time, log) = (world.trust, world.time, LogBook())
        let server = HTTPServer(
            name: "registry", router: router, address: .anyLoopback,
            tls: try world.tls("brp-registry"),
            clients: wantsCertificate
                ? .required(
                    PeerJudgement.clients(
                        ["00000099000000000101"], trust: { trust }, now: { time })) : .none,
            logger: log.logger)
        let carrier = try client(world)
        return try await ServerGroup.whileRunning(
            [server], others: [carrier], grace: .milliseconds(200), logger: log.logger
        ) { ports in
            let exchange = RegistryExchange(
                carrier: .hostName(carrier), address: "https://\(host):\(ports[0])/personen",
                headers: [("X-API-KEY", "secret-key")])
            do throws(RegistryFailure) {
                let reply = try await exchange.post([:], deadline: .now + .seconds(20))
                return (.success(reply), seen.keys.withLock { $0 })
            } catch {
                return (.failure(error), seen.keys.withLock { $0 })
            }
        }
    }

    private static func anchors(_ world: ReleaseWorld) throws -> String {
        try #require(world.pki.authorities[.tls]).root.certificate.pem
    }

    @Test func `the key is shown, and the answer read`() async throws {
        let (outcome, keys) = try await answer { world in
            try PublicClient(anchorsPEM: Self.anchors(world))
        }
        let persons = try outcome.get().array("personen")
        #expect(persons.isEmpty)
        #expect(keys == ["secret-key"])
    }

    @Test func `a certificate is shown where the registry wants one`() async throws {
        let (outcome, _) = try await answer(wantsCertificate: true) { world in
            try PublicClient(anchorsPEM: Self.anchors(world), identity: world.tls("brp"))
        }
        let persons = try outcome.get().array("personen")
        #expect(persons.isEmpty)
        let (refused, keys) = try await answer(wantsCertificate: true) { world in
            try PublicClient(anchorsPEM: Self.anchors(world))
        }
        #expect(throws: RegistryFailure.unreachable) { try refused.get() }
        #expect(keys.isEmpty)
    }

    @Test(arguments: [
        (403, #"{"code": "unauthorizedField", "detail": "999993653"}"#, "unauthorizedField"),
        (401, #"{"code": "no code 999993653"}"#, "code: -"), (200, "no JSON 999993653", "200"),
        (500, "", "500"),
    ])
    func `the log says what the registry answered, and nothing of anyone`(
        status: Int, text: String, told: String
    ) async throws {
        let log = LogBook()
        try await StubRegistry.whileAnswering(text, status: status) { exchange, _ in
            var logged = exchange
            logged.logger = log.logger
            let asked = logged
            await #expect(throws: RegistryFailure.invalidAnswer(status: status)) {
                _ = try await asked.post(
                    ["burgerservicenummer": "999993653"], deadline: .now + .seconds(20))
            }
        }
        let lines = log.text.replacing("\"", with: "")
        #expect(lines.contains("warning the registry gave no usable answer"))
        #expect(lines.contains("status: \(status)") && lines.contains(told))
        #expect(!lines.contains("999993653"))
    }

    @Test func `a registry under another anchor is told nothing, not even the key`()
        async throws
    {
        let (outcome, keys) = try await answer { world in
            try PublicClient(
                anchorsPEM: #require(world.pki.authorities[.source]).root.certificate.pem)
        }
        #expect(throws: RegistryFailure.unreachable) { try outcome.get() }
        #expect(keys.isEmpty)
    }
}
