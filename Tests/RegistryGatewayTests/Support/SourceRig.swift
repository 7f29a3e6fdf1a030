import BlueButton
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import StrictJSON
import Synchronization
import TestKit
import TestPKI
import Testing

@testable import RegistryGateway

/// The register of persons behind a desk, with a registry of the test's own.
struct SourceRig: Sendable {
    let world: ReleaseWorld
    let clock = TestClock()
    let registry: ScriptedRegistry
    let source: GatewaySource
    let entry: DirectorySource

    init(
        ordersPerMinute: Int = 60, startedAt: UnixTime? = nil,
        registry: ScriptedRegistry = ScriptedRegistry()
    ) throws {
        world = try ReleaseWorld.shared.get()
        self.registry = registry
        entry = try world.directory.source(slug: "brp")
        source = GatewaySource(
            oin: entry.oin, registry: registry, sealer: try world.sealer("brp"),
            desk: try Self.desk(
                world, clock, ordersPerMinute: ordersPerMinute, startedAt: startedAt),
            provider: try ProviderSettings().keys(
                of: world.directory, trust: world.trust, clock: clock.wall,
                logger: LogBook().logger),
            clock: clock.wall, patience: .seconds(5))
    }

    static func desk(
        _ world: ReleaseWorld, _ clock: TestClock, ordersPerMinute: Int = 60,
        startedAt: UnixTime? = nil
    ) throws -> MandateDesk {
        MandateDesk(
            source: try world.directory.source(slug: "brp").oin,
            keys: [
                try P256PrivateKey(), try world.pki.party("brp").key("encryption"),
            ],
            policy: .sources(of: world.directory.identityProvider), clock: clock.wall,
            startedAt: startedAt ?? world.time - 3600,
            rate: RateLimit(perMinute: ordersPerMinute))
    }
}

/// A registry that says what a test wants, and counts how often it is asked.
final class ScriptedRegistry: Registry {
    let credentialType: CredentialType? = .brp
    private let failures: Mutex<[RegistryFailure]>
    private let asked = Mutex(0)
    private let found: [Holding]

    init(_ found: [Holding] = [], failingFirst failures: [RegistryFailure] = []) {
        self.found = found
        self.failures = Mutex(failures)
    }

    var count: Int { asked.withLock { $0 } }

    func holdings(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [Holding] {
        try await ask(person)
        return found
    }

    func claims(
        about person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [(name: String, value: JSONValue)] {
        try await ask(person)
        var claims = PersonClaims()
        claims.naam = PersonName(volledigeNaam: "Roos Jansen")
        return claims.all
    }

    private func ask(_ person: BSN) async throws(RegistryFailure) {
        #expect(person.revealed == ReleaseWorld.bsn)
        asked.withLock { $0 += 1 }
        try? await Task.sleep(for: .milliseconds(20))
        let failure = failures.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let failure { throw failure }
    }
}

/// What a citizen's program sends, with one thing or another changed.
struct Order: Sendable {
    let session: P256PrivateKey
    let decryptionKey: P256PrivateKey
    let holderKey: P256PrivateKey
    private let world: ReleaseWorld

    init(_ world: ReleaseWorld) throws {
        self.world = world
        session = try P256PrivateKey()
        decryptionKey = try P256PrivateKey()
        holderKey = try P256PrivateKey()
    }

    func token(_ changes: JSONObject = [:], header: JSONObject = [:]) throws -> String {
        try world.sourcesToken(boundTo: session, changes, header: header)
    }

    func sealed(_ token: String, for slug: String = "brp") throws -> String {
        try SealedToken.seal(token, to: world.directory.source(slug: slug))
    }

    func mandate(
        for token: String, _ order: MandateOrder = .holdings, at time: UnixTime? = nil,
        by key: P256PrivateKey? = nil
    ) throws -> Mandate {
        try Mandate.make(
            order, directory: world.directory.hash, token: token, key: key ?? session,
            at: time ?? world.time)
    }

    func attestation(of slug: String = "brp", type: CredentialType = .brp) throws -> MandateOrder {
        .attestation(
            source: try world.directory.source(slug: slug).oin, type: type,
            holderKey: JWK(holderKey.publicKey), encryptionKey: JWK(decryptionKey.publicKey))
    }

    /// A mandate with members replaced, signed again.
    func changed(_ mandate: Mandate, _ changes: JSONObject, type: String = "mandate+jwt") throws
        -> String
    {
        let jws = try CompactJWS(mandate.text, maximumBytes: DocumentLimits.mandate)
        var payload = try JSONValue.parse(jws.payload, maximumBytes: 65_536).objectValue ?? [:]
        for (name, value) in changes { payload[name] = value == .null ? nil : value }
        return try CitizenJWS.sign(payload, type: type, key: session).text
    }

    /// The same text with the first character of its signature replaced.
    static func falsified(_ text: String) -> String {
        let head = text.prefix(text.count - 86)
        return head + (text.dropFirst(head.count).first == "A" ? "B" : "A") + text.suffix(85)
    }
}
