import Foundation
import PartySetup
import ProofOfConcept
import StrictJSON
import TestKit
import Testing

/// The example files of `docs/running` are no prose: everything runs on them.
@Suite(.serialized) struct ExampleConfigurationTests {
    @Test(.enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
    func `the story goes over parties that run on the example files and units`() async throws {
        let programs = try #require(Ground.programs)
        try await Ground.use { ground in
            let example = try await ExampleParties.build(in: ground)
            let parties = try await example.running(programs: programs)
            let documents = DemoOutput(folder: "\(ground.folder)/demo-output")
            try documents.prepare()
            try await parties.whileRunning {
                try await Story(
                    stage: example.stage, parties: parties,
                    person: Casting.ofSeed(root: Ground.root), narrator: Narrator(isQuiet: true),
                    logger: Ground.logger
                ).tell(output: documents)
            }
            try checkLogs(of: example.stage.parties, in: ground)
            for party in example.stage.parties where party != .mocks {
                // systemd would wait for it for ever.
                #expect(example.firstNotice(party)?.first == "READY=1", "\(party)")
            }
            guard UnitFilter.isPossible else { return }
            for party in example.stage.parties {
                // NIO tries it at the start of every program: the filter was at work.
                #expect(try example.refusedCalls(party).contains("setpriority"), "\(party)")
            }
        }
    }

    /// Each line is a JSON object, and the programs stopped when they were told to, in peace.
    private func checkLogs(of parties: [PartyName], in ground: Ground) throws {
        for party in parties where party != .mocks {
            let log = try TextFile.text("\(ground.folder)/\(party.rawValue).log")
            let lines = log.split(separator: "\n")
            #expect(!lines.isEmpty, "\(party)")
            for line in lines {
                let entry = try JSONReader(
                    JSONValue.parse(Array(line.utf8), maximumBytes: 1 << 16))
                #expect(try !entry.string("time").isEmpty)
                let level = try entry.string("level")
                #expect(level != "critical", "\(party): \(line)")
            }
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"),
            "skipped: systemd-analyze is not installed"),
        arguments: [
            "blauweknop-service", "blauweknop-gateway", "blauweknop-receiver", "registries-mock",
        ])
    func `systemd accepts the unit`(name: String) async throws {
        try await Ground.use { ground in
            // The unit names programs in /usr/bin; systemd looks whether they are there.
            let unit = try TextFile.text("\(ExampleParties.examples)/systemd/\(name).service")
                .replacingOccurrences(of: "/usr/bin/\(name)", with: "/usr/bin/true")
            let file = "\(ground.folder)/\(name).service"
            try TextFile.write(Array(unit.utf8), to: file)
            let verified = try await Command(
                path: "/usr/bin/systemd-analyze", arguments: ["verify", file]
            ).run()
            #expect(verified.code == 0, "\(verified.errors)")
            // What it does not know it passes over, and says so.
            #expect(verified.errors.isEmpty, "\(verified.errors)")
        }
    }
}
