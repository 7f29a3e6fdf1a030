import BlueButton
import Foundation
import Hummingbird
import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import Synchronization
import Transport
import Trust

@testable import CitizenCommands

/// Real mocks, gateways, receivers and citizens' programs around a malicious service.
///
/// TLS of public clients judges certificates by the machine's clock, so everything here lives now.
final class Scene: Sendable {
    let keys: Keyring
    let service: MaliciousService
    private let citizens = Mutex<[CitizenProgram]>([])
    private let bulletin = Mutex("")

    private init(_ stage: Stage) throws {
        keys = try Keyring(stage)
        service = try MaliciousService(keys)
    }

    /// - Parameters:
    ///   - joined: whether the other corporation is the attacker's too: then its place serves the
    ///     requests that are posted there, under its own certificate.
    ///   - change: what the scheme authority sealed into the directory.
    static func play(
        joined: Bool = false, directory change: (@Sendable (inout JSONObject) -> Void)? = nil,
        _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        try await Ground.use { folder in
            let stage = try await Stage.build(in: folder, root: Ground.root)
            if let change { try await Self.reseal(stage, change) }
            let scene = try Scene(stage)
            let parties = PartiesInProcess(stage, logger: Ground.logger)
            let cast: [PartyName] =
                [.mocks, .brp, .bri, .woonhaven] + (joined ? [] : [.stadswonen])
            let outcome: Result<Void, any Error>
            do {
                for party in cast { try await parties.start(party) }
                try await ServerGroup.whileRunning(
                    scene.servers(joined: joined), grace: .milliseconds(200),
                    logger: Ground.logger
                ) { _ in try await body(scene) }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            await scene.close()
            for party in cast.reversed() { try? await parties.stop(party) }
            try outcome.get()
        }
    }

    private func close() async {
        for citizen in citizens.withLock({ $0 }) { await citizen.close() }
        await keys.close()
    }

    private static func reseal(
        _ stage: Stage, _ change: (inout JSONObject) -> Void
    ) async throws {
        let keys = try Keyring(stage)
        let text = try Forging.sealed(
            keys.directory.text, type: "directory+jwt", by: keys.sealer("scheme"), change)
        try TextFile.write(
            Array((text + "\n").utf8), to: "\(stage.folder)/pki/directory.jwt")
        await keys.close()
    }

    // MARK: Citizens

    /// A citizen's program, logged in at the identity provider.
    func citizen(_ slug: String = "sanne-de-vries") async throws -> CitizenProgram {
        let home = CitizenHome(path: "\(keys.stage.folder)/home-\(slug)")
        try CitizenConfiguration.write(
            service: "https://localhost:\(keys.ports.service)",
            trustFolder: "\(keys.stage.folder)/pki/trust", to: home)
        let program = try CitizenProgram(home: home, language: .en, logger: Ground.logger)
        citizens.withLock { $0.append(program) }
        let driver = LoginDriver(
            client: keys.web,
            person: StoryPerson(
                name: slug, login: .choice(slug), number: try BSN("999000019")))
        try await program.logIn { address in try await driver.complete(address) }
        return program
    }

    /// The session key of a citizen, which the attacker does not have.
    func sessionKey(of citizen: CitizenProgram) async throws -> P256PrivateKey {
        try await citizen.session().key
    }

    // MARK: Corporations

    /// A link of De Woonhaven for the income test.
    func link() async throws -> RequestLink {
        let body: JSONValue = [
            "template": "passend-toewijzen", "tax_year": 2025, "reference": "aanmelding-7",
        ]
        let reply = try await keys.web.post(
            "http://127.0.0.1:\(keys.ports.woonhavenOffice)/v1/requests",
            headers: [("Content-Type", "application/json")], body: body.bytes(),
            maximumBytes: 1 << 20, deadline: .now + .seconds(10))
        return try RequestLink(reply.reader.string("link"))
    }

    /// A new request of De Woonhaven with the citizen's attestations for it.
    func choice(of citizen: CitizenProgram) async throws -> CitizenProgram.Choice {
        try await citizen.choice(try await citizen.request(try await link()))
    }

    /// Puts a request up at the joined corporation, and gives the link to it.
    func post(_ request: String, clientID: String? = nil) throws -> RequestLink {
        bulletin.withLock { $0 = request }
        let leaf = try keys.sealer("stadswonen").chain[0]
        return RequestLink(
            clientID: clientID ?? PresentationRequest.clientID(of: leaf),
            address: "https://localhost:\(keys.ports.stadswonen)/r/one")
    }

    private func servers(joined: Bool) throws -> [HTTPServer] {
        guard joined else { return [try service.server()] }
        let router = Router(context: AppContext.self)
        router.get("/r/:code") { [self] _, _ in
            let text = bulletin.withLock { $0 }
            return Response.document(
                Array(text.utf8), contentType: "application/oauth-authz-req+jwt")
        }
        let other = HTTPServer(
            name: "joined corporation", router: router,
            address: ServerAddress(host: "127.0.0.1", port: keys.ports.stadswonen),
            tls: try keys.tls("stadswonen"), clients: .none, logger: Ground.logger)
        return [try service.server(), other]
    }
}
