import ArgumentParser
import BlueButton
import Foundation
import OpenSSL
import SchemeAuthority
import TestPKI
import Testing

@testable import SchemeCommands

/// The scheme authority's office: a folder with a test PKI, gone after the test.
final class Office: Sendable {
    static let now = UnixTime(seconds: 1_795_000_000)

    let path = FileManager.default.temporaryDirectory.path + "/scheme-\(UUID().uuidString)"
    let pki: GeneratedPKI

    init() throws {
        pki = try Self.made.get()
        try PKIFolder(path).write(pki)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    private static let made = Result<GeneratedPKI, any Error> {
        let file = "\(project)/certs/parties.json"
        let bytes = FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
        return try GeneratedPKI(PartyList(json: bytes), at: now)
    }

    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The command, as its operator writes it.
    func command(_ more: [String] = [], without: String? = nil) throws -> SealCommand {
        var arguments = [
            "--from", "\(Self.project)/certs/directory.json", "--keys", path,
            "--key", "\(path)/scheme/seal.key", "--certificate", "\(path)/scheme/seal.pem",
            "--trust", "\(path)/trust", "--out", "\(path)/directory.jwt",
        ]
        for party in ["brp", "bri", "woonhaven", "stadswonen", "service", "digid", "tsa"]
        where party != without {
            arguments += ["--address", "\(party)=https://\(party).example"]
        }
        return try SealCommand.parse(arguments + more)
    }

    /// Writes a file of the office, and gives its path.
    func write(_ text: String, _ name: String) throws -> String {
        try PKIFolder(path).write(text, name)
        return "\(path)/\(name)"
    }

    /// A sealed directory of this version in a file.
    func directory(version: Int64) throws -> String {
        let directory = try command(["--version", "\(version)"]).sealed(at: Self.now)
        return try write(directory.text + "\n", "directory-\(version).jwt")
    }
}
