import Foundation
import ProofOfConcept
import TestKit
import Testing

/// Deciding about a request at a real terminal, and that nothing else passes for one.
@Suite(
    .serialized,
    .enabled(
        if: Ground.programs != nil && PseudoTerminal.isThere,
        "skipped: scripts/test hands over the programs, and python3 plays the terminal"))
struct DecisionTests {
    @Test func `a citizen is led through a decision, and keeps the receipt`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let receipt = "\(citizen.stage.folder)/receipt.json"
            let ended = try await citizen.run(
                ["release", try await citizen.link("daeb-toets"), "--receipt", receipt],
                atTerminal: [
                    .init(sees: "Type a number", types: "1"), .init(sees: "[x] 1", types: ""),
                    .init(sees: "Type 'yes' to share", types: "yes"),
                ])
            #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
            #expect(ended.output.contains("Accredited: yes."))
            // All that goes along, not the first line of each claim.
            let summary = try #require(ended.output.range(of: "In short: you share with"))
            let after = ended.output[summary.upperBound...]
            #expect(after.contains("    municipality: ") && after.contains("    kind of address: "))
            #expect(ended.output.contains("Confirmed at the organisation."))
            let id = try #require(ended.output.firstMatch(of: /withdraw ([\w-]{22})/)).output.1
            let package = try await citizen.package(String(id))
            #expect(package.output.contains("adres:"))
            let trust = "\(citizen.stage.folder)/pki/trust"
            let checked = try await citizen.run(["verify", receipt, "--trust", trust])
            #expect(checked.code == 0, "\(checked.output)\(checked.errors)")
        }
    }

    @Test func `no is no at a terminal, at each question`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await citizen.link("daeb-toets")
            let first = try await citizen.run(
                ["release", link, "--language", "nl"],
                atTerminal: [.init(sees: "Typ een nummer", types: "nee")])
            #expect(first.code == 0 && first.output.contains("Er is niets gedeeld."))
            let last = try await citizen.run(
                ["release", link],
                atTerminal: [
                    .init(sees: "Type a number", types: ""),
                    .init(sees: "Type 'yes' to share", types: "y"),
                ])
            #expect(last.code == 0 && last.output.contains("Nothing was shared."))
            let consents = try await citizen.run(["consents"])
            #expect(consents.output.contains("not shared anything yet"))
        }
    }

    @Test func `a pipe is nobody, and what flags say is done`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await citizen.link("daeb-toets")
            for typed in ["yes\n", "\nyes\n", "1\n\nyes\n"] {
                let piped = try await citizen.run(["release", link], input: typed)
                #expect(piped.code == 2)
                #expect(piped.told.contains("(decision-needed)"))
                #expect(piped.told.contains("hint: ") && piped.told.contains("--yes"))
            }
            let silent = try await citizen.run(["release", link, "--json"], input: "yes\n")
            #expect(silent.code == 2 && silent.output.contains(#""error":"decision-needed""#))
            let refused = try await citizen.run(["release", link, "--refuse", "--json"])
            #expect(refused.code == 0 && refused.output == "{\"state\":\"not-shared\"}\n")
            let both = try await citizen.run(["release", link, "--yes", "--refuse"])
            #expect(both.code == 2 && both.told.contains("(options-conflict)"))
            let limit = try await citizen.run(["release", link, "--yes", "--limit-only"])
            #expect(limit.code == 1 && limit.told.contains("(choice-absent)"))
            let nowhere = try await citizen.run([
                "release", link, "--yes", "--receipt", "/no/such/folder/receipt.json",
            ])
            #expect(nowhere.code == 2 && nowhere.told.contains("(file-unreadable)"))
            let consents = try await citizen.run(["consents"])
            #expect(consents.output.contains("not shared anything yet"))
        }
    }
}
