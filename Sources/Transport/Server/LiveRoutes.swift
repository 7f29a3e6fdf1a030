internal import Hummingbird
internal import Synchronization

/// The routes of a server, which can be replaced while it runs: a request that was begun ends with
/// those it began with.
final class LiveRoutes: Sendable {
    struct Routes: Sendable {
        let router: RouterResponder<AppContext>
        let table: RouteTable

        init(_ router: Router<AppContext>) {
            self.router = router.buildResponder()
            table = RouteTable(router)
        }
    }

    private let state: Mutex<Routes>

    init(_ router: Router<AppContext>) {
        state = Mutex(Routes(router))
    }

    var current: Routes { state.withLock { $0 } }

    func replace(with router: Router<AppContext>) {
        let routes = Routes(router)
        state.withLock { $0 = routes }
    }
}
