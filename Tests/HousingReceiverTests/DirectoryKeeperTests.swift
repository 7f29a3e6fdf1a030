import BlueButton
import Hummingbird
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import Synchronization
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import HousingReceiver

/// Directories that the service serves, over real TLS. BoringSSL judges this connection by the
/// machine's clock, so this world begins now.
struct DirectoryKeeperTests {
    private struct Served: Sendable {
        let keeper: DirectoryKeeper
        let store: ReceiverStore
        let world: ReleaseWorld
        let clock: TestClock
    }

    /// Runs a service that serves these directories, the last one as the newest.
    private func whileServing(
        _ versions: [Int64], configured: Int64?,
        _ body: @escaping @Sendable (Served) async throws -> Void
    ) async throws {
        let world = try ReleaseWorld(at: UnixTime.now())
        let directories = try versions.map { try world.directory(version: $0) }
        let router = Router(context: AppContext.self)
        router.get("/v1/directory") { _, _ in
            Response.document(
                Array((directories.last?.text ?? "").utf8), contentType: "application/jwt")
        }
        router.get("/v1/directories/:hash") { _, context in
            let hash = try context.parameters.require("hash")
            guard let found = directories.first(where: { $0.hash.text == hash }) else {
                throw Problem.unknownPath
            }
            return Response.document(Array(found.text.utf8), contentType: "application/jwt")
        }
        let server = HTTPServer(
            name: "service", router: router, address: .anyLoopback,
            tls: try RunningReceiver.identity(of: world.pki.party("service")), clients: .none,
            logger: Corporation.quiet)
        let client = try PublicClient(
            anchorsPEM: world.trust.anchors(for: .tls).map(\.pem).joined())
        let folder = TemporaryFolder()
        let store = try ReceiverStore(folder: folder.path, logger: Corporation.quiet)
        let clock = TestClock(world.time)
        let trust = world.trust
        let text = try configured.map { try world.directory(version: $0).text }
        try await ServerGroup.whileRunning(
            [server], others: [client], grace: .milliseconds(300), logger: Corporation.quiet
        ) { ports in
            let keeper = try await DirectoryKeeper(
                configured: text, store: store,
                fetcher: DirectoryFetcher(
                    client: client, service: try Origin("https://localhost:\(ports[0])")),
                trust: { trust }, clock: clock.wall)
            try await body(Served(keeper: keeper, store: store, world: world, clock: clock))
        }
    }

    @Test func `without a file the service is asked`() async throws {
        try await whileServing([5], configured: nil) { served in
            let current = try await served.keeper.current()
            #expect(current.version == 5)
            #expect(try await served.store.highestDirectoryVersion() == 5)
        }
    }

    @Test func `a newer one is taken after an hour, an older one never`() async throws {
        try await whileServing([5], configured: 3) { served in
            let before = try await served.keeper.current()
            #expect(before.version == 3)
            served.clock.now = served.world.time + 3600
            let after = try await served.keeper.current()
            #expect(after.version == 5)
        }
        try await whileServing([2], configured: 3) { served in
            served.clock.now = served.world.time + 3600
            let after = try await served.keeper.current()
            #expect(after.version == 3)
        }
    }

    @Test func `a directory that a consent names is fetched once and kept`() async throws {
        try await whileServing([1, 2], configured: nil) { served in
            // What was sealed for this test is served by its hash alone.
            let hash = try await served.keeper.current().hash
            let found = try await served.keeper.directory(hash, at: served.world.time)
            #expect(found.version == 2)
            let unknown = await code {
                _ = try await served.keeper.directory(
                    DocumentHash(ofCharacters: "x"), at: served.world.time)
            }
            #expect(unknown == "directory-unknown")
        }
    }

    @Test func `a service that cannot be asked is no refusal`() async throws {
        let world = try ReleaseWorld.shared.get()
        let folder = TemporaryFolder()
        let store = try ReceiverStore(folder: folder.path, logger: Corporation.quiet)
        let client = try PublicClient(
            anchorsPEM: world.trust.anchors(for: .tls).map(\.pem).joined())
        let trust = world.trust
        let keeper = try await DirectoryKeeper(
            configured: world.directory.text, store: store,
            fetcher: DirectoryFetcher(
                client: client, service: try Origin("https://localhost:1")),
            trust: { trust }, clock: TestClock().wall)
        let thrown = await code {
            _ = try await keeper.directory(DocumentHash(ofCharacters: "x"), at: world.time)
        }
        #expect(thrown == "DirectoryUnavailable")
        #expect(ReceiverProblems.problem(DirectoryUnavailable())?.status.code == 503)
        await client.shutdown()
    }

    @Test func `an older directory than was ever seen is refused at the start`() async throws {
        let world = try ReleaseWorld.shared.get()
        let folder = TemporaryFolder()
        let store = try ReceiverStore(folder: folder.path, logger: Corporation.quiet)
        try await store.keep(directory: try world.directory(version: 9))
        let trust = world.trust
        let refusal = await code {
            _ = try await DirectoryKeeper(
                configured: world.directory.text, store: store, fetcher: nil, trust: { trust },
                clock: TestClock().wall)
        }
        #expect(refusal == "directory-outdated")
    }
}
