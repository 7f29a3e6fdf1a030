import BlueButton
import CitizenCommands
import PartySetup
import ProofOfConcept
import Testing

/// Everything that can break is broken once, and the service asked: the table is printed by
/// `blauweknop-poc fault-matrix`.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct FaultMatrixTests {
    @Test(arguments: FaultCase.all)
    func `what is broken stands in the overview as such, in time, and holds nothing up`(
        _ fault: FaultCase
    ) async throws {
        let row = try await Self.play { scene in
            try await FaultMatrix(citizen: scene.citizen, control: scene.control).row(of: fault)
        }
        #expect(row.outcome == fault.outcome)
        #expect(row.reason == fault.reason)
        #expect(row.othersAnswered)
        #expect(row.took < .seconds(20))
    }

    @Test func `a share of the requests is struck, the same ones with the same seed`()
        async throws
    {
        try await Self.play { scene in
            let slow = try FaultChoice("brp=status")
            var rounds: [[String]] = []
            for _ in 0..<2 {
                try await scene.control.set([slow], share: 50, seed: 5)
                var outcomes: [String] = []
                for _ in 0..<6 {
                    outcomes += try await scene.citizen.overview().overview.rows.prefix(1)
                        .map(\.outcome.name)
                }
                rounds.append(outcomes)
            }
            #expect(rounds[0] == rounds[1])
            #expect(Set(rounds[0]) == ["holds", "unavailable"])
        }
    }

    @Test func `documents break only where something stands in front of the gateways`()
        async throws
    {
        try await Self.play(breaksDocuments: false) { scene in
            #expect(await scene.control.answers())
            let fault = try FaultChoice("bri=wrong-mandate")
            await #expect(throws: (any Error).self) { try await scene.control.set([fault]) }
            let outcomes = try await scene.citizen.overview().overview.rows.map(\.outcome.name)
            #expect(outcomes == ["holds", "holds"])
        }
    }

    @Test(arguments: ["bri", "bri=", "=slow", "bri=slower", "bri=slow=slow", "BRI=slow", ""])
    func `a fault that is none is refused`(text: String) {
        #expect(throws: (any Error).self) { try FaultChoice(text) }
    }

    @Test(arguments: [
        "rdw=slow", "registers=slow", "digid=wrong-signature", "trust-services=clock-off",
    ])
    func `a fault where nothing of that name runs is refused before anything starts`(
        text: String
    ) throws {
        let fault = try FaultChoice(text)
        let error = #expect(throws: SetupError.self) { try fault.check(among: ["brp", "bri"]) }
        #expect(error?.message.contains(text) == true)
        #expect(throws: Never.self) {
            try FaultChoice("digid=slow").check(among: ["brp", "bri"])
            try FaultChoice("registers=slow").check(among: ["brp", "bri", "rdw"])
            try FaultChoice("rdw=clock-off").check(among: ["brp", "bri", "rdw"])
        }
    }

    static func play<Value: Sendable>(
        breaksDocuments: Bool = true,
        _ body: @escaping @Sendable (Scene) async throws -> Value
    ) async throws -> Value {
        try await Stage.inPassing(root: Ground.root, breaksDocuments: breaksDocuments) { stage in
            try await Scene.play(
                on: stage, as: Casting.ofSeed(root: Ground.root), logger: Ground.logger, body)
        }
    }
}
