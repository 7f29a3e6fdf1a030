import BlueButton
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import StoreSQLite
import StrictJSON
import TestKit
import Testing
import Transport

@testable import CitizenService

/// What anyone may ask, and how the service starts.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct PublicSurfaceTests {
    @Test func `the directory is served as it was sealed`() async throws {
        try await RunningService.whileRunning { service in
            let directory = service.world.directory
            for path in ["/v1/directory", "/v1/directories/\(directory.hash.text)"] {
                let reply = try await service.send("GET", path)
                #expect(reply.status == 200 && reply.text == directory.text)
                #expect(reply.mediaType == "application/jwt")
            }
            #expect(try await service.send("GET", "/v1/health").status == 200)
        }
    }

    @Test func `a directory that was not served before is unknown`() async throws {
        try await RunningService.whileRunning { service in
            let hash = DocumentHash(ofCharacters: "another").text
            QueryTests.expect(
                try await service.send("GET", "/v1/directories/\(hash)"), 404,
                "directory-unknown")
            QueryTests.expect(
                try await service.send("GET", "/v1/directories/latest"), 400, "malformed")
            QueryTests.expect(
                try await service.send("POST", "/v1/directory"), 405, "method-not-allowed")
            QueryTests.expect(try await service.send("GET", "/v1/persons"), 404, "not-found")
        }
    }

    @Test func `an older directory does not start the service, but is still served`() async throws {
        let folder = TemporaryFolder()
        let world = try RunningService.world.get()
        let log = LogBook()
        let newer = try world.directory(
            addresses: ["brp": "https://127.0.0.1:1"], version: 5)
        do {
            _ = try await ServiceProgram(
                RunningService.configuration(world, folder: folder, directory: newer),
                clock: .fixed(world.time), logger: log.logger)
        }
        let refusal = await #expect(throws: Refusal.self) {
            _ = try await ServiceProgram(
                RunningService.configuration(world, folder: folder), clock: .fixed(world.time),
                logger: log.logger)
        }
        #expect(refusal?.code == .directoryOutdated)
        let newest = try world.directory(version: 6)
        let program = try await ServiceProgram(
            RunningService.configuration(world, folder: folder, directory: newest),
            clock: .fixed(world.time), logger: log.logger)
        let client = try OrganisationClient(identity: nil)
        try await ServerGroup.whileRunning(
            [program.server], others: program.others + [client], grace: .milliseconds(200),
            logger: log.logger
        ) { ports in
            let service = RunningService(
                world: world, log: log, client: client, port: ports[0],
                store: try #require(program.parts.store as? ServiceStore))
            let reply = try await service.send("GET", "/v1/directories/\(newer.hash.text)")
            #expect(reply.text == newer.text)
        }
    }

    @Test func `the service does not start under another seal`() async throws {
        let world = try RunningService.world.get()
        let log = LogBook()
        let error = await #expect(throws: SetupError.self) {
            _ = try await ServiceProgram(
                RunningService.configuration(
                    world, folder: TemporaryFolder(), seal: "woonhaven"),
                clock: .fixed(world.time), logger: log.logger)
        }
        #expect(error?.code == .settingInvalid)
    }

    @Test func `two programs do not share a data folder`() async throws {
        let folder = TemporaryFolder()
        try await RunningService.whileRunning(folder: folder) { service in
            let error = await #expect(throws: StoreError.self) {
                _ = try await ServiceProgram(
                    RunningService.configuration(service.world, folder: folder),
                    clock: .fixed(service.world.time), logger: service.log.logger)
            }
            #expect(error?.code == .locked)
        }
    }
}
