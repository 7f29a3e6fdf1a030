import Foundation
import ProofOfConcept
import TestKit
import Testing

/// The citizen's program as a process, as a person or a script would run it.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct CommandLineTests {
    @Test func `a citizen logs in, looks, releases and withdraws by commands`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let overview = try await citizen.run(["overview", "--json"])
            #expect(overview.code == 0, "\(overview.errors)")
            #expect(overview.output.hasPrefix(#"{"payload":"#))
            let table = try await citizen.run(["overview", "--language", "nl"])
            #expect(table.output.contains("Wie heeft welke gegevens over u?"))
            let data = try await citizen.run(["data", "bri", "--json"])
            #expect(data.output.contains(#""inkomen-2024""#))

            let link = try await citizen.link()
            let shown = try await citizen.run(["request", "show", link])
            #expect(shown.output.contains("asks for your data"))
            let refused = try await citizen.run(["release", link, "--refuse"])
            #expect(refused.code == 0)
            #expect(refused.output.contains("Nothing was shared"))
            let released = try await citizen.run(["release", link, "--yes", "--json"])
            #expect(released.code == 0, "\(released.errors)")
            #expect(released.output.contains(#""state":"delivered""#))
            #expect(released.output.contains(#""confirmed":true"#))
            let id = try #require(released.output.firstMatch(of: /"consent":"([^"]+)"/))
            let listed = try await citizen.run(["consents"])
            #expect(listed.output.contains(id.output.1))
            let withdrawn = try await citizen.run(["withdraw", String(id.output.1), "--json"])
            #expect(withdrawn.code == 0, "\(withdrawn.errors)")
            #expect(withdrawn.output.contains(#""deletion_confirmed":true"#))
            try await readLog(citizen)
            let out = try await citizen.run(["logout"])
            #expect(out.code == 0)
            let after = try await citizen.run(["overview"])
            #expect(after.code == 4)
        }
    }

    /// Everything that happened stands in the log, each line proven; one entry is erased.
    private func readLog(_ citizen: CommandLineCitizen) async throws {
        let log = try await citizen.run(["log", "--json"])
        #expect(log.code == 0, "\(log.errors)")
        #expect(log.output.contains(#""proof":"ok""#))
        for event in ["query", "attestation", "consent", "delivery", "withdrawal"] {
            #expect(log.output.contains(#""event":"\#(event)""#))
        }
        let table = try await citizen.run(["log", "--language", "nl"])
        #expect(table.output.contains("gecontroleerd, klopt"))
        let id = try #require(log.output.firstMatch(of: /"id":"([0-9]+)"/)).output.1
        let erased = try await citizen.run(["log", "erase", String(id)])
        #expect(erased.code == 0 && erased.output.contains("Erased"))
        let again = try await citizen.run(["log", "erase", String(id)])
        #expect(again.code == 1 && again.told.contains("log-entry-unknown"))
        for odd in ["x", "01", "1.0", "\(id) "] {
            let refused = try await citizen.run(["log", "erase", odd])
            #expect(refused.code == 2 && refused.told.contains("(id-malformed)"))
        }
        let left = try await citizen.run(["log", "--json"])
        #expect(left.code == 0 && !left.output.contains(#""id":"\#(id)""#))
    }

    @Test func `a citizen confirms apart from releasing`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await citizen.link()
            let released = try await citizen.run([
                "release", link, "--yes", "--no-confirm", "--json",
            ])
            #expect(released.code == 0, "\(released.errors)")
            #expect(released.output.contains(#""confirmed":false"#))
            #expect(released.output.contains(#""confirm_address":"https://localhost:"#))
            let id = try #require(released.output.firstMatch(of: /"consent":"([^"]+)"/)).output.1
            let shown = try await citizen.package(String(id))
            #expect(shown.output.contains("waiting") && shown.output.contains("not confirmed"))
            #expect(!shown.output.contains("naam:"))
            let address = try await citizen.run([
                "confirm", String(id), "--no-confirm", "--language", "nl",
            ])
            #expect(address.output.contains("Nog niet bevestigd"))
            #expect(address.output.contains("/confirm?response_code="))
            let confirmed = try await citizen.run(["confirm", String(id)])
            #expect(confirmed.code == 0, "\(confirmed.errors)")
            #expect(confirmed.output.contains("Confirmed at the organisation."))
            let again = try await citizen.run(["confirm", String(id), "--json"])
            #expect(again.code == 0 && again.output.contains(#""confirmed":true"#))
            let used = try await citizen.package(String(id))
            #expect(used.output.contains("confirmed") && used.output.contains("naam:"))
        }
    }

    @Test func `what cannot be done is said with a code and an exit code`() async throws {
        try await CommandLineCitizen.play { citizen in
            let out = try await citizen.run(["overview"])
            #expect(out.code == 4)
            #expect(out.told.contains("blauweknop: error: ") && out.told.contains("hint: "))
            let link = try await citizen.run(["request", "show", "https://example.nl/"])
            #expect(link.code == 1)
            #expect(link.told.contains("openid4vp://"))
            let nobody = try await citizen.run([
                "request", "show",
                "openid4vp://?client_id=x&request_uri=https%3A%2F%2Fevil.example%2Fr",
            ])
            #expect(nobody.code == 1)
            #expect(nobody.told.contains("origin-not-allowed"))
            let usage = try await citizen.run(["overview", "--no-such-option"])
            #expect(usage.code == 2)
            let language = try await citizen.run(["overview", "--language", "fr"])
            #expect(language.code == 2 && language.told.contains("choose a language"))
            try await citizen.logIn()
            let source = try await citizen.run(["data", "kadaster"])
            #expect(source.code == 1)
            #expect(source.told.contains("brp, bri"))
            let id = try await citizen.run(["withdraw", "nonsense"])
            #expect(id.code == 1 && id.told.contains("(consent-id-malformed)"))
        }
    }

    @Test func `a service that is gone is unreachable`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            try await citizen.parties.stop(.service)
            let out = try await citizen.run(["overview", "--json"])
            #expect(out.code == 3)
            #expect(out.output.contains(#""error":"#))
        }
    }

    @Test(arguments: [
        "blauweknop", "blauweknop-service", "blauweknop-gateway", "blauweknop-receiver",
        "blauweknop-poc", "blauweknop-scheme", "registries-mock",
    ])
    func `every program explains itself`(_ name: String) async throws {
        let programs = try #require(Ground.programs)
        let help = try await Command(path: "\(programs)/\(name)", arguments: ["--help"]).run()
        #expect(help.code == 0)
        #expect(help.output.contains("OVERVIEW:") && help.output.contains(name))
    }

    @Test(arguments: ["service", "brp", "bri", "woonhaven"])
    func `check-config accepts the files that parties run from, and no unknown setting`(
        _ name: String
    ) async throws {
        try await InstalledProgram.use(name) { program in
            let file = program.configuration
            let fine = try await program.run("check-config")
            #expect(fine.code == 0, "\(fine.errors)")
            var text = try String(contentsOfFile: file, encoding: .utf8)
            text = text.replacingOccurrences(of: #""listen""#, with: #""lisen": 1, "listen""#)
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let wrong = try await program.run("check-config")
            #expect(wrong.code == 2)
            #expect(wrong.told.contains("lisen"))
        }
    }
}
