import BlueButton
import Hummingbird
import HTTPTypes
import JOSE
import Logging
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON
import Synchronization
import TestPKI
import TestKit
import Testing
import Transport

@testable import PartySetup

/// An identity provider's public side, over TLS, that says what a test wants and counts how often.
///
/// TLS of public clients is judged by the machine's clock, so its world lives now.
final class ScriptedProvider: Sendable {
    struct Script: Sendable {
        var keys: [JSONObject] = []
        var issuer: String?
        var keysAddress: String?
        var status = 200
        var cacheControl: String? = "max-age=300"
        var delay: Duration = .zero
        var body: String?
    }

    static let world = Result<ReleaseWorld, any Error> { try ReleaseWorld(at: UnixTime.now()) }

    private let state: Mutex<(script: Script, asked: Int)>

    init(_ script: Script) { state = Mutex((script, 0)) }

    /// How often its keys were asked for.
    var asked: Int { state.withLock { $0.asked } }

    func set(_ change: (inout Script) -> Void) { state.withLock { change(&$0.script) } }

    private func server(_ world: ReleaseWorld, _ logger: Logger) throws -> HTTPServer {
        let router = Router(context: AppContext.self)
        router.get("/.well-known/openid-configuration") { [self] request, _ in
            let script = state.withLock { $0.script }
            let origin = "https://" + (request.head.authority ?? "")
            return Response.json([
                "issuer": .string(script.issuer ?? origin),
                "authorization_endpoint": .string(origin + "/authorize"),
                "token_endpoint": .string(origin + "/token"),
                "jwks_uri": .string(script.keysAddress ?? origin + "/jwks"),
            ])
        }
        router.get("/jwks") { [self] _, _ in
            let script = state.withLock { state in
                state.asked += 1
                return state.script
            }
            try await Task.sleep(for: script.delay)
            var headers = HTTPFields()
            headers[.cacheControl] = script.cacheControl
            let body =
                script.body.map { Array($0.utf8) }
                ?? JSONValue.object(["keys": .array(script.keys.map { .object($0) })]).bytes()
            return Response.document(
                body, contentType: "application/json", status: .init(code: script.status),
                headers: headers)
        }
        let credential = try #require(world.pki.party("digid").tls)
        return HTTPServer(
            name: "provider", router: router, address: .anyLoopback,
            tls: try TLSIdentity(
                certificateChainPEM: credential.chainPEM, privateKeyPEM: credential.key.pem()),
            clients: .none, logger: logger)
    }

    /// Runs it, and hands over a directory that names it, with these keys sealed into it.
    static func whileAnswering(
        _ keys: [P256PrivateKey],
        _ body: @escaping @Sendable (ScriptedProvider, Directory, TestClock) async throws -> Void
    ) async throws {
        let world = try Self.world.get()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let provider = ScriptedProvider(Script(keys: keys.map { Self.json($0) }))
        try await ServerGroup.whileRunning(
            [provider.server(world, logger)], grace: .milliseconds(200), logger: logger
        ) { ports in
            let directory = try world.directory(
                addresses: ["digid": "https://localhost:\(ports[0])"], version: 2)
            try await body(provider, directory, TestClock(world.time))
        }
    }

    static func json(_ key: P256PrivateKey, kid: String? = nil) -> JSONObject {
        let jwk = JWK(key.publicKey)
        var json = jwk.json
        json["kid"] = .string(kid ?? jwk.thumbprint)
        return json
    }

    /// The key whose public half the directory names.
    static func sealedKey() throws -> P256PrivateKey {
        try world.get().pki.party("digid").key("signing")
    }
}
