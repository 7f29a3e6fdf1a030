import BlueButton
import OpenSSL
import PartySetup
import Sovereignty
import StrictJSON
import Trust

/// One source behind this gateway: checks an order, asks the registry, seals the answer.
struct GatewaySource: Sendable {
    let oin: OIN
    let registry: any Registry
    let sealer: Sealer
    let desk: MandateDesk
    let provider: ProviderKeys
    let clock: WallClock
    /// How long the registry has.
    let patience: Duration
    private let memory: AnswerMemory

    init(
        oin: OIN, registry: any Registry, sealer: Sealer, desk: MandateDesk,
        provider: ProviderKeys, clock: WallClock, patience: Duration,
        memory: AnswerMemory = AnswerMemory()
    ) {
        self.oin = oin
        self.registry = registry
        self.sealer = sealer
        self.desk = desk
        self.provider = provider
        self.clock = clock
        self.patience = patience
        self.memory = memory
    }

    /// The sealed statement that answers a mandate for holdings.
    func holdings(mandate: String, token: String) async throws -> String {
        let order = try await check(mandate, token, for: .holdings)
        if let known = try memory.answer(to: order.mandate, at: clock.now()) { return known }
        let holdings = try await registry.holdings(of: order.person, deadline: .now + patience)
        let statement = try HoldingsStatement.seal(
            holdings, answering: order.mandate, by: sealer, at: clock.now())
        return try memory.keep(statement, to: order.mandate, at: clock.now())
    }

    /// The attestation that a mandate orders, encrypted to the key that it names.
    func attestation(mandate: String, token: String) async throws -> String {
        guard let ours = registry.credentialType else {
            throw Refusal(
                .credentialTypeNotAllowed, "expected a source that issues attestations")
        }
        let order = try await check(mandate, token, for: .attestation(ours))
        guard case .attestation(_, let type, let holderKey, let encryptionKey) = order.mandate.order
        else { throw Refusal(.mandateMismatch, "expected a mandate for an attestation") }
        if let known = try memory.answer(to: order.mandate, at: clock.now()) { return known }
        let claims = try await registry.claims(about: order.person, deadline: .now + patience)
        let attestation = try Attestation.issue(
            claims, type: type, person: order.subject, holderKey: holderKey, by: sealer,
            at: clock.now())
        let sealed = try SealedAttestation.seal(attestation, to: encryptionKey)
        return try memory.keep(sealed, to: order.mandate, at: clock.now())
    }

    /// All checks of an order, by the identity provider's keys of now.
    private func check(
        _ mandate: String, _ token: String, for purpose: MandateDesk.Purpose
    ) async throws(Refusal) -> MandateDesk.Order {
        try await provider.judge { keys throws(Refusal) in
            var desk = desk
            desk.policy.keys = keys
            return try desk.check(mandate: mandate, token: token, for: purpose)
        }
    }
}
