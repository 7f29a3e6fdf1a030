import Hummingbird
import ReleaseKit
import Sovereignty
import StoreSQLite
import TestKit
import Testing
import Transport

@testable import CitizenService

struct OpenAPITests {
    @Test func `the service has the operations of its document`() async throws {
        let (world, folder, log) = (
            try RunningService.world.get(), TemporaryFolder(), LogBook()
        )
        let configuration = try RunningService.configuration(world, folder: folder)
        let program = try await ServiceProgram(
            configuration, clock: .fixed(world.time), timestamps: world.timestamps { world.time },
            logger: log.logger)
        let router = try program.parts.router(configuration, directory: world.directory)
        let routes = router.routes.map { "\($0.method.rawValue) \($0.path.description)" }
        #expect(Set(routes) == ServiceInterface.description.routes)
    }
}
