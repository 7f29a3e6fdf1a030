import ArgumentParser
import Foundation
import OpenSSL
import PartySetup
import SchemeAuthority
import TestPKI

/// `blauweknop-poc pki`: makes the test PKI that `certs/` describes.
struct PKICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pki",
        abstract: "Make the test PKI and a sealed directory from the files in certs/.")

    @OptionGroup var root: RootOption

    @Option(help: "The folder to write; it must not exist, or be of an earlier run.")
    var output = "certs/generated"

    @Option(
        help: "A party's address in the directory, as PARTY=https://…; else https://PARTY.example.")
    var address: [String] = []

    func run() async throws {
        try await PocRun.orExplain {
            if FileManager.default.fileExists(atPath: output) {
                guard FileManager.default.fileExists(atPath: "\(output)/trust/scheme.pem") else {
                    throw SetupError(
                        .settingInvalid, "expected '\(output)' not to exist, or to be a test PKI")
                }
                try FileManager.default.removeItem(atPath: output)
            }
            let now = UnixTime.now()
            let plan = try DirectoryPlan(
                json: TextFile.bytes("\(root.root)/certs/directory.json"))
            let addresses = try addresses(for: plan)
            let pki = try Stage.pki(
                root: root.root, listsAt: addresses["tsa"] ?? "https://tsa.example", at: now)
            let folder = PKIFolder(output)
            try folder.write(pki)
            let directory = try plan.sealed(
                pki: pki, addresses: addresses, version: now.seconds, at: now)
            try folder.write(directory + "\n", "directory.jwt")
            ProgramRun.say("The test PKI is in '\(output)'. Nothing in it is fit for real use.")
        }
    }

    private func addresses(for plan: DirectoryPlan) throws -> DirectoryPlan.Addresses {
        var addresses: DirectoryPlan.Addresses = [:]
        for party in try plan.addressedParties() { addresses[party] = "https://\(party).example" }
        for entry in address {
            let halves = entry.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, addresses[String(halves[0])] != nil else {
                throw SetupError(
                    .settingInvalid,
                    "expected --address as PARTY=https://…, PARTY one of "
                        + addresses.keys.sorted().joined(separator: ", "))
            }
            addresses[String(halves[0])] = String(halves[1])
        }
        return addresses
    }
}
