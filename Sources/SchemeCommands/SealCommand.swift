import ArgumentParser
import BlueButton
import Foundation
import OpenSSL
import PartySetup
import SchemeAuthority
import Trust

/// `blauweknop-scheme directory seal`: makes a directory from a plan, seals and verifies it.
struct SealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Make a directory from a plan, seal it, and verify it.",
        discussion: """
            Nothing is written that a program would refuse: the result is verified with the anchors \
            and revocation lists of --trust, as every program does.
            """)

    @Option(help: "The plan, such as certs/directory.json.")
    var from: String

    @Option(
        help: "The described parties that the plan names; parties.json beside the plan by default.")
    var parties: String?

    @Option(help: "The folder of the key files that the plan names; the plan's by default.")
    var keys: String?

    @Option(help: "An address of a party, as PARTY=https://…; goes over the plan's own.")
    var address: [String] = []

    @Option(help: "The seal's private key: unencrypted PKCS #8 in PEM.")
    var key: String

    @Option(help: "The seal's certificate and its intermediates in PEM, leaf first.")
    var certificate: String

    @Option(help: "The trust folder: scheme.pem, and crls.pem with current lists.")
    var trust: String

    @Option(help: "The directory before this one; the new version must be higher.")
    var previous: String?

    @Option(
        name: .customLong("version"),
        help: "The version; by default the one after --previous, else the time in seconds.")
    var number: Int64?

    @Option(help: "The file to write.")
    var out: String

    func run() async throws {
        try await SchemeRun.orExplain {
            let directory = try sealed(at: UnixTime.now())
            try TextFile.write(Array((directory.text + "\n").utf8), to: out)
            ProgramRun.say(
                "Directory \(directory.version) is in '\(out)'; it ends at \(directory.expires).")
        }
    }

    /// The sealed directory, verified.
    func sealed(at now: UnixTime) throws -> Directory {
        let plan = try DirectoryPlan(json: TextFile.bytes(from))
        let book = try book()
        let before = try SchemeRun.version(of: previous)
        let folder = keys ?? SchemeRun.folder(of: from)
        let draft = try plan.draft(
            parties: book, addresses: try addresses(of: plan),
            version: number ?? before.map { $0 + 1 } ?? now.seconds, at: now
        ) { (name) throws(SchemeError) in
            do throws(SetupError) {
                return try TextFile.bytes(SchemeRun.path(name, in: folder))
            } catch {
                throw SchemeError(.keyUnusable, error.message)
            }
        }
        return try DirectorySealing.seal(
            draft, by: sealer(), of: plan.authority(in: book), after: before,
            trust: TrustFolder.read(trust), at: now)
    }

    private func sealer() throws -> Sealer {
        try Sealer(keyPEM: TextFile.text(key), chainPEM: TextFile.text(certificate))
    }

    private func book() throws -> PartyBook {
        if let parties { return try PartyBook(json: TextFile.bytes(parties)) }
        let beside = SchemeRun.path("parties.json", in: SchemeRun.folder(of: from))
        guard FileManager.default.fileExists(atPath: beside) else { return PartyBook() }
        return try PartyBook(json: TextFile.bytes(beside))
    }

    private func addresses(of plan: DirectoryPlan) throws -> DirectoryPlan.Addresses {
        let known = try plan.addressedParties()
        var addresses: DirectoryPlan.Addresses = [:]
        for entry in address {
            let halves = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, known.contains(halves[0]) else {
                throw SetupError(
                    .settingInvalid,
                    "expected --address as PARTY=https://…, PARTY one of "
                        + known.sorted().joined(separator: ", "))
            }
            addresses[halves[0]] = halves[1]
        }
        return addresses
    }
}
