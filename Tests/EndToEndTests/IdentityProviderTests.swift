import BlueButton
import CitizenCommands
import Foundation
import JOSE
import Logging
import OpenSSL
import PartySetup
import ProofOfConcept
import RegistriesMock
import StrictJSON
import Synchronization
import TestKit
import Testing
import Transport
import Trust

/// The identity provider exchanged and its keys rotated, with all parties running.
@Suite(.serialized) struct IdentityProviderTests {
    // MARK: Another provider

    @Test func `another provider takes its place by configuration alone`() async throws {
        try await Ground.use { ground in
            let stage = try await Stage.build(in: ground.folder, root: Ground.root)
            let old = "https://localhost:\(stage.ports.digid)"
            let other = try MockProgram(
                configuration: try Self.writeOther(stage), root: Ground.root,
                logger: Ground.logger)
            try await ServerGroup.whileRunning(
                other.landscape.servers, grace: .seconds(1), logger: Ground.logger
            ) { ports in
                let new = "https://localhost:\(ports[0])"
                try Self.reseal(stage, issuer: new)
                for name in ["config/service", "config/brp", "config/bri", "citizen/config"] {
                    let file = "\(stage.folder)/\(name).json"
                    let text = try TextFile.text(file)
                    #expect(text.contains("\"issuer\""))
                    try TextFile.write(
                        Array(text.replacing(old, with: new).utf8), to: file)
                }
                let parties = PartiesInProcess(stage, logger: Ground.logger)
                try await parties.whileRunning {
                    try await Story(
                        stage: stage, parties: parties,
                        person: Casting.ofSeed(root: Ground.root),
                        narrator: Narrator(isQuiet: true), logger: Ground.logger
                    ).tell(output: nil)
                }
            }
            let asked = other.landscape.state.requests.map(\.path)
            #expect(asked.contains("/token") && asked.contains("/jwks"))
        }
    }

