import Foundation
import OpenSSL
import PartySetup
import ProofOfConcept
import Transport

/// *core*: the service's core beside the same in Go, on the same machine, gateways and load.
struct CoreBenchmark {
    let setting: Setting

    func run() async throws -> Report.Section {
        var section = Report.Section(
            name: "core: two calls over mTLS, two verifications, one signature")
        let folder = "\(setting.folder)/core"
        try CoreWorld.make(in: folder, root: setting.root)
        let gateways = try setting.child(
            "gateways", ["core-gateways", "--folder", folder], core: setting.otherCore)
        defer { gateways.stop() }
        let addresses = try gateways.ready().map { "https://127.0.0.1:\($0)/" }
        let ours = try setting.child(
            "core", ["core-service", "--folder", folder] + addresses, core: setting.core)
        defer { ours.stop() }
        let load = try Load()
        let port = try ours.ready().first ?? 0
        let swift = Subject(child: ours, load: load.generator("https://127.0.0.1:\(port)/overview"))
        guard let peer = setting.peer else {
            section.note("skipped: the same in Go (expected its sources and a Go toolchain)")
            let alone = try await setting.pairs.run { try await swift.block(setting.block) }
            section.add("Swift, processor time per overview", "ms", alone.a)
            section.noteVoided(alone)
            try await add(rates: [("Swift", swift)], to: &section)
            return section
        }
        let peerPort = try await FreePorts.find(1)[0]
        let theirs = try Child(
            "peer", peer, ["sut", "\(peerPort)"] + addresses, core: setting.core,
            environment: ["PEER_TLS": "\(folder)/peer", "GOMAXPROCS": "1"],
            log: "\(folder)/peer.log")
        defer { theirs.stop() }
        let go = Subject(
            child: theirs, load: load.generator("https://127.0.0.1:\(peerPort)/overview"))
        try await go.waitUntilReady()
        _ = try await (swift.block(setting.block), go.block(setting.block))
        let measured = try await setting.pairs.run({ try await swift.block(setting.block) }) {
            try await go.block(setting.block)
        }
        section.add("Swift, processor time per overview", "ms", measured.a)
        section.add("Go, processor time per overview", "ms", measured.b)
        section.add("Swift divided by Go (goal 0.7)", "", measured.ratios)
        section.noteVoided(measured)
        try await add(rates: [("Swift", swift), ("Go", go)], to: &section)
        section.note("Go: \(setting.peerVersion)")
        return section
    }

    /// Wall-clock figures, which count on an idle machine alone.
    private func add(
        rates subjects: [(String, Subject)], to section: inout Report.Section
    ) async throws {
        for (name, subject) in subjects {
            let outcome = await subject.load.closed(callers: 16, for: setting.block)
            section.add("\(name), overviews per second at saturation", "/s", [outcome.rate])
            section.add(
                "\(name), memory", "MiB", [Double(try subject.child.usage.memory()) / 1_048_576])
        }
    }

    /// One service under load.
    struct Subject {
        let child: Child
        let load: LoadGenerator

        /// Processor time per answer over one block of closed-loop load, in milliseconds.
        func block(_ duration: Duration) async throws -> Double {
            let before = try child.usage.seconds()
            let outcome = await load.closed(callers: 16, for: duration)
            let after = try child.usage.seconds()
            guard outcome.failures + outcome.refused == 0, !outcome.latencies.isEmpty else {
                throw BenchmarkError("expected \(child.name) to answer every call")
            }
            return (after - before) * 1000 / Double(outcome.latencies.count)
        }

        func waitUntilReady() async throws {
            for _ in 0..<200 {
                if (try? await load.call()) != nil { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            throw BenchmarkError("expected \(child.name) to answer within ten seconds")
        }
    }

    /// Clients that ask for overviews.
    struct Load {
        let client: OrganisationClient

        init() throws {
            client = try OrganisationClient(identity: nil)
        }

        func generator(_ address: String) -> LoadGenerator {
            LoadGenerator { [client] in
                let reply = try await client.get(
                    address, peer: anyPeer, maximumBytes: 1 << 20, deadline: .now + .seconds(10))
                guard reply.status == 200 else { throw BenchmarkError("expected 200") }
            }
        }
    }
}
