import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing

@testable import RegistryGateway

struct GatewaySourceTests {
    @Test func `a statement answers the mandate and verifies`() async throws {
        let rig = try SourceRig()
        let order = try Order(rig.world)
        let token = try order.token()
        let mandate = try order.mandate(for: token)
        let text = try await rig.source.holdings(
            mandate: mandate.text, token: order.sealed(token))
        let statement = try HoldingsStatement.verify(
            text, from: rig.entry, to: mandate, trust: rig.world.trust, at: rig.world.time)
        #expect(!statement.holds)
        #expect(!text.contains(ReleaseWorld.bsn))
    }

    @Test func `an attestation is for the ordered key and person, and only its key reads it`()
        async throws
    {
        let rig = try SourceRig()
        let order = try Order(rig.world)
        let token = try order.token()
        let mandate = try order.mandate(for: token, order.attestation())
        let sealed = try await rig.source.attestation(
            mandate: mandate.text, token: order.sealed(token))
        let attestation = try Attestation.verify(
            SealedAttestation.open(sealed, key: order.decryptionKey), as: .issued,
            directory: rig.world.directory, trust: rig.world.trust, at: rig.world.time)
        try attestation.answers(mandate, person: "Zk3mN1vQ0xYb7cT5hR2pLw")
        #expect(attestation.claimNames == Set(PersonClaims.names))
        #expect(throws: Refusal.self) {
            try SealedAttestation.open(sealed, key: order.session)
        }
    }

    @Test func `the same order again gets the same answer without asking the registry`()
        async throws
    {
        let rig = try SourceRig()
        let order = try Order(rig.world)
        let token = try order.token()
        let mandate = try order.mandate(for: token).text
        let first = try await rig.source.holdings(mandate: mandate, token: order.sealed(token))
        rig.clock.now = rig.clock.now + 30
        let second = try await rig.source.holdings(mandate: mandate, token: order.sealed(token))
        #expect(first == second && rig.registry.count == 1)
    }

    @Test func `a signature made anew makes no other order`() async throws {
        let rig = try SourceRig()
        let order = try Order(rig.world)
        let token = try order.token()
        let mandate = try order.mandate(for: token)
        let again = try order.changed(mandate, [:])
        #expect(again != mandate.text)
        let sealed = try order.sealed(token)
        let first = try await rig.source.holdings(mandate: mandate.text, token: sealed)
        #expect(try await rig.source.holdings(mandate: again, token: sealed) == first)
    }

    @Test func `the same order many times at once has one answer`() async throws {
        let rig = try SourceRig()
        let order = try Order(rig.world)
        let token = try order.token()
        let mandate = try order.mandate(for: token, order.attestation()).text
        let sealed = try order.sealed(token)
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await rig.source.attestation(mandate: mandate, token: sealed)
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
    }

    @Test func `a number that was used for another order is refused`() async throws {
        let rig = try SourceRig()
        let order = try Order(rig.world)
        let token = try order.token()
        let mandate = try order.mandate(for: token)
        let sealed = try order.sealed(token)
        _ = try await rig.source.holdings(mandate: mandate.text, token: sealed)
        let reused = try order.changed(
            mandate, ["exp": .integer(mandate.expires.seconds - 1)])
        await refuses(.mandateReused) {
            try await rig.source.holdings(mandate: reused, token: sealed)
        }
        #expect(rig.registry.count == 1)
    }

    @Test func `an order that is refused never reaches the registry`() async throws {
        let rig = try SourceRig(ordersPerMinute: 0)
        let order = try Order(rig.world)
        let token = try order.token()
        await refuses(.rateExceeded) {
            try await rig.source.holdings(
                mandate: order.mandate(for: token).text, token: order.sealed(token))
        }
        await refuses(.mandateMismatch) {
            try await rig.source.attestation(
                mandate: order.mandate(for: token).text, token: order.sealed(token))
        }
        #expect(rig.registry.count == 0)
    }

    @Test func `a failure of the registry is not remembered`() async throws {
        let rig = try SourceRig(registry: ScriptedRegistry(failingFirst: [.timeout]))
        let order = try Order(rig.world)
        let token = try order.token()
        let (mandate, sealed) = (try order.mandate(for: token).text, try order.sealed(token))
        await #expect(throws: RegistryFailure.timeout) {
            try await rig.source.holdings(mandate: mandate, token: sealed)
        }
        _ = try await rig.source.holdings(mandate: mandate, token: sealed)
        #expect(rig.registry.count == 2)
    }

    @Test func `more holdings than a statement holds are too large`() async throws {
        let text = LocalizedText(nl: String(repeating: "x", count: 500), en: "x")
        let holding = Holding(
            category: "persoon", label: text, records: 1, since: nil, updated: nil,
            purpose: text, legalBasis: "Wet", retention: nil, recipients: [])
        let registry = ScriptedRegistry([Holding](repeating: holding, count: 20))
        let rig = try SourceRig(registry: registry)
        let order = try Order(rig.world)
        let token = try order.token()
        await refuses(.tooLarge) {
            try await rig.source.holdings(
                mandate: order.mandate(for: token).text, token: order.sealed(token))
        }
    }

    private func refuses(
        _ code: Refusal.Code, _ body: () async throws -> String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let refusal = await #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
            _ = try await body()
        }
        #expect(refusal?.code == code, sourceLocation: sourceLocation)
    }
}
