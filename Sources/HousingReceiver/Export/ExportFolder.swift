import BlueButton
import DocumentCheck
import Foundation
import JOSE
import OpenSSL
import PartySetup
import StrictJSON
import Trust

/// Writes what was received as files, for its owner alone: they hold personal data.
///
/// The documents of a package are written each exactly as it was received or sealed, beside them
/// what the log says of it, a README with the commands that check them, and in `vera/` the same data
/// as other systems take it. The anchors and intermediates in `trust/` are this corporation's own;
/// who checks the folder brings anchors of their own.
struct ExportFolder {
    private static let documents = [
        ("directory", "directory.jwt"), ("request", "request.jwt"), ("package", "package.jwe"),
        ("response", "response.json"), ("consent", "consent.jwt"),
        ("registration", "registration.json"), ("receipt", "receipt.json"),
        ("withdrawal", "withdrawal.jwt"), ("deletion_receipt", "deletion-receipt.json"),
    ]

    let path: String

    /// - Throws: `folder-taken` for a folder that has something in it, `bsn-not-allowed` where its
    ///   name holds a BSN.
    init(_ path: String) throws {
        guard !RequestDesk.holdsBSN(path) else {
            throw Refusal(.bsnNotAllowed, "expected a folder whose name holds no BSN")
        }
        let there = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard there.isEmpty else {
            throw SetupError(.folderTaken, "expected a new or empty folder at '\(path)'")
        }
        self.path = path
    }

    /// Writes a package.
    ///
    /// - Parameters:
    ///   - evidence: its documents, as the back office gives them.
    ///   - vera: what it disclosed, as the back office gives it; nil for the evidence alone.
    /// - Returns: the names of the files.
    /// - Throws: what is wrong with registration or directory, where they do not verify.
    func write(
        _ evidence: JSONReader, vera: JSONReader? = nil, trust: TrustStore
    ) throws -> [String] {
        let crls = try evidence.nullableString("crls") ?? ""
        let trust = trust.adding(revocationLists: try CertificateRevocationList.all(pem: crls))
        let release = try ReleaseFiles(evidence, trust: trust)
        try makeFolder("")
        try makeFolder("trust")
        var names: [String] = []
        for (member, name) in Self.documents {
            guard let text = try evidence.nullableString(member) else { continue }
            try write(Array(text.utf8), name, &names)
        }
        for file in release.logFiles { try write(file.bytes, file.name, &names) }
        try write(Array(crls.utf8), "trust/crls.pem", &names)
        for role in Role.allCases where role != .tls {
            try write(trust.anchors(for: role), "trust/\(role.fileName).pem", &names)
        }
        try write(trust.intermediates, "trust/intermediates.pem", &names)
        let messages = try vera.map { try VERAFiles($0) }
        if let messages { try write(messages, &names) }
        let readme = ExportReadme(files: names, release: release, vera: messages)
        try write(Array(readme.text.utf8), "README.md", &names)
        return names
    }

    /// Writes messages of VERA into their folder.
    func write(_ messages: VERAFiles, _ names: inout [String]) throws {
        try makeFolder("vera")
        for (name, message) in messages.all {
            try write(JSONValue.object(message).bytes() + [0x0A], "vera/\(name)", &names)
        }
    }

    func write(_ bytes: [UInt8], _ name: String, _ names: inout [String]) throws {
        try TextFile.write(bytes, to: "\(path)/\(name)", isPrivate: true)
        names.append(name)
    }

    func makeFolder(_ name: String) throws {
        try TextFile.makeFolder(name.isEmpty ? path : "\(path)/\(name)", isPrivate: true)
    }

    private func write(
        _ certificates: [Certificate], _ name: String, _ names: inout [String]
    ) throws {
        guard !certificates.isEmpty else { return }
        try write(Array(certificates.map(\.pem).joined().utf8), name, &names)
    }

    /// Checks what was written, from the files alone.
    ///
    /// - Throws: `export-unverified`.
    func verify() throws {
        let failed = try DocumentChecks.run(paths: [path]).filter(\.isFailure)
        guard failed.isEmpty else {
            throw OfficeRefusal(
                code: "export-unverified",
                message: "expected documents that verify, and \(failed.count) checks failed: see "
                    + "'blauweknop-receiver verify \(path)'")
        }
    }

    /// Says what was written, once it verifies.
    func tell(_ names: [String], _ output: OutputOption) {
        output.answer(
            ["folder": .string(path), "files": .array(names.map { .string($0) })],
            lines: [
                "Wrote \(names.count) files, and all documents verify:", "  \(path)",
                "Its README.md says what they are, and how to check them again.",
            ])
    }
}
