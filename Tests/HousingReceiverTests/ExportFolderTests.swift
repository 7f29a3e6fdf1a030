import BlueButton
import DocumentCheck
import Foundation
import OpenSSL
import PartySetup
import ReleaseKit
import StrictJSON
import TestKit
import Testing
import Transport

@testable import HousingReceiver

/// A folder that a corporation exports: whoever gets it can check it.
struct ExportFolderTests {
    private static let hasTools = Command.isThere("jose") && Command.isThere("openssl")

    /// The answers about a confirmed package, and the trust by which it is exported.
    private struct Received {
        let evidence: JSONReader
        let vera: JSONReader
        let receiver: RunningReceiver
    }

    private func received(
        _ body: @escaping @Sendable (Received) async throws -> Void
    ) async throws {
        try await RunningReceiver.whileRunning { receiver in
            let applicant = try Applicant(receiver.world)
            let release = try applicant.release(to: try await receiver.request())
            let registration = try applicant.registration(of: release.consent, release.package)
            let delivered = try await receiver.deliver(release.package.text, registration)
            let path = "/v1/packages/\(release.consent.id.text)"
            let early = try await receiver.office("\(path)/vera")
            #expect(early.status == 409 && early.problem == "package-waiting")
            try await receiver.confirm(delivered, release)
            try await body(
                Received(
                    evidence: receiver.office("\(path)/evidence").reader,
                    vera: receiver.office("\(path)/vera").reader, receiver: receiver))
        }
    }

