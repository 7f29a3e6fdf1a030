import BlueButton
import Hummingbird
import ReleaseKit
import Testing
import Transport

@testable import RegistryGateway

struct OpenAPITests {
    @Test func `the gateway has the operations of its document`() throws {
        let service = try OIN("00000099000000000020")
        let router = GatewayAPI(service: service, sources: [:]).router()
        let routes = router.routes.map { "\($0.method.rawValue) \($0.path.description)" }
        #expect(Set(routes) == GatewayInterface.description.routes)
    }
}