    @Test func `a party that expects another provider than the directory's does not start`()
        async throws
    {
        try await Ground.use { ground in
            let stage = try await Stage.build(in: ground.folder, root: Ground.root)
            try Self.reseal(stage, issuer: "https://login.example")
            let parties = PartiesInProcess(stage, logger: Ground.logger)
            for party in [PartyName.service, .brp] {
                let error = await #expect(throws: SetupError.self) {
                    try await parties.start(party)
                }
                #expect(error?.code == .settingInvalid)
                #expect(error?.message.contains("identity_provider.issuer") == true)
            }
        }
    }

    /// The configuration of a second provider, on a port of its own and with a key of its own.
    private static func writeOther(_ stage: Stage) throws -> String {
        let file = "\(stage.folder)/config/other-provider.json"
        let json: JSONValue = [
            "digid": [
                "port": 0, "certificate": "../pki/digid/tls.pem", "key": "../pki/digid/tls.key",
                "service_resource": .string("https://localhost:\(stage.ports.service)"),
                "clients": [
                    ["id": "blauweknop", "redirect_uris": ["http://127.0.0.1/callback"]]
                ],
            ]
        ]
        try TextFile.write(json.bytes(), to: file)
        return file
    }

    /// Seals the directory again, with another issuer and a key that it does not use.
    private static func reseal(_ stage: Stage, issuer: String) throws {
        let pki = "\(stage.folder)/pki"
        let text = try TextFile.text("\(pki)/directory.jwt").trimmingCharacters(in: .newlines)
        let directory = try Directory.verify(
            text, trust: TrustFolder.read("\(pki)/trust"), at: .now())
        let draft = DirectoryDraft(
            version: directory.version + 1, issuedAt: .now(), expires: directory.expires,
            sources: directory.sources, recipients: directory.recipients,
            service: directory.service, log: directory.log,
            identityProvider: DirectoryIdentityProvider(
                issuer: issuer, keys: [JWK(try P256PrivateKey().publicKey)]),
            revocationAddresses: directory.revocationAddresses)
        let authority = try Sealer(
            keyPEM: TextFile.text("\(pki)/scheme/seal.key"),
            chainPEM: TextFile.text("\(pki)/scheme/seal.pem"))
        try TextFile.write(
            Array((draft.sealed(by: authority) + "\n").utf8), to: "\(pki)/directory.jwt")
    }

    // MARK: Rotation

    @Test func `a new key counts at once, and the old one while it is published`() async throws {
        try await Self.whileRunning { landing in
            let early = try await landing.citizen("early")
            _ = try await early.overview()
            _ = try await landing.rotate()
            let late = try await landing.citizen("late")
            _ = try await late.overview()
            _ = try await late.data(of: "bri")
            _ = try await early.overview()
            _ = try await early.data(of: "brp")
            await early.close()
            await late.close()
        }
    }

    @Test func `a key that was withdrawn counts no longer, once that is known`() async throws {
        try await Self.whileRunning { landing in
            let early = try await landing.citizen("early")
            _ = try await early.overview()
            let old = try await landing.keys()
            _ = try await landing.rotate()
            #expect(try await landing.withdraw(old[0]) == 204)
            let late = try await landing.citizen("late")
            _ = try await late.overview()
            let error = await #expect(throws: CitizenError.self) { _ = try await early.overview() }
            #expect(error?.kind == .notLoggedIn && error?.code == "token-key-unknown")
            await early.close()
            await late.close()
        }
    }

    @Test func `a provider that is gone ends no login that was made`() async throws {
        try await Self.whileRunning { landing in
            let citizen = try await landing.citizen("one")
            _ = try await citizen.overview()
            try await landing.parties.stop(.mocks)
            #expect(try await citizen.consents().isEmpty)
            let error = await #expect(throws: CitizenError.self) {
                _ = try await landing.citizen("two")
            }
            #expect(error?.kind == .unreachable)
            try await landing.parties.start(.mocks)
            await citizen.close()
        }
    }

    // MARK: Logout

    @Test func `after logout the refresh token buys nothing, whoever kept it`() async throws {
        try await Self.whileRunning { landing in
            let citizen = try await landing.citizen("one")
            _ = try await citizen.overview()
            let file = "\(landing.stage.folder)/home-one/session.json"
            let kept = try JSONValue.parse(TextFile.bytes(file), maximumBytes: 65_536)
            try await citizen.logOut()
            #expect(!FileManager.default.fileExists(atPath: file))
            var stolen = try #require(kept.objectValue)
            stolen["sources"] = nil
            try TextFile.write(JSONValue.object(stolen).bytes(), to: file)
            let error = await #expect(throws: CitizenError.self) {
                _ = try await citizen.overview()
            }
            #expect(error?.kind == .notLoggedIn && error?.code == "not-logged-in")
            await citizen.close()
        }
    }

    /// Running parties, with hands on the provider's keys.
    private struct Landing: Sendable {
        let stage: Stage
        let parties: PartiesInProcess
        let client: PublicClient

        private var control: String { "http://127.0.0.1:\(stage.ports.control)/mock/keys" }

        /// Someone of the seed, logged in with a home of their own.
        func citizen(_ name: String) async throws -> CitizenProgram {
            let home = CitizenHome(path: "\(stage.folder)/home-\(name)")
            try CitizenConfiguration.write(
                service: "https://localhost:\(stage.ports.service)",
                issuer: "https://localhost:\(stage.ports.digid)",
                trustFolder: "\(stage.folder)/pki/trust", to: home)
            let program = try CitizenProgram(home: home, language: .en, logger: Ground.logger)
            let driver = LoginDriver(client: client, person: try Casting.ofSeed(root: Ground.root))
            do {
                try await program.logIn { address in try await driver.complete(address) }
            } catch {
                await program.close()
                throw CitizenError(error)
            }
            return program
        }

        func keys() async throws -> [String] {
            let reply = try await client.get(
                control, maximumBytes: 65_536, deadline: .now + .seconds(20))
            return try JSONReader(JSONValue.parse(reply.body, maximumBytes: 65_536))
                .array("keys").map { try $0.string("kid") }
        }

        func rotate() async throws -> String {
            let reply = try await client.post(
                control, headers: [], body: [], maximumBytes: 65_536, deadline: .now + .seconds(20))
            return try JSONReader(JSONValue.parse(reply.body, maximumBytes: 65_536)).string("kid")
        }

        func withdraw(_ kid: String) async throws -> Int {
            try await client.delete(
                "\(control)/\(kid)", maximumBytes: 65_536, deadline: .now + .seconds(20)
            ).status
        }
    }

    private static func whileRunning(
        _ body: @escaping @Sendable (Landing) async throws -> Void
    ) async throws {
        try await Ground.use { ground in
            let stage = try await Stage.build(in: ground.folder, root: Ground.root)
            let parties = PartiesInProcess(stage, logger: Ground.logger)
            let client = try PublicClient(
                anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
            try await parties.whileRunning {
                try await body(Landing(stage: stage, parties: parties, client: client))
            }
            await client.shutdown()
        }
    }
}
