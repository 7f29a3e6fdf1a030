import BlueButton
import Foundation
import JOSE
import Logging
import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import Trust

/// The folder that a run of the story leaves, with the keys of everyone who sealed in it.
final class RealFolder: Sendable {
    /// Two stories by the same people with other keys, told once for all tests.
    static let two = Task { [try await RealFolder(), try await RealFolder()] }

    static var shared: RealFolder { get async throws { try await two.value[0] } }

    /// The documents, by the names of their files, texts for people left out.
    let documents: [String: String]
    /// The trust folder's files.
    let trust: [String: String]
    private let seals: [String: Sealer]
    let stampingUnit: TimeStampingUnit
    let logKey: Ed25519PrivateKey

    private init() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/story-\(UUID().uuidString)"
        try TextFile.makeFolder(folder, isPrivate: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await Self.tell(in: folder)
        var documents = try Self.files(in: "\(folder)/demo-output")
        for name in ["README.md", "overview.txt"] { documents[name] = nil }
        self.documents = documents
        trust = try Self.files(in: "\(folder)/demo-output/trust")
        var seals: [String: Sealer] = [:]
        let pki = "\(folder)/pki"
        for party in ["scheme", "brp", "bri", "service", "woonhaven", "stadswonen"] {
            seals[party] = try Sealer(
                keyPEM: TextFile.text("\(pki)/\(party)/seal.key"),
                chainPEM: TextFile.text("\(pki)/\(party)/seal.pem"))
        }
        self.seals = seals
        stampingUnit = try TimeStampingUnit(
            certificate: Certificate.all(pem: TextFile.text("\(pki)/tsa/seal.pem"))[0],
            key: P256PrivateKey(pem: TextFile.text("\(pki)/tsa/seal.key")), policy: "2.999.3161")
        logKey = try Ed25519PrivateKey(
            seed: PEM.decode(
                TextFile.text("\(pki)/service/log.key"), label: "BLAUWEKNOP LOG SEED")[0])
    }

    func sealer(_ party: String) throws -> Sealer {
        guard let sealer = seals[party] else {
            throw Refusal(.sourceUnknown, "expected a party of the story")
        }
        return sealer
    }

    /// A timestamp of the story's authority.
    func token(over message: [UInt8], at time: UnixTime) throws -> [UInt8] {
        let request = try TimestampRequest(over: message)
        let answer = try stampingUnit.respond(to: request.der, at: time)
        guard let token = try TimestampResponse(der: answer).token else {
            throw Refusal(.timestampMissing, "expected a timestamp for every time")
        }
        return token
    }

    func text(_ name: String) throws -> String {
        guard let text = documents[name] else {
            throw Refusal(.malformed, "expected \(name) in the story's folder")
        }
        return text
    }

    private static func tell(in folder: String) async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .path
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let stage = try await Stage.build(in: folder, root: root)
        let parties = PartiesInProcess(stage, logger: logger)
        let output = DemoOutput(folder: "\(folder)/demo-output")
        try output.prepare()
        let quiet = logger
        try await parties.whileRunning {
            try await Story(
                stage: stage, parties: parties, person: Casting.ofSeed(root: root),
                narrator: Narrator(isQuiet: true), logger: quiet
            ).tell(output: output)
        }
    }

    private static func files(in folder: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where !TextFile.isFolder("\(folder)/\(name)") {
            files[name] = try TextFile.text("\(folder)/\(name)")
        }
        return files
    }
}
