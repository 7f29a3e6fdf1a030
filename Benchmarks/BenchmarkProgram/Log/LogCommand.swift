import ArgumentParser
import BlueButton
import Foundation
import OpenSSL
import PartySetup
import Sovereignty
import StoreSQLite
import TransparencyLog

extension StoreContent: ExpressibleByArgument {}

/// Fills the service's store and measures it at each power of ten; a line of figures for each.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The service's store as it grows.")

    @Option var content = StoreContent.log
    @Option var folder: String
    @Option(help: "The size at the end; a power of ten.") var entries = 1_000_000

    /// Citizens among whom the entries are spread: at most some hundred entries each at the end.
    private var citizens: Int { max(10, entries / 100) }

    func run() async throws {
        let author = LogAuthor(actor: try OIN("00000099000000000020"), clock: .system)
        let store = try ServiceStore(
            folder: folder,
            signer: NoteSigner(name: NoteName("log.example/bench"), key: Ed25519PrivateKey()),
            author: author)
        let desk = desk(store, author)
        var size = 0
        var goal = 1000
        while goal <= entries {
            let filled = try await fill(desk, from: size, to: goal)
            size = goal
            let alone = try await appendAlone(desk, from: size, 100)
            size += 100
            let page = try await time {
                try await desk.page(of: "citizen-\(($0 * 7919) % citizens)")
            }
            let one = try await time { try await desk.one(of: goal, $0) }
            ProgramRun.say(
                "\(goal) \(filled) \(alone) \(page) \(one) \(try bytes() / size) \(try syncs())")
            goal *= 10
        }
        ProgramRun.say("done")
    }

    private func desk(_ store: ServiceStore, _ author: LogAuthor) -> any StoreDesk {
        switch content {
        case .log: LogDesk(log: store.log, author: author, citizens: citizens)
        case .consents: ConsentDesk(store: store, citizens: citizens)
        }
    }

    /// Writes with many callers at once; durable writes per second.
    private func fill(_ desk: any StoreDesk, from: Int, to: Int) async throws -> Double {
        let begin = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            let callers = 512
            for caller in 0..<callers {
                group.addTask {
                    for number in stride(from: from + caller, to: to, by: callers) {
                        try await desk.write(number)
                    }
                }
            }
            try await group.waitForAll()
        }
        return Double(to - from) / (ContinuousClock.now - begin).milliseconds * 1000
    }

    /// Writes one after the other; durable writes per second.
    private func appendAlone(
        _ desk: any StoreDesk, from: Int, _ count: Int
    ) async throws -> Double {
        let begin = ContinuousClock.now
        for number in from..<from + count { try await desk.write(number) }
        return Double(count) / (ContinuousClock.now - begin).milliseconds * 1000
    }

    /// Processor time of a lookup, in microseconds.
    private func time(_ lookup: (Int) async throws -> Void) async throws -> Double {
        let begin = ProcessorTime.own
        for number in 0..<200 { try await lookup(number) }
        return (ProcessorTime.own - begin) * 1_000_000 / 200
    }

    private func bytes() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return sum + (attributes[.size] as? Int ?? 0)
        }
    }

    /// What the disk allows: appends of 4 KiB to a file, each followed by fsync, per second.
    private func syncs() throws -> Double {
        let path = "\(folder)/sync-probe"
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw BenchmarkError("expected to write in the folder")
        }
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        let block = Data(repeating: 0x61, count: 4096)
        let begin = ContinuousClock.now
        for _ in 0..<100 {
            try file.write(contentsOf: block)
            try file.synchronize()
        }
        try file.close()
        return 100 / (ContinuousClock.now - begin).milliseconds * 1000
    }
}
