import Hummingbird
import ReleaseKit
import Testing
import Transport

@testable import HousingReceiver

/// The document of each door has the routes of its router, and no other.
struct OpenAPITests {
    private func routes(_ router: Router<AppContext>) -> Set<String> {
        Set(router.routes.map { "\($0.method.rawValue) \($0.path.description)" })
    }

    @Test func `the public door has the operations of its document`() async throws {
        let corporation = try await Corporation()
        let open = PublicAPI(
            requests: corporation.requests, packages: corporation.packages,
            confirmations: corporation.confirmations, withdrawals: corporation.withdrawals,
            store: corporation.store)
        #expect(routes(open.router()) == PublicInterface.description.routes)
    }

    @Test func `the back office has the operations of its document`() async throws {
        let corporation = try await Corporation()
        let office = BackOfficeAPI(
            requests: corporation.requests, applications: corporation.applications,
            confirmations: corporation.confirmations,
            archive: corporation.archive, store: corporation.store)
        #expect(routes(office.router(isPlain: true)) == BackOfficeInterface.description.routes)
    }
}
