import BlueButton
import CitizenCommands
import Foundation
import OpenSSL
import PartySetup
import ProofOfConcept
import Synchronization
import TestPKI
import TestKit
import Testing
import Transport

/// Seals, TLS certificates and the directory are replaced while requests come in: SIGHUP.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct RotationTests {
    private static let renewed: [PartyName] = [.brp, .bri, .service, .woonhaven]

    @Test func `everything is replaced during traffic, and no request fails`() async throws {
        try await withParties { stage, parties, citizen in
            let before = try await citizen.overview()
            let done = Flag()
            try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    var count = 0
                    while !done.isRaised {
                        let rows = try await citizen.overview().overview.rows
                        #expect(rows.map(\.outcome.name) == ["holds", "holds"])
                        count += 1
                    }
                    return count
                }
                try await Task.sleep(for: .milliseconds(300))
                try await replaceAll(stage)
                for party in Self.renewed { try await parties.reload(party) }
                for party in Self.renewed {
                    try await expect("files read anew", of: party, stage)
                }
                try await Task.sleep(for: .milliseconds(700))
                done.raise()
                for try await count in group { #expect(count > 1) }
            }
            let after = try await citizen.overview()
            #expect(after.directory.version > before.directory.version)
            let seals = try [before, after].map { try Self.seals(of: $0) }
            #expect(seals[0].isDisjoint(with: seals[1]))
            // Both are still what they were, judged by whoever has the folder.
            let folder = "\(stage.folder)/kept"
            for (name, overview) in [("before", before), ("after", after)] {
                try TextFile.makeFolder("\(folder)/\(name)")
                try TextFile.write(overview.bytes, to: "\(folder)/\(name)/overview.json")
                try TextFile.write(
                    Array(overview.directory.text.utf8), to: "\(folder)/\(name)/directory.jwt")
                let checked = try await Command(
                    path: "\(Ground.programs ?? "")/blauweknop",
                    arguments: [
                        "verify", "\(folder)/\(name)", "--trust", "\(stage.folder)/pki/trust",
                    ]
                ).run()
                #expect(checked.code == 0, "\(checked.output) \(checked.errors)")
            }
        }
    }

    @Test(arguments: ["seal.pem", "tls.pem"])
    func `files that do not fit are not taken, and nothing stops`(_ file: String) async throws {
        try await withParties { stage, parties, citizen in
            let pki = "\(stage.folder)/pki"
            try FileManager.default.removeItem(atPath: "\(pki)/brp/\(file)")
            try FileManager.default.copyItem(
                atPath: "\(pki)/bri/\(file)", toPath: "\(pki)/brp/\(file)")
            try await parties.reload(.brp)
            try await expect("files not taken", of: .brp, stage)
            let rows = try await citizen.overview().overview.rows
            #expect(rows.map(\.outcome.name) == ["holds", "holds"])
        }
    }

    private final class Flag: Sendable {
        private let state = Mutex(false)

        var isRaised: Bool { state.withLock { $0 } }

        func raise() { state.withLock { $0 = true } }
    }

    /// New seals and TLS certificates, and the next directory by the authority's own program.
    private func replaceAll(_ stage: Stage) async throws {
        let pki = "\(stage.folder)/pki"
        let described = try PartyList(json: TextFile.bytes("\(Ground.root)/certs/parties.json"))
        for slug in Self.renewed.map(\.rawValue) {
            try PKIFolder(pki).renew(slug, describedBy: described, at: .now())
        }
        var arguments = [
            "directory", "seal", "--from", "\(Ground.root)/certs/directory.json", "--keys", pki,
            "--key", "\(pki)/scheme/seal.key", "--certificate", "\(pki)/scheme/seal.pem",
            "--trust", "\(pki)/trust", "--previous", "\(pki)/directory.jwt",
            "--out", "\(pki)/directory.jwt",
        ]
        for (party, address) in stage.ports.addresses {
            arguments += ["--address", "\(party)=\(address)"]
        }
        let sealed = try await Command(
            path: "\(Ground.programs ?? "")/blauweknop-scheme", arguments: arguments
        ).run()
        #expect(sealed.code == 0, "\(sealed.errors)")
    }

    private static func seals(of received: CitizenProgram.ReceivedOverview) throws -> Set<String> {
        let text = String(decoding: received.bytes, as: UTF8.self)
        let chains = text.matches(of: /"protected":"([^"]+)"/).map { String($0.output.1) }
        return Set(chains)
    }

    private func expect(_ line: String, of party: PartyName, _ stage: Stage) async throws {
        for _ in 0..<300 {
            let log = try TextFile.text("\(stage.folder)/\(party.rawValue).log")
            if log.contains(line) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        let log = try TextFile.text("\(stage.folder)/\(party.rawValue).log")
        Issue.record("expected '\(line)' in the log of \(party.rawValue): \(log.suffix(600))")
    }

    private func withParties(
        _ body: @Sendable (Stage, PartiesAlone, CitizenProgram) async throws -> Void
    ) async throws {
        try await LoggedInCitizen<PartiesAlone>.play {
            try await body($0.stage, $0.parties, $0.citizen)
        }
    }
}
