import Foundation
import ProofOfConcept
import TestKit
import Testing

/// A request that leaves the citizen the choice: show the income, or prove to be under the limit.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct LimitOnlyTests {
    @Test func `a citizen proves to be under the limit, and the test is decided by that alone`()
        async throws
    {
        try await play { citizen, office in
            let (application, links) = try await office.apply("eenpersoons", adults: 1)
            let limit = try await citizen.run([
                "release", links[0], "--limit-only", "--yes", "--json",
            ])
            #expect(limit.code == 0, "\(limit.errors)")
            let id = try #require(limit.output.firstMatch(of: /"consent":"([^"]+)"/)).output.1
            let package = try await citizen.package(String(id)).output
            #expect(package.contains("under: yes") && package.contains("amount: 51537"))
            for hidden in ["23180", "bedrag", "inkomen-2024"] { #expect(!package.contains(hidden)) }
            let verdict = try await office.run(["applications", "show", application])
            #expect(verdict.output.contains("verdict: fits"), "\(verdict.output)")
            #expect(verdict.output.contains("daeb-2026-eenpersoons"))
            #expect(!verdict.output.contains("income of the household"))

            let folder = "\(citizen.stage.folder)/export"
            let export = try await office.run([
                "applications", "export", application, "--output", folder,
            ])
            #expect(export.code == 0, "\(export.errors)")
            let person = try String(
                contentsOfFile: "\(folder)/adult-1/vera/natuurlijk-persoon.json",
                encoding: .utf8)
            #expect(person.contains("onder-daeb-2026-eenpersoons.under"))
            #expect(!person.contains("23180"))
            let verified = try await citizen.run(["verify", "\(folder)/adult-1"])
            #expect(verified.code == 0, "\(verified.output)")
        }
    }

    @Test func `two who are each under the limit are not decided about together`() async throws {
        try await play { citizen, office in
            let (application, links) = try await office.apply("meerpersoons", adults: 2)
            try await share(links[0], citizen)
            try await citizen.change(to: "youssef-el-amrani")
            try await share(links[1], citizen)
            let verdict = try await office.run(["applications", "show", application])
            #expect(verdict.output.contains("cannot decide"), "\(verdict.output)")
            #expect(verdict.output.contains("says nothing of their sum"))
        }
    }

    @Test func `one who answers both links of a household is noticed`() async throws {
        try await play { citizen, office in
            let (application, links) = try await office.apply("meerpersoons", adults: 2)
            for link in links { try await share(link, citizen) }
            let verdict = try await office.run(["applications", "show", application])
            #expect(verdict.output.contains("one may have answered for both"))
            #expect(verdict.output.contains("cannot decide"), "\(verdict.output)")
        }
    }

    /// Shows the side of the limit alone.
    private func share(_ link: String, _ citizen: CommandLineCitizen) async throws {
        let released = try await citizen.run(["release", link, "--limit-only", "--yes"])
        #expect(released.code == 0, "\(released.errors)")
    }

    @Test func `the choice is the citizen's: income, limit, or neither, and never both`()
        async throws
    {
        try await play { citizen, office in
            let (application, links) = try await office.apply("eenpersoons", adults: 1)
            let release = ["release", links[0]]
            let shown = try await citizen.run(
                release, atTerminal: [.init(sees: "Type a number", types: "no")])
            #expect(shown.code == 0 && shown.output.contains("[ ] 1"), "\(shown.output)")
            #expect(shown.output.contains("[ ] 2") && !shown.output.contains("[x]"))
            let both = try await citizen.run(
                release + ["--limit-only", "--grant", "inkomen", "--yes"])
            #expect(both.code == 2 && both.told.contains("(options-conflict)"))
            let led = try await citizen.run(
                release,
                atTerminal: [
                    .init(sees: "Type a number", types: "1"), .init(sees: "[x] 1", types: "2"),
                    .init(sees: "[ ] 1", types: ""), .init(sees: "Type 'yes'", types: "no"),
                ])
            #expect(led.code == 0 && led.output.contains("Nothing was shared"), "\(led.output)")
            let neither = try await citizen.run(release + ["--yes"])
            #expect(neither.code == 0, "\(neither.errors)")
            let verdict = try await office.run(["applications", "show", application])
            #expect(verdict.output.contains("an income of that year is not known"))

            let (second, links2) = try await office.apply("eenpersoons", adults: 1)
            let income = try await citizen.run([
                "release", links2[0], "--grant", "inkomen", "--yes",
            ])
            #expect(income.code == 0, "\(income.errors)")
            let total = try await office.run(["applications", "show", second])
            #expect(total.output.contains("income of the household: 23180 euros"))
        }
    }

    /// De Woonhaven's back office at the command line.
    private struct Office {
        let citizen: CommandLineCitizen

        func run(_ arguments: [String]) async throws -> Command.Ended {
            try await Command(
                path: "\(citizen.programs)/blauweknop-receiver",
                arguments: arguments + [
                    "--config", citizen.stage.configuration("woonhaven"),
                ]
            ).run()
        }

        /// An application by the template that leaves a choice; its id, and a link per adult.
        func apply(
            _ household: String, adults: Int
        ) async throws -> (id: String, links: [String]) {
            let made = try await run([
                "applications", "create", "--template", "inkomen-of-grens", "--tax-year", "2024",
                "--household", household, "--adults", "\(adults)", "--reference", "W-1",
            ])
            #expect(made.code == 0, "\(made.errors)")
            let id = try #require(made.output.firstMatch(of: /Application ([\w-]{22})/)).output.1
            return (
                String(id), made.output.matches(of: /openid4vp:\S+/).map { String($0.output) }
            )
        }
    }

    /// Plays with a citizen who is logged in, and with limits whose factor is confirmed, as a later
    /// file will have it.
    private func play(
        _ body: @escaping @Sendable (CommandLineCitizen, Office) async throws -> Void
    ) async throws {
        try await CommandLineCitizen.play(preparing: Self.confirmFactor) { citizen in
            try await citizen.logIn()
            try await body(citizen, Office(citizen: citizen))
        }
    }

    private static func confirmFactor(_ stage: Stage) throws {
        let file = "\(Ground.root)/data/income-limits.json"
        let data = try #require(FileManager.default.contents(atPath: file))
        var limits = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let sources = try #require(limits["sources"] as? [String: Any])
        var years = try #require(limits["years"] as? [[String: Any]])
        let place = try #require(years.firstIndex { $0["year"] as? Int == 2026 })
        years[place]["index"] = [
            "factor": "1.0805", "status": "official", "sources": [sources.keys.sorted()[0]],
        ]
        limits["years"] = years
        let confirmed = "\(stage.folder)/limits.json"
        try JSONSerialization.data(withJSONObject: limits)
            .write(to: URL(fileURLWithPath: confirmed))
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(stage.folder)/config") {
            let path = "\(stage.folder)/config/\(name)"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacingOccurrences(of: file, with: confirmed)
                .write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}
