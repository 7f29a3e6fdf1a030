import BlueButton
import CitizenCommands
import Foundation
import OpenSSL
import PartySetup
import ProofOfConcept
import TestKit
import TestPKI
import Testing
import Transport

/// A certificate is revoked while everything runs: without any restart it counts for nothing.
@Suite(.serialized)
struct RevocationTests {
    @Test func `a revoked gateway, its seal or its TLS, answers for nobody`() async throws {
        try await withParties { stage, citizen in
            #expect(try await outcomes(citizen) == ["holds", "holds"])
            try await revoke("brp", "seal", stage)
            try await revoke("bri", "tls", stage)
            let rows = try await eventually(citizen) { rows in
                rows.allSatisfy { $0.outcome.name == "unavailable" }
            }
            #expect(rows.map(Self.reason) == ["invalid-answer", "unreachable"])
            // What the middle passes on, the citizen's own program refuses.
            let again = try Self.citizen(stage)
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await again.data(of: "brp")
            }
            await again.close()
            #expect(refusal?.code.rawValue == "certificate-revoked")
        }
    }

    @Test func `a revoked recipient asks for nothing`() async throws {
        try await withParties { stage, citizen in
            let link = try await request(stage)
            _ = try await citizen.request(link)
            try await revoke("woonhaven", "seal", stage)
            let again = try Self.citizen(stage)
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await again.request(link)
            }
            await again.close()
            #expect(refusal?.code.rawValue == "certificate-revoked")
        }
    }

    private static func citizen(_ stage: Stage) throws -> CitizenProgram {
        try CitizenProgram(
            home: CitizenHome(path: stage.citizenHome), language: .en, logger: Ground.logger)
    }

    private static func reason(_ row: OverviewRow) -> String? {
        if case .unavailable(let reason) = row.outcome { reason.code.rawValue } else { nil }
    }

    private func withParties(
        _ body: @Sendable (Stage, CitizenProgram) async throws -> Void
    ) async throws {
        try await LoggedInCitizen<PartiesInProcess>.play(listInterval: 1) {
            try await body($0.stage, $0.citizen)
        }
    }

    private func request(_ stage: Stage) async throws -> RequestLink {
        let client = try PublicClient(
            anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
        let link = try await BackOffice(client: client, port: stage.ports.woonhavenOffice)
            .request(taxYear: 2024, reference: "proef")
        await client.shutdown()
        return try RequestLink(link)
    }

    private func outcomes(_ citizen: CitizenProgram) async throws -> [String] {
        try await citizen.overview().overview.rows.map(\.outcome.name)
    }

    /// Asks until the rows are as expected; the parties look for lists every second.
    private func eventually(
        _ citizen: CitizenProgram, _ isExpected: ([OverviewRow]) -> Bool
    ) async throws -> [OverviewRow] {
        var rows: [OverviewRow] = []
        for _ in 0..<60 {
            rows = try await citizen.overview().overview.rows
            if isExpected(rows) { break }
            try await Task.sleep(for: .milliseconds(500))
        }
        return rows
    }

    private func revoke(_ party: String, _ kind: String, _ stage: Stage) async throws {
        let revoked = try PKIFolder("\(stage.folder)/pki").revoke(party, kind, at: .now())
        try await Publishing.publish(revoked, in: stage.folder)
    }
}