    @Test func `an export verifies offline, and falls with one altered byte`() async throws {
        try await received { received in
            let folder = TemporaryFolder()
            let export = try ExportFolder(folder.path)
            let names = try export.write(
                received.evidence, vera: received.vera, trust: received.receiver.world.trust)
            for name in [
                "package.jwe", "trust/scheme.pem", "trust/log.vkey", "consent.tlog-proof",
                "vera/natuurlijk-persoon.json", "vera/relatie-adres.json",
                "vera/inkomen-2025.json", "README.md",
            ] {
                #expect(names.contains(name))
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: "\(folder.path)/\(name)")
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            try export.verify()
            let lines = try DocumentChecks.run(paths: [folder.path])
            #expect(lines.allSatisfy { !$0.isFailure })
            #expect(lines.contains { $0.text.hasPrefix("package.jwe: disclosure: ok") })
            #expect(await CommandTests.exitCode(["verify", folder.path, "--json"]) == 0)
            let taken = #expect(throws: SetupError.self) { _ = try ExportFolder(folder.path) }
            #expect(taken?.code == .folderTaken)

            let file = folder.path + "/consent.jwt"
            var bytes = try #require(FileManager.default.contents(atPath: file))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: file))
            let refused = #expect(throws: OfficeRefusal.self) { try export.verify() }
            #expect(refused?.code == "export-unverified")
            #expect(await CommandTests.exitCode(["verify", folder.path]) == 1)
            #expect(
                await CommandTests.exitCode(["verify", folder.path, "--at", "yesterday"]) == 2)
            #expect(await CommandTests.exitCode(["verify", "/nowhere"]) == 2)
        }
    }

    @Test(.enabled(if: hasTools, "skipped: the jose and openssl commands are absent"))
    func `the commands of its README check every document, and refuse an altered one`()
        async throws
    {
        try await received { received in
            let folder = TemporaryFolder()
            _ = try ExportFolder(folder.path).write(
                received.evidence, vera: received.vera, trust: received.receiver.world.trust)
            let commands = try ReadmeCommands(in: folder.path)
            #expect(commands.count == 8)
            let ended = try await commands.run(in: folder.path)
            #expect(ended.code == 0, "\(ended.errors)")
            for name in [
                "directory.jwt: the signature", "request.jwt: the signature",
                "registration.json: stamped at", "receipt.json: the signature",
                "consent.jwt: signed by the key", "package.jwe: the package",
                "consent.tlog-proof: the consent's entry",
            ] {
                #expect(ended.output.contains(name))
            }
            let file = URL(fileURLWithPath: folder.path + "/receipt.json")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacing(#""payload":"e"#, with: #""payload":"f"#)
                .write(to: file, atomically: true, encoding: .utf8)
            #expect(try await commands.run(in: folder.path).code != 0)
        }
    }

    @Test(
        .enabled(if: SharedData.isPresent, "skipped: shared test data is absent"),
        .enabled("skipped: scripts/test installs PyPI's jsonschema") {
            guard let python = Command.python else { return false }
            let ended = try await Command(
                path: python, arguments: ["-c", "import jsonschema, yaml"]
            ).run()
            return ended.code == 0
        })
    func `its messages are valid by VERA's schemas, and by no fewer members`() async throws {
        let python = try #require(Command.python)
        let schemas = try #require(SharedData.url("schemas/vera/Relaties.yaml"))
        let script = try #require(Self.script)
        try await received { received in
            let folder = TemporaryFolder()
            _ = try ExportFolder(folder.path).write(
                received.evidence, vera: received.vera, trust: received.receiver.world.trust)
            try await Self.group().write(
                to: URL(fileURLWithPath: folder.path + "/vera/relatiegroep.json"))
            let check = Command(path: python, arguments: [script, schemas, folder.path])
            let ended = try await check.run()
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.output.contains("VERA \(VERAExport.version)"))
            for schema in [
                "NatuurlijkPersoonbericht", "RelatieAdresbericht", "Inkomenbericht",
                "Relatiegroepbericht",
            ] {
                #expect(ended.output.contains("valid as \(schema)"))
            }
            let file = URL(fileURLWithPath: folder.path + "/vera/inkomen-2025.json")
            let text = try String(contentsOf: file, encoding: .utf8)
            for (name, altered) in [
                (#""bedrag":"#, #""bedragg":"#), (#""jaar":2025"#, #""jaar":"2025""#),
                (#""code":"BRU""#, #""kode":"BRU""#),
            ] {
                try text.replacing(name, with: altered)
                    .write(to: file, atomically: true, encoding: .utf8)
                #expect(try await check.run().code == 1, "\(altered)")
            }
        }
    }

    @Test func `the evidence alone is exported when the data is gone`() async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: try await corporation.request())
        try await corporation.receive(release, of: applicant)
        _ = try await corporation.withdrawals.receive(
            Withdrawal.sign(
                release.consent, holderKey: applicant.holderKey, at: corporation.clock.now))
        let package = try await corporation.archive.package(release.consent.id.text)
        let evidence = JSONReader(try await corporation.archive.evidence(of: package))
        let folder = TemporaryFolder()
        let export = try ExportFolder(folder.path)
        let names = try export.write(evidence, trust: corporation.world.trust)
        #expect(names.contains("withdrawal.jwt") && names.contains("deletion-receipt.json"))
        #expect(!names.contains("response.json") && !names.contains { $0.hasPrefix("vera/") })
        try export.verify()
        guard Self.hasTools else { return }
        let commands = try ReadmeCommands(in: folder.path)
        #expect(commands.count == 6)
        let ended = try await commands.run(in: folder.path)
        #expect(ended.code == 0, "\(ended.errors)")
    }

    @Test(arguments: ["123456782", "/tmp/naam-123456782", "/tmp/123456782/x"])
    func `no file carries a BSN in its name`(_ path: String) async {
        #expect(await code { _ = try ExportFolder(path) } == "bsn-not-allowed")
    }

    /// The group of an application, as a file.
    private static func group() async throws -> Data {
        let corporation = try await Corporation()
        let standing = try await corporation.applications.make(
            ApplicationDesk.Order(
                template: "daeb-toets", taxYear: 2024, household: "eenpersoons",
                isElderly: true, adults: 1, reference: "W-3"))
        try await corporation.share(20_000, to: standing.adults[0].request)
        let application = try await ExportDesk(
            archive: corporation.archive, applications: corporation.applications
        ).application(standing.application.id.text)
        let files = try VERAFiles(group: JSONReader(.object(application)))
        return Data(JSONValue.object(files.all[0].message).bytes())
    }

    /// `scripts/outside/check_vera.py`, found by walking up from this file.
    private static let script: String? = {
        var parent = #filePath[...]
        while let slash = parent.lastIndex(of: "/") {
            parent = parent[..<slash]
            let path = "\(parent)/scripts/outside/check_vera.py"
            if FileManager.default.fileExists(atPath: path) { return path }
        }
        return nil
    }()
}
