import ArgumentParser
import BlueButton
import DocumentCheck
import Foundation
import OpenSSL
import PartySetup
import ReleaseKit
import StrictJSON
import TestKit
import TestPKI
import Testing
import Transport

@testable import HousingReceiver

/// The commands but `serve`, against a receiver that runs, and what they leave.
struct CommandTests {
    static func exitCode(_ arguments: [String]) async -> Int32 {
        do {
            var command = try ReceiverCommand.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch let exit as ExitCode {
            return exit.rawValue
        } catch {
            return 2
        }
    }

    @Test func `commands ask the running receiver`() async throws {
        let installation = try Installation()
        let program = try await ReceiverProgram(
            ReceiverConfiguration(settings: Settings(file: installation.file)),
            clock: TestClock().wall, logger: Corporation.quiet)
        try await ServerGroup.whileRunning(
            [program.server, program.backOffice], grace: .milliseconds(300),
            logger: Corporation.quiet
        ) { ports in
            try installation.write(officePort: ports[1])
            let config = ["--config", installation.file]
            let create = ["requests", "create", "--reference", "W-1"] + config
            #expect(await Self.exitCode(create + ["--tax-year", "2025"]) == 0)
            #expect(await Self.exitCode(create + ["--tax-year", "2025", "--json"]) == 0)
            #expect(await Self.exitCode(create + ["--tax-year", "2040"]) == 1)
            #expect(
                await Self.exitCode(create + ["--tax-year", "2025", "--template", "iets"]) == 1)
            #expect(await Self.exitCode(create) == 2)
            #expect(await Self.exitCode(["requests", "list"] + config) == 0)
            #expect(await Self.exitCode(["requests", "list", "--links"] + config) == 0)
            #expect(await Self.exitCode(["packages", "list", "--json"] + config) == 0)
            let unknown = try DocumentID().text
            #expect(await Self.exitCode(["packages", "show", unknown] + config) == 1)
            let confirm = ["packages", "confirm", "--response-code", unknown]
            #expect(await Self.exitCode(confirm + ["--confirm", unknown] + config) == 1)
            #expect(
                await Self.exitCode(confirm + ["--confirm", "-starts-like-an-option"] + config) == 1
            )
            #expect(await Self.exitCode(confirm + config) == 2)
            #expect(await Self.exitCode(["packages", "show", "../../v1/health"] + config) == 1)
            let folder = TemporaryFolder().path + "/new"
            for kind in ["packages", "applications"] {
                let export = [kind, "export", unknown, "--output"]
                #expect(await Self.exitCode(export + [folder] + config) == 1)
                #expect(await Self.exitCode(export + ["/"] + config) == 2, "the folder is taken")
                #expect(await Self.exitCode(export + [folder + "/123456782"] + config) == 1)
                #expect(
                    await Self.exitCode([kind, "export", "../x", "--output", folder] + config)
                        == 1)
            }
            try installation.removeKeys()
            #expect(await Self.exitCode(["requests", "list"] + config) == 0)
            #expect(await Self.exitCode(create + ["--tax-year", "2025"]) == 0)
        }
        // It runs no more.
        #expect(await Self.exitCode(["requests", "list", "--config", installation.file]) == 3)
        #expect(await Self.exitCode(["requests", "list", "--config", "/nowhere.json"]) == 2)
        #expect(await Self.exitCode(["requests"]) == 2)
        #expect(await Self.exitCode(["nonsense"]) == 2)
    }

    @Test(arguments: [("open", ["  openid4vp://?x=y"]), ("used", []), ("closed", [])])
    func `the link of a request is shown again while it can be answered`(
        state: String, lines: [String]
    ) throws {
        let request: JSONValue = ["state": .string(state), "link": "openid4vp://?x=y"]
        #expect(try RequestsCommand.openLink(JSONReader(request)) == lines)
    }

    @Test func `a store is copied, checked and put back with the data folder's setting alone`()
        async throws
    {
        let folder = try TemporaryFolder.made()
        // No key, no trust folder, no address: what a backup's user need not be able to read.
        let config = ["--config", try folder.write(#"{"data": "data"}"#, "backup.json")]
        #expect(await Self.exitCode(["check-store"] + config) == 1, "there is none yet")
        _ = try ReceiverStore(folder: "\(folder.path)/data", logger: Corporation.quiet)
        let copy = "\(folder.path)/copy.sqlite"
        #expect(await Self.exitCode(["check-store"] + config) == 0)
        #expect(await Self.exitCode(["backup", "--to", copy] + config) == 0)
        #expect(await Self.exitCode(["restore", "--from", copy] + config) == 1)
        #expect(await Self.exitCode(["restore", "--from", copy, "--replace"] + config) == 0)
        let none = ["--config", try folder.write(#"{"trust": "trust"}"#, "none.json")]
        for command in [["check-store"], ["backup", "--to", copy], ["restore", "--from", copy]] {
            #expect(await Self.exitCode(command + none) == 2)
        }
    }

    @Test func `a configuration is read whole, or refused by name`() async throws {
        let installation = try Installation()
        let fine = try ReceiverConfiguration(
            settings: await Settings(file: installation.file, environmentPrefix: nil))
        #expect(fine.requestDays == 14 && fine.backOfficeClients.isEmpty)
        #expect(fine.notice == "https://woonhaven.example:8443/privacy")

        let faults: [(String, JSONValue?, SetupError.Code)] = [
            ("public_origin", nil, .settingMissing),
            ("public_origin", "http://woonhaven.example", .settingInvalid),
            ("directory", nil, .settingMissing),
            ("directory", "absent.jwt", .fileUnreadable),
            ("request_days", 31, .settingInvalid), ("request_days", 0, .settingInvalid),
            ("data", nil, .settingMissing), ("trust", "absent", .fileUnreadable),
            ("misspelt", "x", .settingUnknown), ("service", "localhost", .settingInvalid),
            ("tls", nil, .settingMissing), ("seal", nil, .settingMissing),
            ("backoffice", nil, .settingMissing),
            ("backoffice", ["port": 0, "host": "0.0.0.0"], .settingInvalid),
            ("backoffice", ["port": 0, "clients": ["12"]], .settingInvalid),
            ("listen", ["port": 0, "host": "999.1.1.1"], .settingInvalid),
            ("notice", "http://woonhaven.example/privacy", .settingInvalid),
            ("confirmation_page", "/bevestigen", .settingInvalid),
            ("timestamping", ["url": "http://tsa.example/tsa"], .settingInvalid),
        ]
        for (name, value, expected) in faults {
            try installation.write(changing: name, to: value)
            let error = await #expect(throws: SetupError.self) {
                _ = try ReceiverConfiguration(
                    settings: await Settings(file: installation.file, environmentPrefix: nil))
            }
            #expect(error?.code == expected, "for '\(name)'")
        }
    }

    @Test func `values are shown as lines that cannot steer a terminal`() {
        let value: JSONValue = [
            "naam": "Roos\u{1B}[2J", "kind": .null, "geheimhouding": true,
            "adres": ["huisnummer": 5], "lijst": ["a", "b"],
        ]
        #expect(
            ClaimLines.lines(value) == [
                "  naam: Roos[2J", "  kind: not known", "  geheimhouding: yes", "  adres:",
                "    huisnummer: 5", "  lijst:", "    a", "    b",
            ])
    }
}
