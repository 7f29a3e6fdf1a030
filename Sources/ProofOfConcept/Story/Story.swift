import BlueButton
import CitizenCommands
package import Logging
import OpenSSL
import PartySetup
import Transport

/// The story of the proof of concept, told over running parties.
///
/// Each step says what it expects; the first one that goes otherwise ends the story with an error.
package struct Story: Sendable {
    /// The tax year that the corporation asks about.
    static let taxYear = 2024

    let stage: Stage
    let parties: any Parties
    let person: StoryPerson
    let narrator: Narrator
    let citizen: CitizenProgram
    let client: PublicClient

    package init(
        stage: Stage, parties: any Parties, person: StoryPerson, narrator: Narrator,
        logger: Logger
    ) throws {
        self.stage = stage
        self.parties = parties
        self.person = person
        self.narrator = narrator
        citizen = try CitizenProgram(
            home: CitizenHome(path: stage.citizenHome), language: .en, logger: logger)
        client = try PublicClient(anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
    }

    /// Tells the whole story, and writes its documents where a folder is given.
    package func tell(output: DemoOutput?) async throws {
        do {
            try await logIn()
            let overview = try await askEveryone()
            try await lookAtData()
            let link = try await corporationAsks()
            let release = try await decide(on: link)
            let evidence = try await corporationReads(release)
            try await refuseForAnother(release, evidence: evidence)
            try output?.write(overview: overview, evidence: evidence, stage: stage)
            try await registryIsDown()
            try await withdraw(release)
            try searchForTraces(output: output)
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func close() async {
        await citizen.close()
        await client.shutdown()
    }

    func expect(_ holds: Bool, _ what: String) throws {
        guard holds else { throw StoryError("expected: \(what)") }
        narrator.held(what)
    }
}
