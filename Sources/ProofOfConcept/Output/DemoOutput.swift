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
        var files = [
            ("directory.jwt", Array(evidence.directory.utf8)), ("overview.json", overview.bytes),
            ("request.jwt", Array(evidence.request.utf8)),
            ("package.jwe", Array(evidence.package.utf8)),
            ("response.json", Array(evidence.response.utf8)),
            ("consent.jwt", Array(evidence.consent.utf8)),
            ("registration.json", Array(evidence.registration.utf8)),
            ("receipt.json", Array(evidence.receipt.utf8)),
        ]
        files += try EvidenceFiles.log(
            of: evidence.log, by: overview.directory.log.verifierKey()
        ).map { ($0.name, $0.bytes) }
        for (name, bytes) in files { try put(bytes, name) }
        for name in [
            "scheme", "sources", "service", "recipients", "tsa", "intermediates", "crls",
        ] {
            try put(
                TextFile.bytes("\(stage.folder)/pki/trust/\(name).pem"), "trust/\(name).pem")
        }
        try put(Array(try overviewText().utf8), "overview.txt")
        let readme = DemoReadme.text(
            overview: overview.overview, release: evidence.releasedAt,
            files: files.map(\.0) + ["overview.txt"])
        try put(Array(readme.utf8), "README.md")
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
