import BlueButton
import CitizenCommands
import DocumentCheck
import Foundation
import OpenSSL
import PartySetup
import StrictJSON
import TransparencyLog

/// The folder that a run leaves behind: the story's documents, and what is needed to check them.
///
/// No private key and no citizen number is among them.
package struct DemoOutput: Sendable {
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Empties the folder of an earlier run.
    package func prepare() throws {
        try? FileManager.default.removeItem(atPath: folder)
        try TextFile.makeFolder("\(folder)/trust")
    }

    func write(
        overview: CitizenProgram.ReceivedOverview, evidence: Evidence, stage: Stage
    ) throws {
        try put(overview.bytes, "overview.json")
        for (name, text) in [
            ("directory.jwt", evidence.directory), ("request.jwt", evidence.request),
            ("package.jwe", evidence.package), ("response.json", evidence.response),
            ("consent.jwt", evidence.consent), ("registration.json", evidence.registration),
            ("receipt.json", evidence.receipt),
        ] {
            try put(Array(text.utf8), name)
        }
        for name in [
            "scheme", "sources", "service", "recipients", "tsa", "intermediates", "crls",
        ] {
            try put(
                TextFile.bytes("\(stage.folder)/pki/trust/\(name).pem"), "trust/\(name).pem")
        }
        try write(evidence.log, of: overview.directory)
        try put(Array(try overviewText().utf8), "overview.txt")
        try put(
            Array(DemoReadme.text(overview: overview.overview, release: evidence.releasedAt).utf8),
            "README.md")
    }

    /// The log's part of the evidence: the registration's own checkpoint, and the proof of the
    /// consent's entry in the form that others read.
    private func write(_ log: LogInclusion, of directory: Directory) throws {
        let key = try directory.log.verifierKey()
        let checkpoint = try log.verify(by: key)
        let proof = try TransparencyProof(
            InclusionProof(index: log.index, size: checkpoint.size, hashes: log.hashes),
            checkpoint: checkpoint)
        try put(Array(checkpoint.note.utf8), "checkpoint")
        try put(Array(proof.text.utf8), "consent.tlog-proof")
        try put(log.record.json.canonicalBytes(), "log-entry.json")
        try put(Array("\(key.text)\n".utf8), "trust/log.vkey")
    }

    /// What `blauweknop verify overview.json` prints in this folder.
    private func overviewText() throws -> String {
        let lines = try DocumentChecks.run(paths: ["\(folder)/overview.json"])
        return ChecklistLines.lines(lines).map { $0 + "\n" }.joined()
    }

    func put(_ bytes: [UInt8], _ name: String) throws {
        try TextFile.write(bytes, to: "\(folder)/\(name)")
    }
}
