import BlueButton
import CitizenCommands
import Foundation
import PartySetup
import ProofOfConcept
import TestKit
import Testing
import Transport

/// Sources that break while an overview is made: each party a process of its own.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct BrokenSourceTests {
    @Test func `a gateway that is killed during an overview is unavailable within the deadline`()
        async throws
    {
        try await withParties { stage, parties, citizen in
            try await control(stage, faults: #"{"bri": {"delay": 2000}}"#)
            let start = ContinuousClock.now
            async let answer = citizen.overview()
            try await Task.sleep(for: .milliseconds(500))
            try await parties.kill(.bri)
            let rows = try await answer.overview.rows
            #expect(ContinuousClock.now - start < .seconds(20))
            #expect(rows.map(\.outcome.name) == ["holds", "unavailable"])
        }
    }

    @Test func `a registry that is too slow is unavailable, and the other is not held up by it`()
        async throws
    {
        try await withParties { stage, _, citizen in
            try await control(stage, faults: #"{"brp": {"delay": 8000}}"#)
            let start = ContinuousClock.now
            let rows = try await citizen.overview().overview.rows
            #expect(ContinuousClock.now - start < .seconds(20))
            #expect(rows.map(\.outcome.name) == ["unavailable", "holds"])
        }
    }

    @Test(arguments: [
        #"{"brp": {"status": 503}}"#, #"{"brp": {"garbage": true}}"#, #"{"brp": {"close": true}}"#,
    ])
    func `a registry that gives nonsense is never taken for one that holds nothing`(
        _ faults: String
    ) async throws {
        try await withParties { stage, _, citizen in
            try await control(stage, faults: faults)
            let rows = try await citizen.overview().overview.rows
            #expect(rows.map(\.outcome.name) == ["unavailable", "holds"])
        }
    }

    private func control(_ stage: Stage, faults: String) async throws {
        let client = try PublicClient(
            anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
        let reply = try await client.put(
            "http://127.0.0.1:\(stage.ports.control)/mock/faults",
            headers: [("Content-Type", "application/json")], body: Array(faults.utf8),
            maximumBytes: 1 << 16, deadline: .now + .seconds(5))
        await client.shutdown()
        #expect(
            (200..<300).contains(reply.status), "\(String(decoding: reply.body, as: UTF8.self))")
    }

    private func withParties(
        _ body: @Sendable (Stage, PartiesAlone, CitizenProgram) async throws -> Void
    ) async throws {
        try await LoggedInCitizen<PartiesAlone>.play {
            try await body($0.stage, $0.parties, $0.citizen)
        }
    }
}
