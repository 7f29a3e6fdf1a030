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
                    .init(
                        sees: "New passphrase (at least 8 characters): ", types: "paard batterij"),
                    .init(sees: "once more: ", types: "paard baterij"),
                ])
            #expect(differs.code == 2 && differs.output.contains("(passphrase-differs)"))
            let set = try await citizen.run(
                ["passphrase", "set"],
                atTerminal: [
                    .init(
                        sees: "New passphrase (at least 8 characters): ", types: "paard batterij"),
                    .init(sees: "once more: ", types: "paard batterij"),
                ])
            #expect(set.code == 0, "\(set.output)")
            #expect(!set.output.contains("batterij"))
            let key = try TextFile.text("\(citizen.stage.citizenHome)/releases/\(id)/holder.key")
            #expect(!key.contains("PRIVATE KEY"))

            let closed = try await citizen.run(["consents"])
            #expect(closed.code == 2 && closed.told.contains("(passphrase-needed)"))
            let wrong = try await citizen.run(
                ["consents"],
                atTerminal: [
                    .init(sees: "Passphrase: ", types: "paard"),
                    .init(sees: "Passphrase: ", types: "batterij"),
                    .init(sees: "Passphrase: ", types: "nietje"),
                ])
            #expect(wrong.code == 1 && wrong.output.contains("(passphrase-wrong)"))
            #expect(wrong.output.contains("You can try 2 more times."))
            #expect(wrong.output.contains("You can try once more."))
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
            #expect(wrong.told.contains("fout: dit is niet de wachtzin van uw sleutels"))
            let kept = try await shell("\"$0\" passphrase remove")
            #expect(kept.code == 2 && kept.told.contains("blauweknop: tip: "))
            for file in ["/no/such/file", citizen.stage.folder] {
                let lost = try await shell("\"$0\" consents --passphrase-file \(file)")
                #expect(lost.code == 2 && lost.told.contains("('\(file)') (file-unreadable)"))
                #expect(lost.told.contains("kijk of het pad achter --passphrase-file klopt"))
            }
            let unasked = try await shell("\"$0\" passphrase remove --forget")
            #expect(unasked.code == 2 && unasked.told.contains("(agreement-needed)"))
            let forgotten = try await shell("\"$0\" passphrase remove --forget --yes")
            #expect(forgotten.code == 0, "\(forgotten.errors)")
            #expect(forgotten.output.contains("samen 1"))
            let after = try await shell("\"$0\" consents")
            #expect(after.code == 4)
            try await citizen.logIn()
            let again = try await shell("\"$0\" consents")
            #expect(again.code == 0, "\(again.errors)")
            let none = try await shell("\"$0\" passphrase remove --forget --yes")
            #expect(none.code == 0 && none.output.contains("Er is geen wachtzin."))
            let still = try await shell("\"$0\" consents")
            #expect(still.code == 0, "\(still.errors)")
        }
    }

    @Test func `Ctrl-C at the question stops at once, and the terminal shows what is typed again`()
        async throws
    {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let stopped = try await PseudoTerminal(
                path: "/bin/bash",
                arguments: [
                    "-c", "\"$0\" passphrase set; echo \"code $?\"; stty -a",
                    "\(citizen.programs)/blauweknop",
                ],
                environment: ["BLAUWEKNOP_HOME": citizen.stage.citizenHome, "LANG": "nl_NL"]
            ).play([.init(sees: "Nieuwe wachtzin (minstens 8 tekens): ", types: "\u{03}")])
            #expect(stopped.output.contains("Gestopt. Er is niets veranderd."))
            #expect(stopped.output.contains("code 130"))
            for lasting in ["echo", "isig", "icanon"] {
                #expect(
                    stopped.output.contains(lasting) && !stopped.output.contains("-\(lasting) "))
            }
            let open = try await citizen.run(["consents"])
            #expect(open.code == 0, "\(open.errors)")
        }
    }

    @Test func `a terminal asks before keys are deleted, and anything else is no`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let file = "\(citizen.stage.folder)/passphrase"
            try TextFile.write(Array("paard batterij\n".utf8), to: file, isPrivate: true)
            let set = try await citizen.run(["passphrase", "set", "--new-passphrase-file", file])
            #expect(set.code == 0, "\(set.errors)")
            let no = try await citizen.run(
                ["passphrase", "remove", "--forget"],
                atTerminal: [.init(sees: "Type 'delete'", types: "yes")])
            #expect(no.code == 0 && no.output.contains("Nothing was deleted."))
            let kept = try await citizen.run(["consents", "--passphrase-file", file])
            #expect(kept.code == 0, "\(kept.errors)")
            let deleted = try await citizen.run(
                ["passphrase", "remove", "--forget", "--language", "nl"],
                atTerminal: [.init(sees: "Typ 'wissen'", types: "wissen")])
            #expect(deleted.code == 0 && deleted.output.contains("geen wachtzin meer."))
            let gone = try await citizen.run(["consents"])
            #expect(gone.code == 4)
        }
    }

    @Test func `a terminal asks before a consent or an entry of the log is gone`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let id = try await citizen.release(try await citizen.link())
            let no = try await citizen.run(
                ["withdraw", id, "--language", "nl"],
                atTerminal: [.init(sees: "Typ 'ja' om in te trekken", types: "j")])
            #expect(no.code == 0 && no.output.contains("Er is niets ingetrokken."))
            #expect(no.output.contains("Woonhaven"))
            let yes = try await citizen.run(
                ["withdraw", id],
                atTerminal: [.init(sees: "Type 'yes' to withdraw", types: "yes")])
            #expect(yes.code == 0, "\(yes.output)")
            #expect(yes.output.contains("The recipient deleted your data and confirmed it."))
            let left = try await citizen.run(
                ["log", "erase", "0"], atTerminal: [.init(sees: "Type 'yes'", types: "no")])
            #expect(left.code == 0 && left.output.contains("Nothing was erased."))
        }
    }
}
