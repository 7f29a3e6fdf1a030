import Foundation
import ProofOfConcept
import TestKit
import Testing

/// The story of the proof of concept, over all parties.
@Suite(.serialized) struct StoryTests {
    @Test func `the story goes as told with the people of the seed`() async throws {
        try await Ground.use { ground in
            try await tell(in: ground, persons: nil)
            let files = try FileManager.default.contentsOfDirectory(
                atPath: "\(ground.folder)/demo-output")
            #expect(
                Set(files).isSuperset(of: [
                    "README.md", "consent.jwt", "directory.jwt", "overview.json", "overview.txt",
                    "package.jwe", "receipt.json", "registration.json", "request.jwt",
                    "response.json", "trust",
                ]))
        }
    }

    @Test(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
    func `the story goes as told with people of the official test set`() async throws {
        let file = try #require(
            SharedData.url("brp/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv"))
        try await Ground.use { ground in try await tell(in: ground, persons: file) }
    }

    @Test(.enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
    func `every party runs alone and the story goes over them`() async throws {
        let programs = try #require(Ground.programs)
        try await Ground.use { ground in
            let stage = try await Stage.build(in: ground.folder, root: Ground.root)
            try await tell(
                stage, over: PartiesAlone(stage, programs: programs),
                person: Casting.ofSeed(root: Ground.root), in: ground)
        }
    }

    private func tell(in ground: Ground, persons: String?) async throws {
        let stage = try await Stage.build(
            in: ground.folder, root: Ground.root, persons: persons)
        let person =
            try persons.map { try Casting.ofFile($0, root: Ground.root) }
            ?? Casting.ofSeed(root: Ground.root)
        try await tell(
            stage, over: PartiesInProcess(stage, logger: Ground.logger), person: person,
            in: ground)
    }

    private func tell(
        _ stage: Stage, over parties: any Parties, person: StoryPerson, in ground: Ground
    ) async throws {
        let documents = DemoOutput(folder: "\(ground.folder)/demo-output")
        try documents.prepare()
        try await parties.whileRunning {
            try await Story(
                stage: stage, parties: parties, person: person, narrator: Narrator(isQuiet: true),
                logger: Ground.logger
            ).tell(output: documents)
        }
    }
}
