import ArgumentParser
import BlueButton
import Foundation
import OpenSSL
import PartySetup
import Sovereignty
import StoreSQLite
import TransparencyLog

/// Fills the service's store and measures it at each power of ten; a line of figures for each.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The access log as it grows.")

    @Option var folder: String
    @Option(help: "The size of the log at the end; a power of ten.") var entries = 1_000_000

    /// Citizens among whom the entries are spread: at most some hundred entries each at the end.
    private var citizens: Int { max(10, entries / 100) }

    func run() async throws {
        let author = LogAuthor(actor: try OIN("00000099000000000020"), clock: .system)
        let store = try ServiceStore(
            folder: folder,
            signer: NoteSigner(name: NoteName("log.example/bench"), key: Ed25519PrivateKey()),
            author: author)
        let desk = Desk(log: store.log, author: author, citizens: citizens)
        var size = 0
        var goal = 1000
        while goal <= entries {
            let filled = try await desk.fill(from: size, to: goal)
            size = goal
            let alone = try await desk.appendAlone(from: size, 100)
            size += 100
            let page = try await desk.pages(among: size)
            let proof = try await desk.proofs(upTo: goal)
            ProgramRun.say("\(goal) \(filled) \(alone) \(page) \(proof) \(try bytes() / size)")
            goal *= 10
        }
        ProgramRun.say("done")
    }

    private func bytes() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return sum + (attributes[.size] as? Int ?? 0)
        }
    }

    /// Uses the log as the service does.
    private struct Desk {
        let log: any AccessLog
        let author: LogAuthor
        let citizens: Int

        private func append(_ number: Int) async throws {
            let entry = author.entry(.query, of: DocumentHash(ofCharacters: "mandate \(number)"))
            try await log.append(entry, subject: "citizen-\(number % citizens)")
        }

        /// Appends with many callers at once; durable appends per second.
        func fill(from: Int, to: Int) async throws -> Double {
            let begin = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                let callers = 512
                for caller in 0..<callers {
                    group.addTask {
                        for number in stride(from: from + caller, to: to, by: callers) {
                            try await append(number)
                        }
                    }
                }
                try await group.waitForAll()
            }
            return Double(to - from) / (ContinuousClock.now - begin).milliseconds * 1000
        }

        /// Appends one after the other; durable appends per second.
        func appendAlone(from: Int, _ count: Int) async throws -> Double {
            let begin = ContinuousClock.now
            for number in from..<from + count { try await append(number) }
            return Double(count) / (ContinuousClock.now - begin).milliseconds * 1000
        }

        /// Processor time of a citizen's newest ten entries with their proofs, in microseconds.
        func pages(among size: Int) async throws -> Double {
            let begin = ProcessorTime.own
            for number in 0..<200 {
                let page = try await log.entries(
                    subject: "citizen-\((number * 7919) % citizens)", before: nil, limit: 10)
                guard !page.entries.isEmpty || size < citizens else {
                    throw BenchmarkError("expected entries of every citizen")
                }
            }
            return (ProcessorTime.own - begin) * 1_000_000 / 200
        }

        /// Processor time of a consistency proof, in microseconds.
        func proofs(upTo size: Int) async throws -> Double {
            let begin = ProcessorTime.own
            for number in 0..<200 {
                let old = UInt64(1 + (number * 104_729) % (size - 1))
                guard try await log.consistencyProof(from: old, to: UInt64(size)) != nil else {
                    throw BenchmarkError("expected a proof")
                }
            }
            return (ProcessorTime.own - begin) * 1_000_000 / 200
        }
    }
}
