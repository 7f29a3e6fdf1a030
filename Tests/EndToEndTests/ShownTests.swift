import Foundation
import ProofOfConcept
import TestKit
import Testing

/// What the citizen's program shows, as a process with its outputs in files and pipes.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct ShownTests {
    @Test func `an overview is shown, kept as a page, and both verify`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let page = citizen.stage.folder + "/overzicht.html"
            let document = citizen.stage.folder + "/overzicht.json"
            let shown = try await citizen.run([
                "overview", "--language", "nl", "--html", page, "--output", document,
            ])
            #expect(shown.code == 0 && shown.errors.isEmpty, "\(shown.errors)")
            #expect(shown.output.contains("2 organisaties zijn gevraagd:"))
            #expect(shown.output.contains("\n    blauweknop data bri\n"))
            #expect(!shown.output.unicodeScalars.contains("\u{1B}"))
            let lines = shown.output.split(separator: "\n").filter { !$0.contains("verify /") }
            #expect(lines.allSatisfy { $0.count <= 80 })
            // The reader's own anchors serve: none lie beside the files.
            for file in [page, document] {
                let verified = try await citizen.run(["verify", file])
                #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
            }
            var text = try String(contentsOfFile: page, encoding: .utf8)
            text = text.replacingOccurrences(of: "<h1>Wie", with: "<h1>Wij")
            try text.write(toFile: page, atomically: true, encoding: .utf8)
            let altered = try await citizen.run(["verify", page])
            #expect(altered.code == 1 && altered.output.contains("(page-altered)"))
            #expect(altered.output.contains("  WRONG   shows what its overview says: this page "))
        }
    }

    @Test(arguments: ["nl_NL.UTF-8", "en_GB.UTF-8"])
    func `help and manual are in the language of the locale`(_ locale: String) async throws {
        let programs = try #require(Ground.programs)
        let isDutch = locale.hasPrefix("nl")
        for arguments in [["--help"], ["overview", "--help"], ["help", "log"], ["manual"]] {
            let ended = try await Command(
                path: "\(programs)/blauweknop", arguments: arguments,
                environment: ["LC_ALL": "", "LANG": locale]
            ).run()
            #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
            let title =
                arguments == ["manual"]
                ? (isDutch ? "OPDRACHTEN" : "COMMANDS")
                : (isDutch ? "GEBRUIK" : "USAGE")
            #expect(ended.output.contains(title))
            if isDutch { #expect(!ended.output.contains("Write the answer as JSON")) }
        }
        let script = try await Command(
            path: "\(programs)/blauweknop", arguments: ["--generate-completion-script", "bash"]
        ).run()
        #expect(script.code == 0 && script.output.contains("overview"))
    }

    @Test(arguments: ["overview", "overview --json", "data brp", "log", "--help", "help verify"])
    func `a reader that stops reading is no error`(_ command: String) async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let ended = try await Command(
                path: "/bin/bash",
                arguments: [
                    "-c",
                    "set -o pipefail; '\(citizen.programs)/blauweknop' \(command) | exec true",
                ], environment: ["BLAUWEKNOP_HOME": citizen.stage.citizenHome]
            ).run()
            #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
        }
    }
}
