import Foundation
import ProofOfConcept
import TestKit
import Testing

/// Optional parts and limits at the command line, with all parties running.
@Suite(
    .serialized,
    .enabled(
        if: Ground.programs != nil && PseudoTerminal.isThere,
        "skipped: scripts/test hands over the programs, and python3 plays the terminal"))
struct OptionalPartTests {
    @Test func `a citizen leaves an optional part out, or grants it`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await link(citizen, ["--template", "daeb-toets"])
            let shown = try await citizen.run(["request", "show", link])
            #expect(
                shown.output.contains("Needed (the organisation cannot go on"), "\(shown.errors)")
            #expect(shown.output.contains("(share it with '--grant adres'):"))
            let looked = try await citizen.run(
                ["release", link], atTerminal: [.init(sees: "Type a number", types: "no")])
            #expect(
                looked.code == 0 && looked.output.contains("  [ ] 1  Address: you do not share"))
            for granted in ["partner", "inkomen-2024", ""] {
                let refused = try await citizen.run(["release", link, "--grant", granted, "--yes"])
                #expect(refused.code == 1 && refused.told.contains("consent-mismatch"))
            }

            let without = try await released(citizen, link, [])
            #expect(without.contains("inkomen-2024:") && !without.contains("adres:"))

            let second = try await self.link(citizen, ["--template", "daeb-toets"])
            let with = try await released(citizen, second, ["--grant", "adres"])
            #expect(with.contains("inkomen-2024:") && with.contains("adres:"))
        }
    }

    @Test func `a citizen proves to be under a limit without showing the income`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let data = try await citizen.run(["data", "bri"])
            #expect(data.output.contains("household of one, at most € 51,537: yes"))
            let binary = ["--template", "binaire-inkomenstoets"]
            let none = try await create(citizen, binary)
            #expect(none.code == 1 && none.told.contains("'household'"))
            let link = try await link(citizen, binary + ["--household", "eenpersoons"])
            let looked = try await citizen.run(["release", link, "--yes"])
            #expect(looked.output.contains("Your income of 2024 is at most € 51,537: yes"))
            #expect(!looked.output.contains("23,180"))

            let id = try #require(looked.output.firstMatch(of: /withdraw ([\w-]{22})/)).output.1
            let package = try await citizen.package(String(id)).output
            #expect(package.contains("onder-daeb-2026-eenpersoons:"))
            #expect(package.contains("under: yes") && package.contains("amount: 51537"))
            for hidden in ["23180", "bedrag", "inkomen-", "adres"] {
                #expect(!package.contains(hidden))
            }
        }
    }

    /// Releases, and shows the package as De Woonhaven sees it.
    private func released(
        _ citizen: CommandLineCitizen, _ link: String, _ more: [String]
    ) async throws -> String {
        let released = try await citizen.run(["release", link, "--yes", "--json"] + more)
        #expect(released.code == 0, "\(released.errors)")
        #expect(released.output.contains(#""state":"delivered""#))
        let id = try #require(released.output.firstMatch(of: /"consent":"([^"]+)"/)).output.1
        let package = try await citizen.package(String(id))
        #expect(package.code == 0, "\(package.errors)")
        return package.output
    }

    private func link(
        _ citizen: CommandLineCitizen, _ more: [String]
    ) async throws -> String {
        let created = try await create(citizen, more)
        #expect(created.code == 0, "\(created.errors)")
        let match = try #require(created.output.firstMatch(of: /"link":"([^"]+)"/))
        return String(match.output.1)
    }

    private func create(
        _ citizen: CommandLineCitizen, _ more: [String]
    ) async throws -> Command.Ended {
        try await Command(
            path: "\(citizen.programs)/blauweknop-receiver",
            arguments: [
                "requests", "create", "--config", citizen.stage.configuration("woonhaven"),
                "--tax-year", "2024", "--reference", "proef", "--json",
            ] + more
        ).run()
    }
}
