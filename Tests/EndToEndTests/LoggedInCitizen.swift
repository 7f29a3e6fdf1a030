import BlueButton
import CitizenCommands
import PartySetup
import ProofOfConcept
import TestKit
import Testing
import Transport

/// A citizen who logged in, with all parties running.
struct LoggedInCitizen<Running: Parties>: Sendable {
    let stage: Stage
    let parties: Running
    let citizen: CitizenProgram
    let client: PublicClient

    /// Starts everything, logs in, and closes everything at the end, whatever happens.
    ///
    /// - Parameter listInterval: the longest time between two rounds of fetching revocation lists,
    ///   in seconds.
    static func play(
        listInterval: Int = 30, over make: @Sendable (Stage) throws -> Running,
        _ body: @Sendable (LoggedInCitizen) async throws -> Void
    ) async throws {
        try await Ground.use { ground in
            let stage = try await Stage.build(
                in: ground.folder, root: Ground.root, listInterval: listInterval)
            let parties = try make(stage)
            try await parties.whileRunning {
                let citizen = try CitizenProgram(
                    home: CitizenHome(path: stage.citizenHome), language: .en,
                    logger: Ground.logger)
                let client = try PublicClient(
                    anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
                let outcome: Result<Void, any Error>
                do {
                    let driver = LoginDriver(
                        client: client, person: try Casting.ofSeed(root: Ground.root))
                    try await citizen.logIn { try await driver.complete($0) }
                    try await body(
                        LoggedInCitizen(
                            stage: stage, parties: parties, citizen: citizen, client: client))
                    outcome = .success(())
                } catch {
                    outcome = .failure(error)
                }
                await client.shutdown()
                await citizen.close()
                try outcome.get()
            }
        }
    }
}

extension LoggedInCitizen<PartiesInProcess> {
    /// With all parties in this process.
    static func play(
        listInterval: Int = 30, _ body: @Sendable (LoggedInCitizen) async throws -> Void
    ) async throws {
        try await play(
            listInterval: listInterval, over: { PartiesInProcess($0, logger: Ground.logger) }, body)
    }
}

extension LoggedInCitizen<PartiesAlone> {
    /// With each party a process of its own.
    static func play(_ body: @Sendable (LoggedInCitizen) async throws -> Void) async throws {
        let programs = try #require(Ground.programs)
        try await play(over: { PartiesAlone($0, programs: programs) }, body)
    }
}
