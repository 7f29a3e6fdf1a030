import BlueButton
import CitizenCommands
import Foundation
import OpenSSL
import PartySetup
import SchemeAuthority
import StrictJSON
import TestPKI

/// Everything that the parties need before they start: keys, directory, configuration files.
///
/// Each party gets a configuration file like one that an operator would write; the same files serve
/// in one process and in many.
package struct Stage: Sendable {
    /// The folder that holds everything.
    package let folder: String
    package let ports: StagePorts
    /// The folder of the project, in which `certs` and `registries-mock/data` lie.
    package let root: String
    /// A person list file in the place of the seed's people.
    package let persons: String?
    /// The longest time between two rounds of fetching revocation lists, in seconds.
    package let listInterval: Int

    /// Makes keys, seals the directory and writes every configuration file.
    ///
    /// - Parameter ports: where the parties listen; free ports where nil.
    package static func build(
        in folder: String, root: String, persons: String? = nil, listInterval: Int = 30,
        ports: StagePorts? = nil
    ) async throws -> Stage {
        let ports = if let ports { ports } else { try await StagePorts.free() }
        let stage = Stage(
            folder: folder, ports: ports, root: root,
            persons: persons.map { URL(fileURLWithPath: $0).standardizedFileURL.path },
            listInterval: listInterval)
        try TextFile.makeFolder("\(folder)/config")
        try stage.makePKI(at: UnixTime.now())
        try stage.writeConfigurations()
        return stage
    }

    private func makePKI(at now: UnixTime) throws {
        let pki = try Self.pki(
            root: root, listsAt: "https://localhost:\(ports.trustServices)", at: now)
        let folder = PKIFolder("\(folder)/pki")
        try folder.write(pki)
        let plan = try DirectoryPlan(json: TextFile.bytes("\(root)/certs/directory.json"))
        let directory = try plan.sealed(
            pki: pki, addresses: ports.addresses, version: now.seconds, at: now)
        try folder.write(directory + "\n", "directory.jwt")
    }

    static func pki(
        root: String, listsAt: String, at now: UnixTime
    ) throws -> GeneratedPKI {
        try GeneratedPKI(
            PartyList(json: TextFile.bytes("\(root)/certs/parties.json")), listsAt: listsAt,
            at: now)
    }

    private func writeConfigurations() throws {
        for (name, json) in ConfigurationFiles(stage: self).all {
            try TextFile.write(
                Array((json.prettyText + "\n").utf8), to: "\(folder)/config/\(name).json")
        }
        try CitizenConfiguration.write(
            service: "https://localhost:\(ports.service)",
            issuer: "https://localhost:\(ports.digid)", trustFolder: "\(folder)/pki/trust",
            to: CitizenHome(path: "\(folder)/citizen"))
    }

    /// The configuration file of a program.
    package func configuration(_ name: String) -> String {
        "\(folder)/config/\(name).json"
    }

    /// The citizen's home.
    package var citizenHome: String { "\(folder)/citizen" }
}
