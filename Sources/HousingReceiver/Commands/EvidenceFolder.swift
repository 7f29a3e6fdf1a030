import Foundation
import OpenSSL
import PartySetup
import StrictJSON
import Trust

/// Writes the documents of a package as files, each exactly as it was received or sealed.
///
/// The folder is for its owner alone: `response.json` holds what was disclosed. The anchors and
/// intermediates in `trust/` are this corporation's own; who checks the folder brings anchors of their own.
struct EvidenceFolder {
    private static let files = [
        ("directory", "directory.jwt"), ("request", "request.jwt"), ("package", "package.jwe"),
        ("response", "response.json"), ("consent", "consent.jwt"),
        ("registration", "registration.json"), ("receipt", "receipt.json"),
        ("withdrawal", "withdrawal.jwt"), ("deletion_receipt", "deletion-receipt.json"),
    ]

    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// - Returns: the names of the files.
    /// - Throws: `setting-invalid` for a folder that has something in it.
    func write(_ evidence: JSONReader, trust: TrustStore) throws -> [String] {
        let there = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard there.isEmpty else {
            throw SetupError(.settingInvalid, "expected a new or empty folder at '\(path)'")
        }
        try TextFile.makeFolder(path, isPrivate: true)
        try TextFile.makeFolder("\(path)/trust", isPrivate: true)
        var names: [String] = []
        for (member, name) in Self.files {
            guard let text = try evidence.nullableString(member) else { continue }
            try write(text, name, &names)
        }
        try write(evidence.nullableString("crls") ?? "", "trust/crls.pem", &names)
        for role in Role.allCases where role != .tls {
            let anchors = trust.anchors(for: role)
            guard !anchors.isEmpty else { continue }
            try write(anchors.map(\.pem).joined(), "trust/\(role.fileName).pem", &names)
        }
        if !trust.intermediates.isEmpty {
            try write(
                trust.intermediates.map(\.pem).joined(), "trust/intermediates.pem", &names)
        }
        return names
    }

    private func write(_ text: String, _ name: String, _ names: inout [String]) throws {
        try TextFile.write(Array(text.utf8), to: "\(path)/\(name)", isPrivate: true)
        names.append(name)
    }
}
