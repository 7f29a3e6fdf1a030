import BlueButton
import Foundation
import Logging
import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import Testing
import TestKit
import Transport

@testable import CitizenCommands

/// All parties in this process but one, whose program runs alone and meets faults; and a citizen
/// who releases data again and again.
struct FaultScene: Sendable {
    let stage: Stage
    let victimName: PartyName
    let programs: String
    let citizen: CitizenProgram
    let client: PublicClient
    let attestations: [Attestation]
    let holderKey: P256PrivateKey

    /// Builds the scene with the victim healthy, logs in and gets the attestations; then stops it.
    static func play(
        victim: PartyName, _ body: @Sendable (FaultScene) async throws -> Void
    ) async throws {
        let programs = try #require(
            ProcessInfo.processInfo.environment["BLAUWEKNOP_PROGRAMS"])
        let folder = FileManager.default.temporaryDirectory.path + "/fault-\(UUID().uuidString)"
        try TextFile.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var logger = Logger(label: "fault") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let stage = try await Stage.build(in: folder, root: root)
        let quiet = logger
        let parties = PartiesInProcess(stage, logger: quiet)
        try await parties.whileRunning {
            let citizen = try CitizenProgram(
                home: CitizenHome(path: stage.citizenHome), language: .en, logger: quiet)
            let client = try PublicClient(
                anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
            let driver = LoginDriver(client: client, person: try Casting.ofSeed(root: root))
            try await citizen.logIn { try await driver.complete($0) }
            let link = try await BackOffice(client: client, port: stage.ports.woonhavenOffice)
                .request(taxYear: 2024, reference: "first")
            let choice = try await citizen.choice(citizen.request(RequestLink(link)))
            try await parties.stop(victim)
            let scene = FaultScene(
                stage: stage, victimName: victim, programs: programs,
                citizen: citizen,
                client: client, attestations: choice.attestations, holderKey: choice.holderKey)
            do {
                try await body(scene)
            } catch {
                await client.shutdown()
                await citizen.close()
                throw error
            }
            await client.shutdown()
            await citizen.close()
        }
    }

    // MARK: The victim

    private var port: Int {
        victimName == .service ? stage.ports.service : stage.ports.woonhaven
    }

    private var database: String {
        let name = victimName == .service ? "service" : "receiver"
        return "\(stage.folder)/data/\(victimName.rawValue)/\(name).sqlite"
    }

    /// Starts the victim; nil where the fault ended it before it answered.
    func start(_ fault: Fault?) async throws -> Victim? {
        let victim = try Victim(
            executable: "\(programs)/\(victimName.program)",
            arguments: ["serve", "--config", stage.configuration(victimName.rawValue)],
            fault: fault, files: [database, database + "-wal", database + "-journal"],
            log: "\(stage.folder)/\(victimName.rawValue).log")
        if try await victim.isUp(at: port) { return victim }
        if fault == nil {
            let words = (try? TextFile.text("\(stage.folder)/\(victimName.rawValue).log")) ?? ""
            throw StoryError("expected a clean start; its last words: \(words.suffix(400))")
        }
        return nil
    }

    // MARK: Releases

    /// A link to a new request of the corporation.
    func link() async throws -> RequestLink {
        try RequestLink(
            await BackOffice(client: client, port: stage.ports.woonhavenOffice)
                .request(taxYear: 2024, reference: "fault"))
    }

    /// Answers a request with a consent and package of its own.
    func compose(_ link: RequestLink) async throws -> (CitizenProgram.Choice, Release) {
        let choice = CitizenProgram.Choice(
            received: try await citizen.request(link), attestations: attestations,
            holderKey: holderKey)
        let granted = Set(choice.request.query.queries.map(\.id))
        return (choice, try citizen.compose(choice, granted: granted))
    }

    /// Hands a release to the service; whether the service acknowledged it.
    func submit(_ release: Release, of choice: CitizenProgram.Choice) async -> Bool {
        (try? await citizen.submit(release, of: choice)) != nil
    }

    /// Delivers a package as the service would; the receipt, where there is one.
    func deliver(_ package: String, registration: String) async -> String? {
        let reply = try? await client.post(
            "https://localhost:\(stage.ports.woonhaven)/v1/responses",
            headers: [("Content-Type", FormBody.contentType)],
            body: FormBody.encode([("response", package), ("registration", registration)]),
            maximumBytes: 1 << 20, deadline: .now + .seconds(20))
        guard let reply, reply.status == 200,
            let answer = try? JSONValue.parse(reply.body, maximumBytes: 1 << 20)
        else { return nil }
        return try? JSONReader(answer).string("receipt")
    }

    /// Waits until a release is delivered; the state that it has in the end.
    func finalState(of id: DocumentID) async throws -> ReleaseStatus {
        let deadline = ContinuousClock.now + .seconds(120)
        while true {
            let status = try await citizen.status(of: id)
            if !status.isPending || ContinuousClock.now >= deadline { return status }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
