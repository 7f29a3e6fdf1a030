import BlueButton
import CitizenCommands
import Foundation
import PartySetup
import ProofOfConcept
import StrictJSON
import Testing

/// The login on a device: shared by commands, replaced, damaged, ended without a network.
@Suite(.serialized)
struct SessionTests {
    private typealias Citizen = LoggedInCitizen<PartiesInProcess>

    private static func file(_ scene: Citizen) -> String {
        "\(scene.stage.citizenHome)/session.json"
    }

    /// Takes the life out of the access tokens, so that the next command must renew them.
    private static func endTokens(_ scene: Citizen) throws {
        let file = file(scene)
        var json = try #require(
            JSONValue.parse(TextFile.bytes(file), maximumBytes: 65_536).objectValue)
        let token = try #require(json["service"]?.objectValue?["token"])
        json["service"] = ["token": token, "expires": 1]
        json["sources"] = nil
        try TextFile.write(JSONValue.object(json).bytes(), to: file, isPrivate: true)
    }

    @Test func `commands at once share one login`() async throws {
        try await Citizen.play { scene in
            for _ in 0..<3 {
                try Self.endTokens(scene)
                try await withThrowingTaskGroup { group in
                    for number in 0..<4 {
                        group.addTask {
                            let program = try CitizenProgram(
                                home: CitizenHome(path: scene.stage.citizenHome), language: .en,
                                logger: Ground.logger)
                            let outcome: Result<Void, any Error>
                            do {
                                if number % 2 == 0 {
                                    _ = try await program.consents()
                                } else {
                                    _ = try await program.overview()
                                }
                                outcome = .success(())
                            } catch {
                                outcome = .failure(error)
                            }
                            await program.close()
                            try outcome.get()
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `a new login ends the one before`() async throws {
        try await Citizen.play { scene in
            let before = try TextFile.bytes(Self.file(scene))
            let driver = LoginDriver(
                client: scene.client, person: try Casting.ofSeed(root: Ground.root))
            let end = try await scene.citizen.logIn { try await driver.complete($0) }
            guard case .ended = end else {
                Issue.record("expected the earlier login to be ended at the provider")
                return
            }
            _ = try await scene.citizen.overview()
            try TextFile.write(before, to: Self.file(scene), isPrivate: true)
            try Self.endTokens(scene)
            let error = await #expect(throws: CitizenError.self) {
                _ = try await scene.citizen.consents()
            }
            #expect(error?.code == "not-logged-in")
        }
    }

    @Test(arguments: ["", "{", "[]", #"{"key": 1}"#])
    func `a damaged session is told, and can be left`(text: String) async throws {
        try await Citizen.play { scene in
            try TextFile.write(Array(text.utf8), to: Self.file(scene), isPrivate: true)
            let error = await #expect(throws: CitizenError.self) {
                _ = try await scene.citizen.consents()
            }
            #expect(error?.code == "session-damaged" && error?.kind == .notLoggedIn)
            guard case .endedHereOnly(let trouble) = try await scene.citizen.logOut() else {
                Issue.record("expected the session to end on this device")
                return
            }
            #expect(trouble.code == "session-damaged")
            #expect(!FileManager.default.fileExists(atPath: Self.file(scene)))
            guard case .none = try await scene.citizen.logOut() else {
                Issue.record("expected no session any more")
                return
            }
        }
    }

    @Test func `a service that sits elsewhere than the directory says is not spoken to`()
        async throws
    {
        try await Citizen.play { scene in
            let file = "\(scene.stage.citizenHome)/config.json"
            let elsewhere = try TextFile.text(file).replacing(
                "https://localhost:\(scene.stage.ports.service)",
                with: "https://127.0.0.1:\(scene.stage.ports.service)")
            try TextFile.write(Array(elsewhere.utf8), to: file)
            let citizen = try CitizenProgram(
                home: CitizenHome(path: scene.stage.citizenHome), language: .en,
                logger: Ground.logger)
            let error = await #expect(throws: CitizenError.self) {
                _ = try await citizen.overview()
            }
            await citizen.close()
            #expect(error?.code == "service-mismatch")
        }
    }

    @Test func `a logout without the provider holds on this device, and says so`() async throws {
        try await Citizen.play { scene in
            try await scene.parties.stop(.mocks)
            guard case .endedHereOnly(let trouble) = try await scene.citizen.logOut() else {
                Issue.record("expected the provider not to hear of it")
                return
            }
            #expect(trouble.kind == .unreachable)
            #expect(!FileManager.default.fileExists(atPath: Self.file(scene)))
        }
    }
}
