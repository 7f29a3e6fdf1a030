import DocumentCheck
import Foundation
import PartySetup
import StrictJSON
import TestKit
import Testing

/// A second implementation, in Python and from the documentation alone: what it makes, `verify`
/// accepts; what the story makes, it accepts, and refuses when altered.
@Suite(
    .serialized,
    .enabled(if: Command.python != nil, "skipped: scripts/test makes the Python tools"))
struct SecondImplementationTests {
    @Test func `what another implementation makes is accepted`() async throws {
        let place = try TemporaryFolder.made()
        let folder = "\(place.path)/second"
        let run = try await script("make_folder.py", folder)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        for key in [nil, "\(folder).key"] {
            let verdict = Verdict(lines: try DocumentChecks.run(paths: [folder], key: key))
            #expect(verdict.holds, "\(verdict)")
            for document in BitTests.documents where key != nil || document != "response.json" {
                #expect(verdict.accepts(document), "\(document)")
            }
        }
        let loose = Verdict(lines: try DocumentChecks.run(paths: ["\(folder)-loose"]))
        #expect(loose.holds, "\(loose)")
        for document in [
            "mandate.jwt", "statement.jwt", "person.sd-jwt", "income.sd-jwt", "withdrawal.jwt",
            "deletion-receipt.json",
        ] {
            #expect(loose.accepts(document), "\(document)")
        }
    }

    @Test func `what another implementation makes is refused when one bit is changed`()
        async throws
    {
        let place = try TemporaryFolder.made()
        let folder = "\(place.path)/second"
        let run = try await script("make_folder.py", folder)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        for name in BitTests.documents {
            let file = URL(fileURLWithPath: "\(folder)/\(name)")
            let original = try Data(contentsOf: file)
            for place in Thoroughness.some(of: original.count, by: 2) {
                var altered = original
                altered[place] ^= 2
                try altered.write(to: file)
                let lines = try DocumentChecks.run(paths: [folder], key: "\(folder).key")
                #expect(Verdict(lines: lines).isRefused, "byte \(place) of \(name)")
            }
            try original.write(to: file)
        }
    }

    @Test func `what the story makes is accepted by another implementation`() async throws {
        let real = try await RealFolder.shared
        for documents in [real.documents, try Rebuilder(real).documents()] {
            let folder = try WorkingFolder(documents, trust: real.trust)
            let run = try await script("check_folder.py", folder.path)
            #expect(run.code == 0, "\(run.output)\(run.errors)")
            for place in ["overview.json", "registration.json", "receipt.json", "log"] {
                #expect(run.output.contains("\(place): ok"))
            }
        }
    }

    /// With what the other implementation says first that it refuses.
    static let alterations: [Alteration] = [
        Alteration(.directory, "exp", 1, "overview.json"),
        Alteration(.mandate, "action", "attestation", "overview.json"),
        Alteration(.statement, "holds", false, "overview.json"),
        Alteration(.statement, .seal("bri"), "overview.json"),
        Alteration(.overview, "sources|0", nil, "overview.json"),
        Alteration(.overview, .seal("woonhaven"), "overview.json"),
        Alteration(.overview, .member(BitTests.token, "AAAA"), "overview.json"),
        Alteration(.request, "client_id", "x509_hash:x", "registration.json"),
        Alteration(.person, "sub", .string(String(repeating: "A", count: 43)), "registration.json"),
        Alteration(.personClaims, "adres|geheimhouding", nil, "registration.json"),
        Alteration(.personBinding, "nonce", "x", "registration.json"),
        Alteration(.consent, "claims|persoon", [["naam"]], "registration.json"),
        Alteration(.response, "state", "x", "registration.json"),
        Alteration(.registration, "package", "x", "registration.json"),
        Alteration(.receipt, "request", "x", "receipt.json"),
        Alteration(.receipt, "checkpoint", "x", "log"),
        Alteration(.entry, "event", "query", "log"),
        Alteration(.registration, "log|index", 2, "log"),
        Alteration(.record, "entry|time", 1, "log"),
    ]

    @Test(arguments: alterations)
    func `what is altered another implementation refuses as well`(
        alteration: Alteration
    ) async throws {
        let real = try await RealFolder.shared
        let documents = try Rebuilder(real, [alteration]).documents()
        let folder = try WorkingFolder(documents, trust: real.trust)
        let run = try await script("check_folder.py", folder.path)
        let place = alteration.codes.first ?? ""
        #expect(
            run.code == 1 && run.output.contains("\(place): refused"), "\(run.output)\(run.errors)")
        #expect(!folder.verdict().holds)
    }

    /// Runs a script of `scripts/outside`, which leaves nothing behind beside itself.
    private func script(_ name: String, _ folder: String) async throws -> Command.Ended {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        return try await Command(
            path: try #require(Command.python),
            arguments: ["-B", "\(root)/scripts/outside/\(name)", folder]
        ).run()
    }
}
