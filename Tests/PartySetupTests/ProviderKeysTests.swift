import BlueButton
import JOSE
import Logging
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import PartySetup

/// A program's knowledge of the identity provider's keys, against a provider over TLS.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct ProviderKeysTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func keys(_ directory: Directory, _ clock: TestClock) throws -> ProviderKeys {
        try ProviderSettings().keys(
            of: directory, trust: ScriptedProvider.world.get().trust, clock: clock.wall,
            logger: logger)
    }

    /// The code with which a token by a key is refused; `fine` where it is not.
    private static func judge(
        _ key: P256PrivateKey, by keys: ProviderKeys, of directory: Directory, at clock: TestClock
    ) async throws -> String {
        let payload: JSONObject = [
            "iss": .string(directory.identityProvider.issuer), "sub": "aaaaaaaaaaaaaaaaaaaaaa",
            "aud": .string(directory.service.endpoint), "iat": .integer(clock.now.seconds),
            "exp": .integer(clock.now.seconds + 600), "jti": "j", "client_id": "blauweknop",
            "acr": "http://eidas.europa.eu/LoA/substantial",
            "cnf": ["jkt": .string(JWK(key.publicKey).thumbprint)],
        ]
        let token = try CompactJWS(
            signing: payload.bytes(),
            header: [
                "alg": "ES256", "typ": "at+jwt", "kid": .string(JWK(key.publicKey).thumbprint),
            ], key: key
        ).text
        let now = clock.now
        do throws(Refusal) {
            return try await keys.judge { current throws(Refusal) in
                var policy = AccessTokenPolicy.service(in: directory)
                policy.keys = current
                _ = try AccessToken.verify(token, policy: policy, at: now)
                return "fine"
            }
        } catch {
            return error.code.rawValue
        }
    }

    @Test func `keys of the directory need no asking`() async throws {
        let sealed = try ScriptedProvider.sealedKey()
        try await ScriptedProvider.whileAnswering([sealed]) { provider, directory, clock in
            let keys = try Self.keys(directory, clock)
            #expect(try await Self.judge(sealed, by: keys, of: directory, at: clock) == "fine")
            #expect(provider.asked == 0)
        }
    }

    @Test func `a new key is found at once, and an old one counts while it is published`()
        async throws
    {
        let (sealed, next) = (try ScriptedProvider.sealedKey(), try P256PrivateKey())
        try await ScriptedProvider.whileAnswering([next, sealed]) { provider, directory, clock in
            let keys = try Self.keys(directory, clock)
            #expect(try await Self.judge(next, by: keys, of: directory, at: clock) == "fine")
            #expect(try await Self.judge(sealed, by: keys, of: directory, at: clock) == "fine")
            #expect(provider.asked == 1)
        }
    }

    @Test func `a key that was withdrawn counts no longer than its age`() async throws {
        let (sealed, next) = (try ScriptedProvider.sealedKey(), try P256PrivateKey())
        try await ScriptedProvider.whileAnswering([next, sealed]) { provider, directory, clock in
            let keys = try Self.keys(directory, clock)
            await keys.refreshWhenDue()
            provider.set { $0.keys = [ScriptedProvider.json(next)] }
            clock.now = clock.now + 299
            await keys.refreshWhenDue()
            #expect(try await Self.judge(sealed, by: keys, of: directory, at: clock) == "fine")
            #expect(provider.asked == 1)
            clock.now = clock.now + 1
            await keys.refreshWhenDue()
            #expect(provider.asked == 2)
            #expect(try await Self.judge(next, by: keys, of: directory, at: clock) == "fine")
            let refused = try await Self.judge(sealed, by: keys, of: directory, at: clock)
            #expect(refused == "token-key-unknown")
        }
    }

    @Test func `tokens with unknown keys, however many at once, make it ask once a minute`()
        async throws
    {
        let sealed = try ScriptedProvider.sealedKey()
        try await ScriptedProvider.whileAnswering([sealed]) { provider, directory, clock in
            provider.set { $0.delay = .milliseconds(200) }
            let keys = try Self.keys(directory, clock)
            for minute in 1...2 {
                let codes = try await withThrowingTaskGroup(of: String.self) { group in
                    for _ in 0..<50 {
                        group.addTask {
                            try await Self.judge(
                                P256PrivateKey(), by: keys, of: directory, at: clock)
                        }
                    }
                    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                }
                #expect(codes == ["token-key-unknown"])
                let late = try await Self.judge(
                    P256PrivateKey(), by: keys, of: directory, at: clock)
                #expect(late == "token-key-unknown")
                #expect(provider.asked == minute)
                clock.now = clock.now + 60
            }
            #expect(try await Self.judge(sealed, by: keys, of: directory, at: clock) == "fine")
        }
    }

    enum Trouble: CaseIterable {
        case down, redirect, otherIssuer, plainKeys, foreignKeys, noKeys, noJSON, tooLarge

        func change(_ script: inout ScriptedProvider.Script) {
            switch self {
            case .down: script.status = 503
            case .redirect: script.status = 302
            case .otherIssuer: script.issuer = "https://evil.example"
            case .plainKeys: script.keysAddress = "http://127.0.0.1:1/jwks"
            case .foreignKeys: script.keysAddress = "https://127.0.0.1:1/jwks"
            case .noKeys: script.keys = []
            case .noJSON: script.body = "<html>"
            case .tooLarge: script.body = String(repeating: " ", count: 70_000)
            }
        }
    }

    @Test(arguments: Trouble.allCases)
    func `a provider in trouble changes nothing, until it is well again`(
        trouble: Trouble
    ) async throws {
        let (sealed, next) = (try ScriptedProvider.sealedKey(), try P256PrivateKey())
        try await ScriptedProvider.whileAnswering([next]) { provider, directory, clock in
            provider.set { trouble.change(&$0) }
            let keys = try Self.keys(directory, clock)
            await keys.refreshWhenDue()
            let refused = try await Self.judge(next, by: keys, of: directory, at: clock)
            #expect(refused == "token-key-unknown")
            #expect(try await Self.judge(sealed, by: keys, of: directory, at: clock) == "fine")
            provider.set {
                $0 = ScriptedProvider.Script(keys: [ScriptedProvider.json(next)])
            }
            clock.now = clock.now + 60
            await keys.refreshWhenDue()
            #expect(try await Self.judge(next, by: keys, of: directory, at: clock) == "fine")
        }
    }

    @Test func `keys too old to count are told as such`() async throws {
        let sealed = try ScriptedProvider.sealedKey()
        try await ScriptedProvider.whileAnswering([sealed]) { provider, directory, clock in
            let keys = try Self.keys(directory, clock)
            await keys.refreshWhenDue()
            provider.set { $0.status = 503 }
            clock.now = clock.now + 300 + 86_400
            let refused = try await Self.judge(sealed, by: keys, of: directory, at: clock)
            #expect(refused == "provider-unreachable")
        }
    }

    @Test func `a server that another authority vouches for is not believed`() async throws {
        let next = try P256PrivateKey()
        try await ScriptedProvider.whileAnswering([next]) { provider, directory, clock in
            let foreign = try ReleaseWorld(at: clock.now)
            let keys = try ProviderSettings(
                anchorsPEM: foreign.trust.anchors(for: .tls).map(\.pem).joined()
            ).keys(
                of: directory, trust: ScriptedProvider.world.get().trust, clock: clock.wall,
                logger: Self.logger)
            let refused = try await Self.judge(next, by: keys, of: directory, at: clock)
            #expect(refused == "token-key-unknown" && provider.asked == 0)
        }
    }

    @Test func `a running program asks at its start, unasked`() async throws {
        let next = try P256PrivateKey()
        try await ScriptedProvider.whileAnswering([next]) { provider, directory, clock in
            let keys = try Self.keys(directory, clock)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await keys.run() }
                while provider.asked == 0 { try await Task.sleep(for: .milliseconds(10)) }
                group.cancelAll()
            }
            #expect(provider.asked == 1)
        }
    }
}

