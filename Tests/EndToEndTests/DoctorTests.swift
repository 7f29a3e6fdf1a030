import Foundation
import PartySetup
import ProofOfConcept
import StrictJSON
import TestKit
import Testing

/// `doctor` finds what is wrong, and says how to mend it.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct DoctorTests {
    /// The verdict of each check, by name.
    private static func verdicts(_ ended: Command.Ended) throws -> [String: String] {
        let value = try JSONValue.parse(Array(ended.output.utf8.dropLast()), maximumBytes: 65_536)
        let checks = try JSONReader(value).array("checks")
        let pairs = try checks.map { (try $0.string("check"), try $0.string("verdict")) }
        for check in checks where try check.string("verdict") != "ok" {
            #expect(try check.nullableString("mend")?.isEmpty == false)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test func `everything is fine where all parties run`() async throws {
        try await CommandLineCitizen.play { citizen in
            let before = try await citizen.run(["doctor", "--json"])
            #expect(before.code == 0, "\(before.output)\(before.errors)")
            #expect(try Self.verdicts(before)["session"] == "warning")
            try await citizen.logIn()
            let ended = try await citizen.run(["doctor", "--json"])
            let verdicts = try Self.verdicts(ended)
            #expect(ended.code == 0 && verdicts.count == 12)
            #expect(verdicts.values.allSatisfy { $0 == "ok" }, "\(ended.output)")
            let told = try await citizen.run(["doctor", "--language", "nl"])
            #expect(told.output.contains("Uw klok loopt gelijk met die van de dienst"))
            // A path stays whole, however long.
            for line in told.output.split(separator: "\n") where !line.contains("/") {
                #expect(line.count <= 80)
            }
        }
    }

    @Test func `what is wrong on this device is found, and mended as it says`() async throws {
        try await CommandLineCitizen.play { citizen in
            let home = citizen.stage.citizenHome
            try TextFile.write(Array("{".utf8), to: "\(home)/session.json")
            let open = try await citizen.run(["doctor", "--json"])
            #expect(open.code == 1)
            let verdicts = try Self.verdicts(open)
            #expect(verdicts["home"] == "problem" && verdicts["session"] == "problem")
            let mended = try await Command(
                path: "/bin/chmod", arguments: ["-R", "go=", home]
            ).run()
            #expect(mended.code == 0)
            #expect(try await citizen.run(["logout"]).code == 0)
            #expect(try await citizen.run(["doctor"]).code == 0)

            let file = "\(home)/config.json"
            let good = try TextFile.bytes(file)
            try TextFile.write(
                Array("{\"service\": 1}".utf8), to: file, isPrivate: true)
            let broken = try await citizen.run(["doctor", "--json"])
            #expect(broken.code == 2)
            #expect(try Self.verdicts(broken)["configuration"] == "problem")
            #expect(try Self.verdicts(broken)["service"] == nil)
            try TextFile.write(good, to: file, isPrivate: true)
            let away = try await Command(
                path: "\(citizen.programs)/blauweknop", arguments: ["doctor"],
                environment: ["BLAUWEKNOP_HOME": "\(home)/nowhere", "LANG": "en"]
            ).run()
            #expect(away.code == 2 && away.output.contains("WRONG"))
        }
    }

    @Test func `parties that are gone are named, each with what helps`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.parties.stop(.mocks)
            let provider = try await citizen.run(["doctor", "--json"])
            #expect(provider.code == 3)
            #expect(try Self.verdicts(provider)["provider"] == "problem")
            #expect(try Self.verdicts(provider)["service"] == "ok")
            try await citizen.parties.stop(.service)
            let service = try await citizen.run(["doctor", "--json"])
            let verdicts = try Self.verdicts(service)
            #expect(service.code == 3)
            #expect(verdicts["service"] == "problem" && verdicts["directory"] == "problem")
            #expect(verdicts["home"] == "ok" && verdicts["anchors"] == "ok")
        }
    }
}
