import CitizenCommands
import Foundation
import PartySetup
import ProofOfConcept
import Sovereignty
import TestKit
import Testing

/// Backup and restore by commands, with the programs as processes.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct StoreCommandTests {
    private struct Operator: Sendable {
        let stage: Stage
        let party: PartyName
        let programs: String

        /// Runs a command, by default with a configuration that says where the store is, and no
        /// more: it names no key.
        func run(_ arguments: [String], configuration: String? = nil) async throws -> Command.Ended
        {
            let file = "\(stage.folder)/store-alone.json"
            let data = #"{"data": "data/\#(party.rawValue)"}"#
            try TextFile.write(Array(data.utf8), to: file)
            return try await Command(
                path: "\(programs)/\(party.program)",
                arguments: [arguments[0], "--config", configuration ?? file]
                    + arguments.dropFirst()
            ).run()
        }

        /// Runs the program with `--accept-restored` until it answers, and stops it.
        func acceptRestored(at port: Int) async throws {
            let process = try RunningProcess(
                executable: "\(programs)/\(party.program)",
                arguments: [
                    "serve", "--config", stage.configuration(party.rawValue),
                    "--accept-restored",
                ], log: "\(stage.folder)/accept.log")
            #expect(try await process.answers(at: port, within: .seconds(60)))
            process.terminate()
            try await process.waitForEnd(within: .seconds(60))
        }
    }

    @Test(arguments: [PartyName.service, .woonhaven])
    func `a store is copied while it is used, and comes back only by decision`(
        party: PartyName
    ) async throws {
        try await LoggedInCitizen<PartiesInProcess>.play { scene in
            let (stage, parties) = (scene.stage, scene.parties)
            let office = BackOffice(client: scene.client, port: stage.ports.woonhavenOffice)
            func use() async throws {
                _ = try await scene.citizen.overview()
                _ = try await office.request(taxYear: 2024, reference: "copy")
            }
            try await use()
            let operate = Operator(
                stage: stage, party: party, programs: try #require(Ground.programs))
            let file = "\(stage.folder)/backup.sqlite"
            let copied = try await operate.run(["backup", "--to", file])
            #expect(copied.code == 0, "\(copied.errors)")
            let again = try await operate.run(["backup", "--to", file])
            #expect(again.code == 1 && again.told.contains("expected a new file"))
            let sound = try await operate.run(["check-store"])
            #expect(sound.code == 0 && sound.output.contains("sound"), "\(sound.errors)")
            try await use()
            _ = try await scene.citizen.log()
            let early = try await operate.run(["restore", "--from", file, "--replace"])
            #expect(early.code == 1 && early.told.contains("another has it open"))

            try await parties.stop(party)
            let careful = try await operate.run(["restore", "--from", file])
            #expect(careful.code == 1 && careful.told.contains("--replace"))
            let restored = try await operate.run(["restore", "--from", file, "--replace"])
            #expect(restored.code == 0, "\(restored.errors)")
            #expect(restored.output.contains("--accept-restored"))
            let refused = try await operate.run(
                ["serve"], configuration: stage.configuration(party.rawValue))
            #expect(refused.code == 1)
            #expect(refused.told.contains("older copy"))
            let error = await #expect(throws: StoreError.self) { try await parties.start(party) }
            #expect(error?.code == .restored)

            let port = party == .service ? stage.ports.service : stage.ports.woonhaven
            try await operate.acceptRestored(at: port)
            try await parties.start(party)
            guard party == .service else {
                try await use()
                return
            }
            // Whoever saw the longer log does not take the shorter one for it.
            let shrunk = await #expect(throws: (any Error).self) { try await scene.citizen.log() }
            #expect("\(String(describing: shrunk))".contains("log-size-unknown"))
        }
    }
}
