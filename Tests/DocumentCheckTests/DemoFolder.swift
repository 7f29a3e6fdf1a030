import BlueButton
import Foundation
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import TransparencyLog
import Trust

/// A folder like the one that a run of the proof of concept leaves, gone after the test.
final class DemoFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/demo-\(UUID().uuidString)"
    let world: ReleaseWorld
    let applicant: Applicant
    let release: Release

    /// - Parameter keepsKey: whether the request's private key lies beside the folder.
    init() throws {
        world = try ReleaseWorld.shared.get()
        applicant = try Applicant(world)
        let (request, key) = try world.request()
        release = try applicant.release(to: request)
        for folder in [path, path + "/trust"] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        }
        let registration = try applicant.registration(of: release.consent, release.package)
        let verified = try VerifiedPackage.verify(
            package: release.package, registration: Array(registration.utf8),
            requestText: request.text, key: key,
            directory: { [world] (_, _) throws(Refusal) in world.directory }, trust: world.trust,
            at: world.time)
        let receipt = try world.stamped(
            Receipt.seal(verified, by: world.sealer("woonhaven"), at: world.time + 2),
            at: world.time + 2)
        try write("directory.jwt", world.directory.text)
        try write("overview.json", overview())
        try write("overview.txt", "for people\n")
        try write("README.md", "# What this is\n")
        try write("request.jwt", request.text)
        try write("package.jwe", release.package.text)
        try write(
            "response.json",
            String(decoding: try release.package.open(with: key).plaintext(), as: UTF8.self))
        try write("consent.jwt", release.consent.text)
        try write("registration.json", registration)
        try write("receipt.json", receipt)
        let inclusion = verified.registration.log
        let proof = try TransparencyProof(
            InclusionProof(
                index: inclusion.index, size: verified.checkpoint.size,
                hashes: inclusion.hashes), checkpoint: verified.checkpoint)
        try write("checkpoint", inclusion.checkpoint)
        try write("consent.tlog-proof", proof.text)
        try write(
            "log-entry.json",
            String(decoding: inclusion.record.json.canonicalBytes(), as: UTF8.self))
        try write("../\(name).key", key.pem())
        for role in Role.allCases {
            let anchors = world.trust.anchors(for: role).map(\.pem).joined()
            try write("trust/\(role.fileName).pem", anchors)
        }
        try write("trust/intermediates.pem", world.trust.intermediates.map(\.pem).joined())
        try write("trust/log.vkey", world.directory.log.verifierKey().text + "\n")
        try write("trust/crls.pem", world.trust.revocationLists.map(\.pem).joined())
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        try? FileManager.default.removeItem(atPath: keyPath)
    }

    private var name: String { URL(fileURLWithPath: path).lastPathComponent }
    var keyPath: String { "\(path)/../\(name).key" }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    func read(_ name: String) -> String {
        String(
            decoding: FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data(),
            as: UTF8.self)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    /// The registration's checkpoint.
    func checkpoint() throws -> Checkpoint {
        try Checkpoint(note: read("checkpoint"), by: world.directory.log.verifierKey())
    }

    /// A later checkpoint of the same log, and the proof that it continues an earlier one.
    func grownLog(from old: Checkpoint) throws -> (Checkpoint, [MerkleHash]) {
        let inclusion = try applicant.logged(release.consent)
        let later = try Checkpoint(
            note: inclusion.checkpoint, by: world.directory.log.verifierKey())
        return (later, try world.log.consistency(from: old.size, to: later.size))
    }

    /// Both sources answered.
    private func overview() throws -> String {
        let mandate = try Mandate.make(
            .holdings, directory: world.directory.hash, token: "token",
            key: P256PrivateKey(), at: world.time)
        let rows = try world.directory.sources.map { source in
            let holdings = [
                Holding(
                    category: source.categories[0],
                    label: LocalizedText(nl: "Gegevens", en: "Data"),
                    records: 1, since: nil, updated: nil,
                    purpose: LocalizedText(nl: "Taak", en: "Task"), legalBasis: "Wet",
                    retention: nil, recipients: [])
            ]
            let text = try HoldingsStatement.seal(
                source.slug == "brp" ? holdings : [], answering: mandate,
                by: world.sealer(source.slug), at: world.time)
            return OverviewRow(
                source: source.oin, name: source.name, askedAt: world.time,
                answeredAt: world.time,
                outcome: .answered(
                    try HoldingsStatement.verify(
                        text, from: source, to: mandate, trust: world.trust, at: world.time)))
        }
        let sealed = try Overview.seal(
            rows, subject: "subject", mandate: mandate, by: world.sealer("service"),
            at: world.time)
        return try world.stamped(sealed)
    }
}
