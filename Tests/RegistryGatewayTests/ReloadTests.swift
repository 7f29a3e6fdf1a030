import BlueButton
import Foundation
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import RegistryGateway

/// What a running gateway takes when its files are read anew.
struct ReloadTests {
    private func program(_ world: ReleaseWorld) throws -> GatewayProgram {
        try GatewayProgram(
            RunningGateway.configuration(world), clock: .fixed(world.time),
            logger: LogBook().logger)
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let error as Refusal {
            return error.code.rawValue
        } catch let error as TrustError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }

    @Test func `the same files again change nothing`() throws {
        let world = try ReleaseWorld.shared.get()
        let program = try program(world)
        #expect(code { try program.reload(RunningGateway.configuration(world)) } == nil)
    }

    @Test func `a directory of a lower version is refused`() throws {
        let world = try ReleaseWorld.shared.get()
        let program = try program(world)
        let newer = try world.directory(version: 9)
        #expect(
            code {
                try program.reload(RunningGateway.configuration(world, directory: newer.text))
            } == nil)
        #expect(
            code { try program.reload(RunningGateway.configuration(world)) }
                == "directory-outdated")
    }

    @Test func `a gateway with a data folder remembers the newest directory`() throws {
        let world = try ReleaseWorld.shared.get()
        let folder = TemporaryFolder()
        let newer = try world.directory(version: 9)
        func start(_ directory: String? = nil) throws {
            _ = try GatewayProgram(
                RunningGateway.configuration(
                    world, directory: directory, dataFolder: folder.path + "/data"),
                clock: .fixed(world.time), logger: LogBook().logger)
        }
        #expect(code { try start() } == nil)
        #expect(code { try start(newer.text) } == nil)
        #expect(code { try start() } == "directory-outdated")
        #expect(code { try start(newer.text) } == nil)
        // A memory that says nothing lets nothing in.
        try folder.write("nine", "data/directory-version")
        #expect(throws: SetupError.self) { try start(newer.text) }
    }

    @Test func `a check of a newer directory does not make the gateway remember it`() throws {
        let world = try ReleaseWorld.shared.get()
        let folder = try TemporaryFolder.made()
        func configuration(_ directory: Directory) throws -> GatewayConfiguration {
            try RunningGateway.configuration(
                world, directory: directory.text, dataFolder: folder.path + "/data")
        }
        let (clock, logger) = (WallClock.fixed(world.time), LogBook().logger)
        try GatewayProgram.check(
            configuration(world.directory(version: 9)), clock: clock, logger: logger)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(
            code {
                _ = try GatewayProgram(
                    configuration(world.directory), clock: clock, logger: logger)
            } == nil)
    }

    @Test func `a gateway does not start with another's TLS certificate or a revoked seal`() throws
    {
        let world = try ReleaseWorld.shared.get()
        let configuration = try RunningGateway.configuration(world)
        func start(_ changed: GatewayConfiguration) -> String? {
            code {
                _ = try GatewayProgram(
                    changed, clock: .fixed(world.time), logger: LogBook().logger)
            }
        }
        #expect(start(configuration) == nil)
        #expect(try start(configuration.with(tls: world.tls("woonhaven"))) == "untrusted")
        let authority = try #require(world.pki.authorities[.source]).intermediate
        let list = try authority.revocationList(
            revoking: [(world.sealer("brp").chain[0].serial, world.time)], number: 2,
            thisUpdate: world.time - 60, nextUpdate: world.time + 86_400)
        let revoking = world.trust.adding(revocationLists: [list])
        #expect(start(configuration.with(trust: revoking)) == "certificate-revoked")
    }

    @Test func `a list that is missing for the TLS certificate alone hinders no start`() throws {
        let world = try ReleaseWorld.shared.get()
        let authority = try #require(world.pki.authorities[.tls]).intermediate.certificate
        let lists = world.trust.revocationLists.filter { $0.issuer != authority.subject }
        #expect(lists.count < world.trust.revocationLists.count)
        let configuration = try RunningGateway.configuration(world)
            .with(trust: world.trust.with(revocationLists: lists))
        let program = try GatewayProgram(
            configuration, clock: .fixed(world.time), logger: LogBook().logger)
        // New files must be whole.
        #expect(code { try program.reload(configuration) } == "revocation-unknown")
    }

    @Test func `a seal that peers would refuse is not taken`() throws {
        let world = try ReleaseWorld.shared.get()
        let program = try program(world)
        let configuration = try RunningGateway.configuration(world)
        let authority = try #require(world.pki.authorities[.source]).intermediate
        let list = try authority.revocationList(
            revoking: [(world.sealer("brp").chain[0].serial, world.time)], number: 2,
            thisUpdate: world.time - 60, nextUpdate: world.time + 86_400)
        let revoking = world.trust.adding(revocationLists: [list])
        #expect(
            code { try program.reload(configuration.with(trust: revoking)) }
                == "certificate-revoked")
        #expect(
            code {
                try program.reload(
                    configuration.with(trust: world.trust.with(revocationLists: [])))
            } == "revocation-unknown")
        #expect(
            code { try program.reload(configuration.with(tls: world.tls("woonhaven"))) }
                == "untrusted")
    }

    @Test func `an old encryption key stays while a directory names it`() throws {
        let world = try ReleaseWorld.shared.get()
        let (old, new) = (try world.pki.party("brp").key("encryption"), try P256PrivateKey())
        let lists = try world.pki.authorities.values.flatMap {
            try $0.revocationLists(number: 2, days: 90, at: world.time - 60)
        }
        let trust = world.trust.adding(revocationLists: lists)
        let clock = TestClock(world.time)
        let parts = GatewayParts(
            client: try OrganisationClient(identity: nil),
            provider: try ProviderSettings().keys(
                of: world.directory, trust: trust, clock: clock.wall, logger: LogBook().logger),
            trust: LiveTrust(trust), clock: clock.wall, logger: LogBook().logger)
        let oin = try OIN("00000099000000000101")
        func keys(_ keys: [P256PrivateKey], _ directory: String) throws -> [P256PublicKey] {
            let plan = try parts.plan(
                RunningGateway.configuration(world, directory: directory, keys: keys),
                trust: trust)
            parts.take(plan)
            return plan.kept[oin]?.keys.map(\.publicKey) ?? []
        }
        #expect(try keys([old], world.directory.text) == [old.publicKey])
        #expect(throws: (any Error).self) { try keys([new], world.directory.text) }
        clock.now = world.time + 10 * 86_400
        let next = try directory(world, naming: new, version: 2, at: clock.now)
        #expect(try keys([new], next) == [new.publicKey, old.publicKey])
        // The first directory has ended by then.
        clock.now = world.directory.expires + 1
        #expect(try keys([new], next) == [new.publicKey])
    }

    private func directory(
        _ world: ReleaseWorld, naming key: P256PrivateKey, version: Int64, at time: UnixTime
    ) throws -> String {
        let before = world.directory
        let sources = before.sources.map { entry in
            DirectorySource(
                slug: entry.slug, oin: entry.oin, name: entry.name,
                gatewayOperator: entry.gatewayOperator, endpoint: entry.endpoint,
                encryptionKeys: entry.slug == "brp"
                    ? [JWK(key.publicKey)] : entry.encryptionKeys,
                credentialTypes: entry.credentialTypes, categories: entry.categories)
        }
        return try DirectoryDraft(
            version: version, issuedAt: time, expires: time + 30 * 86_400, sources: sources,
            recipients: before.recipients, service: before.service, log: before.log,
            identityProvider: before.identityProvider, revocationAddresses: []
        ).sealed(by: world.sealer("scheme"))
    }
}

extension GatewayConfiguration {
    /// The same with another trust or TLS identity.
    fileprivate func with(
        trust other: TrustStore? = nil, tls identity: TLSIdentity? = nil
    ) -> GatewayConfiguration {
        GatewayConfiguration(
            address: address, tls: identity ?? tls, trust: other ?? trust, directory: directory,
            sources: sources, patience: patience)
    }
}
