import Synchronization
import TestKit
import Testing

@testable import CitizenCommands

/// Two commands at once take turns with the session.
struct HomeLockTests {
    let folder: TemporaryFolder
    let home: CitizenHome

    init() throws {
        folder = try TemporaryFolder.made()
        home = CitizenHome(path: folder.path + "/home")
    }

    private final class Steps: Sendable {
        private let texts = Mutex<[String]>([])

        var all: [String] { texts.withLock { $0 } }
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    /// Many times, since the first to come make the lock itself, all at once.
    @Test(arguments: 1...40)
    func `one at a time, and each in its turn`(round: Int) async throws {
        let (steps, home) = (Steps(), home)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...4 {
                group.addTask {
                    try await home.whileLocked {
                        steps.add("in \(number)")
                        try await Task.sleep(for: .milliseconds(5))
                        steps.add("out \(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let all = steps.all
        #expect(all.count == 8)
        for place in stride(from: 0, to: 8, by: 2) {
            #expect(all[place].dropFirst(3) == all[place + 1].dropFirst(4))
        }
        #expect(try folder.mode("home/lock") == 0o600)
        #expect(home.names(in: "") == ["lock"], "round \(round)")
    }

    @Test func `who waits too long is told, and the lock is free after an error`() async throws {
        let error = await #expect(throws: CitizenError.self) {
            try await home.whileLocked {
                try await home.whileLocked(within: .milliseconds(50)) {}
            }
        }
        #expect(error?.code == "home-busy")
        try await home.whileLocked(within: .seconds(5)) {}
    }

    @Test func `a home that cannot be written is told`() async throws {
        try folder.write("a file", "home")
        await #expect(throws: (any Error).self) { try await home.whileLocked {} }
    }
}
