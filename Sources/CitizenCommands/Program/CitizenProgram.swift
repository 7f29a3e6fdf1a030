package import BlueButton
import JOSE
package import Logging
import OpenSSL
import PartySetup
package import PlainWords
package import Sovereignty
import StrictJSON
import Transport
import Trust

/// The citizen's own program: the only place where values are decrypted, chosen and released.
///
/// Commands and the proof of concept drive it; it prints nothing.
package struct CitizenProgram: Sendable {
    let home: CitizenHome
    let configuration: CitizenConfiguration
    let client: PublicClient
    private let lists: CitizenLists
    let clock: WallClock
    let logger: Logger
    let language: Language
    /// Where whoever reads is, as far as clocks go.
    let zone: LocalZone
    private let nonces = ServerNonces()
    /// What the service is called: by its address until a directory was verified.
    private let serviceName = Memo()

    package init(
        home: CitizenHome, language: Language, clock: WallClock = .system,
        zone: LocalZone = .ofMachine, logger: Logger
    ) throws {
        self.home = home
        self.language = language
        self.clock = clock
        self.zone = zone
        self.logger = logger
        configuration = try CitizenConfiguration(home: home)
        serviceName.set(Texts(language).service(at: configuration.service))
        client = try PublicClient(anchorsPEM: configuration.tlsAnchors)
        lists = CitizenLists(
            home: home, trust: configuration.trust, clock: clock, logger: logger)
    }

    /// Closes connections; the program is not used after it.
    package func close() async {
        await client.shutdown()
    }

    /// Fetches and verifies the directory for new work.
    package func directory() async throws -> Directory {
        let reply = try await naming(serviceName.value) {
            try await client.get(
                configuration.service + "/v1/directory", maximumBytes: DocumentLimits.directory,
                deadline: .now + .seconds(15))
        }
        let text = String(decoding: try ServiceClient.accepted(reply).body, as: UTF8.self)
        await lists.prepare(for: text)
        var directory = try DirectoryMemory(home: home, trust: trust).accept(text, at: clock.now())
        if await lists.refresh(by: directory) {
            directory = try Directory.verify(text, trust: trust, at: clock.now())
        }
        guard directory.service.endpoint == configuration.service else {
            throw CitizenError(
                .refused, code: "service-mismatch",
                "expected the directory's service at the address in the configuration")
        }
        serviceName.set(DisplayText(directory.service.name).text)
        return directory
    }

    /// Asks somebody; where they cannot be reached, the error says who it is.
    func naming<Value>(
        _ party: String, _ ask: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await ask()
        } catch {
            let trouble = CitizenError(error)
            throw trouble.kind == .unreachable ? trouble.naming(DisplayText(party).text) : error
        }
    }

    /// The anchors, with the revocation lists that are at hand now.
    var trust: TrustStore { lists.trust.store }

    /// Calls with proofs; all parts share the nonces.
    var proven: DPoPClient {
        DPoPClient(client: client, nonces: nonces, clock: clock)
    }

    var service: ServiceClient {
        ServiceClient(client: proven, origin: configuration.service, name: serviceName.value)
    }

    /// Gets what the service publishes for all.
    func published(_ path: String, maximumBytes: Int) async throws -> [UInt8] {
        let reply = try await naming(serviceName.value) {
            try await client.get(
                configuration.service + path, maximumBytes: maximumBytes,
                deadline: .now + .seconds(15))
        }
        return try ServiceClient.accepted(reply).body
    }

    var texts: Texts { Texts(language, zone: zone) }
}
