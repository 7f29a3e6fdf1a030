import ServiceLifecycle
import Transport

/// A mock's server that closes its port while a tester wants no connection to be taken, and opens
/// it again afterwards.
struct MockServer: Service, CustomStringConvertible {
    let server: HTTPServer
    let door: Door

    var description: String { server.description }

    func run() async throws {
        while true {
            await cancelWhenGracefulShutdown { await door.untilWanted(true) }
            if Task.isShuttingDownGracefully || Task.isCancelled { return }
            door.isNow(open: true)
            let isOver = try await serve()
            door.isNow(open: false)
            if isOver { return }
        }
    }

    /// Serves until the end of everything (true) or until the door is to close (false).
    private func serve() async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await server.run()
                return true
            }
            group.addTask {
                await door.untilWanted(false)
                return false
            }
            let isOver = try await group.next() ?? true
            group.cancelAll()
            // What was at work when the door closed ends with an error, as it should.
            while let left = await group.nextResult() { _ = left }
            return isOver
        }
    }
}
