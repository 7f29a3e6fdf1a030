import Foundation
import PartySetup
import ProofOfConcept
import TestKit
import Testing

/// Keys under a passphrase, as a person at a terminal and a script meet it.
@Suite(
    .serialized,
    .enabled(
        if: Ground.programs != nil && PseudoTerminal.isThere,
        "skipped: scripts/test hands over the programs, and python3 plays the terminal"))
struct PassphraseTests {
    @Test func `a passphrase is asked unseen, and opens what was closed`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let released = try await citizen.run([
                "release", try await citizen.link(), "--yes", "--json",
            ])
            #expect(released.code == 0, "\(released.errors)")
            let id = try #require(released.output.firstMatch(of: /"consent":"([^"]+)"/)).output.1

            let differs = try await citizen.run(
                ["passphrase", "set"],
                atTerminal: [
                    .init(sees: "New passphrase: ", types: "paard batterij"),
                    .init(sees: "once more: ", types: "paard baterij"),
                ])
            #expect(differs.code == 2 && differs.output.contains("(passphrase-differs)"))
            let set = try await citizen.run(
                ["passphrase", "set"],
                atTerminal: [
                    .init(sees: "New passphrase: ", types: "paard batterij"),
                    .init(sees: "once more: ", types: "paard batterij"),
                ])
            #expect(set.code == 0, "\(set.output)")
            #expect(!set.output.contains("batterij"))
            let key = try TextFile.text("\(citizen.stage.citizenHome)/releases/\(id)/holder.key")
            #expect(!key.contains("PRIVATE KEY"))

            let closed = try await citizen.run(["consents"])
            #expect(closed.code == 2 && closed.errors.contains("(passphrase-needed)"))
            let wrong = try await citizen.run(
                ["consents"], atTerminal: [.init(sees: "Passphrase: ", types: "paard")])
            #expect(wrong.code == 1 && wrong.output.contains("(passphrase-wrong)"))
            let opened = try await citizen.run(
                ["consents"], atTerminal: [.init(sees: "Passphrase: ", types: "paard batterij")])
            #expect(opened.code == 0 && opened.output.contains(id))

            let file = "\(citizen.stage.folder)/passphrase"
            try TextFile.write(Array("paard batterij\n".utf8), to: file, isPrivate: true)
            let withdrawn = try await citizen.run([
                "withdraw", String(id), "--json", "--passphrase-file", file,
            ])
            #expect(withdrawn.output.contains(#""deletion_confirmed":true"#))
            // Neither a login nor a logout asks for it.
            try await citizen.logIn()
            let out = try await citizen.run(["logout"])
            #expect(out.code == 0, "\(out.errors)")
        }
    }

    @Test func `scripts give passphrases by descriptor, and who forgot one starts anew`()
        async throws
    {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let program = "\(citizen.programs)/blauweknop"
            let environment = ["BLAUWEKNOP_HOME": citizen.stage.citizenHome, "LANG": "nl_NL"]
            func shell(_ line: String) async throws -> Command.Ended {
                try await Command(
                    path: "/bin/bash", arguments: ["-c", line, program], environment: environment
                ).run()
            }
            let set = try await shell(
                "\"$0\" passphrase set --new-passphrase-file /dev/fd/4 4<<<'goed geheim'")
            #expect(set.code == 0, "\(set.errors)")
            let used = try await shell(
                "\"$0\" consents --passphrase-file /dev/fd/3 3<<<'goed geheim'")
            #expect(used.code == 0 && used.output.contains("nog niets gedeeld"), "\(used.errors)")
            let wrong = try await shell("\"$0\" consents --passphrase-file /dev/fd/3 3<<<'fout'")
            #expect(wrong.code == 1)
            #expect(wrong.errors.contains("error: dit is niet de wachtzin van uw sleutels"))
            let kept = try await shell("\"$0\" passphrase remove")
            #expect(kept.code == 2 && kept.errors.contains("hint: "))
            let forgotten = try await shell("\"$0\" passphrase remove --forget")
            #expect(forgotten.code == 0, "\(forgotten.errors)")
            let after = try await shell("\"$0\" consents")
            #expect(after.code == 4)
            try await citizen.logIn()
            let again = try await shell("\"$0\" consents")
            #expect(again.code == 0, "\(again.errors)")
        }
    }
}
