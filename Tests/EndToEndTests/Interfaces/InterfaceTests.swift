import PartySetup
import StrictJSON
import TestKit
import Testing
import Transport

/// Each interface that the programs serve, held to its document and to the NL API Design Rules.
@Suite(.serialized, .timeLimit(.minutes(10))) struct InterfaceTests {
    @Test(arguments: [["service"], ["gateway"], ["receiver"], ["receiver", "--back-office"]])
    func `what a program prints as its interface lies in docs/openapi`(
        call: [String]
    ) async throws {
        let programs = try #require(Ground.programs, "scripts/test hands over the programs")
        let printed = try await Command(
            path: "\(programs)/blauweknop-\(call[0])", arguments: ["openapi"] + call.dropFirst()
        ).run()
        let name = call.count == 1 ? call[0] : "back-office"
        #expect(printed.code == 0)
        #expect(try printed.output == TextFile.text("\(Ground.root)/docs/openapi/\(name).json"))
    }

    @Test func `every technical design rule holds, but for the exceptions that are told`()
        async throws
    {
        try await OpenInterface.whileRunning { interfaces in
            for interface in interfaces {
                for rule in DesignRule.allCases {
                    let found = try await interface.violations(of: rule)
                    #expect(
                        found == rule.exceptions(of: interface.name),
                        "\(rule.rawValue) at \(interface.name)")
                }
                let file = "\(Ground.root)/docs/openapi/\(interface.name).json"
                let lying = try JSONValue.parse(TextFile.bytes(file), maximumBytes: 1 << 20)
                #expect(interface.document.value == lying, "\(interface.name)")
            }
        }
    }

    @Test func `the page has each technical rule once, and each exception`() throws {
        let page = try TextFile.text("\(Ground.root)/docs/api.md")
        let told = page.matches(of: /\n\| `(\/core\/[a-z\/-]+)` \|/).map { String($0.output.1) }
        #expect(told == DesignRule.allCases.map(\.rawValue))
        for rule in DesignRule.allCases {
            for name in ["service", "gateway", "receiver", "back-office"] {
                for exception in rule.exceptions(of: name) {
                    #expect(page.contains(exception), "\(rule.rawValue): \(exception)")
                }
            }
        }
    }
}

/// Other people's tool, which makes requests of a document and judges the answers by it.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(
        if: Command.python != nil && Ground.programs != nil,
        "skipped: scripts/test hands over the programs, and a Python with the tools"))
struct PartyFuzzingTests {
    @Test func `service, gateway and receiver answer as their documents say`() async throws {
        let run = try await Command(
            path: "\(Ground.root)/scripts/outside/ask_parties",
            arguments: ["--max-examples", "15", "--seed", "20261123", "--no-color"]
        ).run()
        #expect(run.code == 0, "\(run.output.suffix(6000)) \(run.errors.suffix(1000))")
        #expect(run.output.matches(of: /(\d+) generated, \1 passed/).count == 5)
    }
}
