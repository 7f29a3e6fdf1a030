import BlueButton
package import CitizenCommands
package import Logging
import PartySetup
import Transport

/// All parties running in this process, with a citizen who is logged in.
package struct Scene: Sendable {
    package let stage: Stage
    package let citizen: CitizenProgram
    package let control: FaultControl

    /// Plays a body on a stage; everything ends with it, whatever happens.
    package static func play<Value: Sendable>(
        on stage: Stage, as person: StoryPerson, logger: Logger,
        _ body: @escaping @Sendable (Scene) async throws -> Value
    ) async throws -> Value {
        let parties = PartiesInProcess(stage, logger: logger)
        let whole = { @Sendable () async throws -> Value in
            try await parties.whileRunning {
                try await logIn(on: stage, as: person, logger: logger, body)
            }
        }
        guard stage.breaksDocuments else { return try await whole() }
        return try await BrokenGateways(stage, logger: logger).whileRunning(logger: logger, whole)
    }

    private static func logIn<Value: Sendable>(
        on stage: Stage, as person: StoryPerson, logger: Logger,
        _ body: @Sendable (Scene) async throws -> Value
    ) async throws -> Value {
        let client = try PublicClient(
            anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
        let citizen = try CitizenProgram(
            home: CitizenHome(path: stage.citizenHome), language: .en, logger: logger)
        let control = try FaultControl(stage)
        let outcome: Result<Value, any Error>
        do {
            let driver = LoginDriver(
                client: client, person: person, patience: stage.patience.call)
            try await citizen.logIn { address in try await driver.complete(address) }
            outcome = .success(
                try await body(Scene(stage: stage, citizen: citizen, control: control)))
        } catch {
            outcome = .failure(error)
        }
        await control.close()
        await citizen.close()
        await client.shutdown()
        return try outcome.get()
    }
}
