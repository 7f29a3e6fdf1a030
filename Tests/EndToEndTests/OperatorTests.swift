import Foundation
import PartySetup
import ProofOfConcept
import StrictJSON
import TestKit
import Testing

/// The programs that serve, as their operators start and check them.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct OperatorTests {
    @Test(arguments: ["blauweknop-service", "blauweknop-gateway", "blauweknop-receiver"])
    func `a start that fails is a line of the log where that is JSON`(_ name: String) async throws {
        let programs = try #require(Ground.programs)
        let failed = try await Command(
            path: "\(programs)/\(name)", arguments: ["serve", "--config", "/nowhere.json"],
            environment: ["LOG_FORMAT": "json"]
        ).run()
        #expect(failed.code == 2)
        let line = try JSONReader(JSONValue.parse(Array(failed.errors.utf8), maximumBytes: 4096))
        #expect(try line.string("level") == "critical" && line.string("label") == name)
        #expect(try line.object("metadata").string("code") == "file-unreadable")
        #expect(try line.string("message").contains("/nowhere.json"))
    }

    @Test(arguments: ["service", "brp", "woonhaven"])
    func `at the level debug no line shows what is inside a program`(_ name: String) async throws {
        try await InstalledProgram.use(name) { program in
            let log = "\(program.folder)/debug.log"
            let process = try program.serve(environment: ["LOG_LEVEL": "debug"], log: log)
            for _ in 0..<600 where process.isRunning {
                if try TextFile.text(log).contains("serving") { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            process.terminate()
            try await process.waitForEnd(within: .seconds(60))
            let text = try TextFile.text(log)
            #expect(text.contains(" debug ") && text.contains("serving"))
            for word in ["PrivateKey", "Sealer", "Mutex", "(Function)", "TrustStore"] {
                #expect(!text.contains(word), "\(word)")
            }
        }
    }

    @Test(arguments: ["service", "brp", "woonhaven"])
    func `systemd is told when a program is ready, and when it has read its files anew`(
        _ name: String
    ) async throws {
        try await InstalledProgram.use(name) { program in
            let socket = try NotifySocket("\(program.folder)/notify")
            let process = try program.serve(
                environment: ["NOTIFY_SOCKET": socket.name], log: "\(program.folder)/ready.log")
            let ready = try await socket.next(within: .seconds(60))
            #expect(ready == ["READY=1", "STATUS=serving"])
            // Whoever is told may ask for a reload at once: the signal ends nothing any more.
            process.hangUp()
            #expect(try await socket.next(within: .seconds(60))?.first == "RELOADING=1")
            let again = try await socket.next(within: .seconds(60))
            #expect(again == ["READY=1", "STATUS=serving, files read anew"])
            try TextFile.write(Array("{}".utf8), to: program.configuration)
            process.hangUp()
            #expect(try await socket.next(within: .seconds(60))?.first == "RELOADING=1")
            let not = try await socket.next(within: .seconds(60))
            #expect(not?.first == "READY=1" && not?.last?.contains("files not taken") == true)
            #expect(process.isRunning)
            process.terminate()
            try await process.waitForEnd(within: .seconds(60))
        }
    }

    @Test(arguments: [
        ("LOG_LEVEL", "debg", "critical"), ("LOG_LEVEL", "", "trace"),
        ("LOG_FORMAT", "JSON", "json or text"),
    ])
    func `a level or a form of the log that there is not is told`(
        _ variable: String, _ value: String, _ known: String
    ) async throws {
        let programs = try #require(Ground.programs)
        let failed = try await Command(
            path: "\(programs)/blauweknop-service", arguments: ["serve", "--config", "/no.json"],
            environment: [variable: value]
        ).run()
        #expect(failed.code == 2 && failed.errors.contains("expected \(variable) as"))
        #expect(failed.errors.contains(known) && failed.errors.contains("/no.json"))
    }

    @Test(arguments: ["service", "brp", "woonhaven"])
    func `a variable that seems to mean a setting is refused, another is told`(
        _ name: String
    ) async throws {
        try await InstalledProgram.use(name) { program in
            func check(_ variable: String) async throws -> Command.Ended {
                try await program.run("check-config", environment: [variable: "x"])
            }
            let near = try await check("BLAUWEKNOP_DATTA")
            #expect(near.code == 2 && near.errors.contains("known is BLAUWEKNOP_DATA"))
            let strange = try await check("BLAUWEKNOP_PASSPHRASE")
            #expect(strange.code == 0)
            #expect(strange.errors.contains("warning: the variable 'BLAUWEKNOP_PASSPHRASE'"))
        }
    }

    /// All files of a folder, with what is in them.
    private func contents(of folder: String) throws -> [String: Data?] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).reduce(into: [:]) {
            $0[$1] = FileManager.default.contents(atPath: "\(folder)/\($1)")
        }
    }

    @Test(arguments: ["service", "brp", "woonhaven"])
    func `check-config writes nothing, and finds the TLS certificate of another organisation`(
        _ name: String
    ) async throws {
        try await InstalledProgram.use(name) { program in
            let before = try contents(of: program.folder)
            let fine = try await program.run("check-config")
            #expect(fine.code == 0, "\(fine.errors)")
            #expect(try contents(of: program.folder) == before)

            let pki = "\(program.folder)/pki"
            for file in ["tls.pem", "tls.key"] {
                try TextFile.write(
                    TextFile.bytes("\(pki)/stadswonen/\(file)"), to: "\(pki)/\(name)/\(file)")
            }
            for command in ["check-config", "serve"] {
                let wrong = try await program.run(command)
                #expect(wrong.code == 2)
                #expect(wrong.told.contains("'tls.certificate'"), "\(wrong.errors)")
            }
        }
    }
}
