import BlueButton
import CitizenCommands
import PartySetup
import ProofOfConcept
import RegistriesMock
import Testing

/// Many organisations in one overview.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct LandscapeTests {
    private func play(
        _ count: Int?, breaksDocuments: Bool = false,
        _ body: @escaping @Sendable (Scene, Landscape) async throws -> Void
    ) async throws {
        let landscape = try #require(try Landscape.read(root: Ground.root, count: count))
        try await Stage.inPassing(
            root: Ground.root, breaksDocuments: breaksDocuments, landscape: landscape
        ) { stage in
            try await Scene.play(
                on: stage, as: Casting.ofSeed(root: Ground.root), logger: Ground.logger
            ) { scene in try await body(scene, landscape) }
        }
    }

    @Test func `the project's organisations answer under their own seals, and can be broken`()
        async throws
    {
        try await play(nil) { scene, landscape in
            let rows = try await scene.citizen.overview().overview.rows
            #expect(rows.count == landscape.file.organisations.count + 2)
            let outcomes = Set(rows.map(\.outcome.name))
            #expect(outcomes == ["holds", "holds-nothing"])
            // She lives there, so her municipality holds something.
            let alphen = rows.first { $0.source.digits == "00000099000000001007" }
            #expect(alphen?.outcome.name == "holds")

            try await scene.control.set([FaultChoice("rdw=status"), FaultChoice("duo=garbage")])
            let broken = try await scene.citizen.overview().overview.rows
            let unavailable = broken.filter { $0.outcome.name == "unavailable" }
            #expect(
                unavailable.map(\.source.digits) == [
                    "00000099000000001001", "00000099000000001002",
                ])
            try await scene.control.clear()
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await scene.citizen.data(of: "rdw")
            }
            #expect(refusal?.code == .credentialTypeNotAllowed)
        }
    }

    @Test(arguments: [
        ("rdw", "woonhaven", "slug"), ("rdw", "trust", "slug"), ("rdw", "brp-registry", "slug"),
        ("rdw", "registers-registry", "slug"),
        ("00000099000000001001", "00000099000000000101", "oin"),
    ])
    func `an organisation that somebody else is already is refused, saying where`(
        old: String, new: String, member: String
    ) async throws {
        let set = try TextFile.text("\(Ground.root)/registries-mock/data/organisations.json")
        try await Ground.use { ground in
            let file = "\(ground.folder)/own.json"
            let text = set.replacing("\"\(old)\"", with: "\"\(new)\"")
            try TextFile.write(Array(text.utf8), to: file)
            let error = #expect(throws: SetupError.self) {
                try Landscape.read(root: Ground.root, count: nil, file: file)
            }
            #expect(error?.message.contains("'organisations[0].\(member)'") == true)
            #expect(error?.message.contains(file) == true)
        }
    }

    @Test func `what waits for many organisations waits longer, but no longer than calls do`() {
        let (few, many) = (StagePatience(organisations: 0), StagePatience(organisations: 5000))
        #expect(few.sources == 3000 && few.registry == 2500)
        #expect(few.registry < few.sources && many.registry < many.sources)
        #expect(few.call < many.call && few.overview < many.overview)
        // The citizen's program waits sixty seconds for an overview.
        #expect(many.sources + many.timestamp < 60_000)
        // A fault that is slow is slower than that.
        #expect(NamedFault.slow.fault.delay > many.sources)
    }

    @Test func `the documents of one break, and those of the others count from the start`()
        async throws
    {
        try await play(30, breaksDocuments: true) { scene, _ in
            let whole = try await scene.citizen.overview().overview.rows
            #expect(Set(whole.map(\.outcome.name)) == ["holds", "holds-nothing"])
            try await scene.control.set([FaultChoice("rdw=revoked-certificate")])
            let broken = try await scene.citizen.overview().overview.rows
            let unavailable = broken.filter { $0.outcome.name == "unavailable" }
            #expect(unavailable.map(\.source.digits) == ["00000099000000001001"])
        }
    }

    @Test func `an overview of two hundred organisations accounts for each`() async throws {
        try await play(200) { scene, _ in
            let received = try await scene.citizen.overview()
            #expect(received.overview.rows.count == 202)
            let outcomes = received.overview.rows.map(\.outcome.name)
            #expect(Set(outcomes) == ["holds", "holds-nothing"])
            #expect(outcomes.count { $0 == "holds" } > 60)
        }
    }
}