/// What an operator says about the provider.
struct ProviderSettingsTests {
    private let world: ReleaseWorld
    private let folder: TemporaryFolder

    init() throws {
        world = try ReleaseWorld.shared.get()
        folder = try TemporaryFolder.made()
    }

    private func settings(_ text: String) async throws -> ProviderSettings {
        let settings = try await Settings(file: folder.write(text, "c.json"), environment: [:])
        let read = try settings.identityProvider()
        try settings.finish()
        return read
    }

    @Test func `nothing need be said`() async throws {
        let settings = try await settings("{}")
        #expect(settings.issuer == nil && settings.anchorsPEM == nil)
        try settings.check(world.directory)
    }

    @Test func `the directory's issuer is taken, and no other`() async throws {
        let issuer = world.directory.identityProvider.issuer
        try await settings(#"{"identity_provider": {"issuer": "\#(issuer)"}}"#)
            .check(world.directory)
        for other in [issuer + "/", "https://evil.example", ""] {
            let settings = try await settings(#"{"identity_provider": {"issuer": "\#(other)"}}"#)
            refuses(.settingInvalid) { try settings.check(world.directory) }
        }
    }

    @Test(arguments: [
        (#"{"identity_provider": {"anchors": "none.pem"}}"#, SetupError.Code.fileUnreadable),
        (#"{"identity_provider": {"issuer": 1}}"#, .settingInvalid),
        (#"{"identity_provider": {"keys": []}}"#, .settingUnknown),
    ])
    func `settings that cannot be used are refused`(text: String, code: SetupError.Code) async {
        let error = await #expect(throws: SetupError.self) { _ = try await settings(text) }
        #expect(error?.code == code)
    }

    @Test func `anchors that are none are refused`() throws {
        let clock = WallClock.fixed(world.time)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        refuses(.settingInvalid) {
            _ = try ProviderSettings(anchorsPEM: "none").keys(
                of: world.directory, trust: world.trust, clock: clock, logger: logger)
        }
    }

    private func refuses(_ code: SetupError.Code, _ body: () throws -> Void) {
        let error = #expect(throws: SetupError.self) { try body() }
        #expect(error?.code == code)
    }
}
