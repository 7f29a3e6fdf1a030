import Foundation
import ProofOfConcept
import TestKit
import Testing

/// A link that this device answered already, and calls that nobody can decide about.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct AnsweredRequestTests {
    @Test func `a link is answered once, and nothing is fetched for it again`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await citizen.link()
            let id = try await citizen.release(link)
            let before = try await citizen.events("attestation")
            for arguments in [
                ["release", link, "--yes"], ["release", link, "--refuse"],
                ["request", "show", link],
            ] {
                let again = try await citizen.run(arguments + ["--language", "nl"])
                #expect(again.code == 1 && again.output == "")
                #expect(again.told.contains("u hebt dit verzoek al beantwoord"))
                #expect(again.told.contains("(request-answered)"))
                #expect(again.told.contains("(toestemming \(id))"))
                #expect(again.told.contains("Vraag de organisatie om een nieuwe link"))
            }
            // Not even the request is fetched.
            try await citizen.parties.stop(.woonhaven)
            let alone = try await citizen.run(["request", "show", link])
            #expect(alone.code == 1 && alone.told.contains("(request-answered)"))
            #expect(try await citizen.events("attestation") == before)
            let consents = try await citizen.run(["consents", "--json"])
            #expect(!consents.output.contains(#""state":"refused""#))
        }
    }

    @Test func `what was withdrawn before it was confirmed can be answered anew`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await citizen.link()
            let first = try await citizen.release(link, adding: ["--no-confirm"])
            let waiting = try await citizen.run(["release", link, "--yes"])
            #expect(waiting.code == 1)
            #expect(waiting.told.contains("To confirm it: blauweknop confirm \(first)"))
            let listed = try await citizen.run(["consents", "--language", "nl"])
            #expect(listed.output.contains("aangekomen, maar u hebt nog niet bevestigd"))
            #expect(listed.output.contains("\n    blauweknop confirm \(first)\n"))
            #expect(listed.output.contains("  Bevestig dit voor "))
            let withdrawn = try await citizen.run(["withdraw", first])
            #expect(withdrawn.code == 0, "\(withdrawn.errors)")
            let second = try await citizen.release(link)
            #expect(second != first)
            // Each is told where it stands, and keeps its receipt.
            let receipt = "\(citizen.stage.folder)/receipt.json"
            let done = try await citizen.run([
                "confirm", second, "--receipt", receipt, "--language", "nl",
            ])
            #expect(done.code == 0 && done.output.contains("U had dit al bevestigd"))
            #expect(FileManager.default.fileExists(atPath: receipt))
            let gone = try await citizen.run(["confirm", first])
            #expect(gone.code == 1 && gone.told.contains("(consent-withdrawn)"))
        }
    }

    @Test func `who cannot be reached is named, and that nothing was shared`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await citizen.link()
            try await citizen.parties.stop(.bri)
            let source = try await citizen.run(["release", link, "--yes"])
            #expect(source.code == 3, "\(source.errors)")
            #expect(source.told.contains("Belastingdienst"))
            #expect(source.told.contains("nothing was shared. Try again later with the same"))
            try await citizen.parties.stop(.woonhaven)
            let recipient = try await citizen.run(["request", "show", link])
            #expect(recipient.code == 3 && recipient.told.contains("Woonstichting De Woonhaven"))
        }
    }

    @Test func `nothing is fetched or shown where nobody can decide, or is logged in`()
        async throws
    {
        try await CommandLineCitizen.play { citizen in
            let link = try await citizen.link()
            let stranger = try await citizen.run(["release", link, "--yes"])
            #expect(stranger.code == 4 && stranger.output == "")
            try await citizen.logIn()
            let before = try await citizen.events("attestation")
            let piped = try await citizen.run(["release", link], input: "yes\n")
            #expect(piped.code == 2 && piped.output == "")
            #expect(piped.told.contains("(decision-needed)"))
            #expect(try await citizen.events("attestation") == before)
        }
    }
}

extension CommandLineCitizen {
    /// Shares what a link needs; the consent's id.
    func release(_ link: String, adding more: [String] = []) async throws -> String {
        let released = try await run(["release", link, "--yes", "--json"] + more)
        #expect(released.code == 0, "\(released.errors)")
        let match = try #require(released.output.firstMatch(of: /"consent":"([^"]+)"/))
        return String(match.output.1)
    }

    /// How many entries of one kind the citizen's log has.
    func events(_ name: String) async throws -> Int {
        let log = try await run(["log", "--json"])
        #expect(log.code == 0, "\(log.errors)")
        return log.output.split(separator: #""event":"\#(name)""#, omittingEmptySubsequences: false)
            .count - 1
    }
}
