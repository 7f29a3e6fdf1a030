import BlueButton
import CitizenCommands
import Foundation
import OpenSSL
import PartySetup
import SchemeAuthority
import StrictJSON
import RegistriesMock
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
    /// Whether something stands in front of the gateways, by which documents can be broken.
    package let breaksDocuments: Bool
    /// The organisations beside BRP and BRI; nil: none.
    package let landscape: Landscape?

    /// Makes keys, seals the directory and writes every configuration file.
    ///
    /// - Parameter ports: where the parties listen; free ports where nil.
    package static func build(
        in folder: String, root: String, persons: String? = nil, listInterval: Int = 30,
        ports: StagePorts? = nil, breaksDocuments: Bool = false, landscape: Landscape? = nil
    ) async throws -> Stage {
        let ports = if let ports { ports } else { try await StagePorts.free() }
        let stage = Stage(
            folder: folder, ports: ports, root: root,
            persons: persons.map { URL(fileURLWithPath: $0).standardizedFileURL.path },
            listInterval: listInterval, breaksDocuments: breaksDocuments, landscape: landscape)
        try TextFile.makeFolder("\(folder)/config")
        try stage.makePKI(at: UnixTime.now())
        try stage.writeConfigurations()
        return stage
    }

    /// Builds a stage in a folder that is removed afterwards.
    package static func inPassing<Value: Sendable>(
        root: String, persons: String? = nil, breaksDocuments: Bool = false,
        landscape: Landscape? = nil, _ body: @Sendable (Stage) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("blauweknop-poc-\(UUID().uuidString)").path
        try TextFile.makeFolder(folder, isPrivate: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(
            build(
                in: folder, root: root, persons: persons, breaksDocuments: breaksDocuments,
                landscape: landscape))
    }

    private func makePKI(at now: UnixTime) throws {
        let parties = try TextFile.bytes("\(root)/certs/parties.json")
        let pki = try GeneratedPKI(
            PartyList(json: landscape?.parties(parties) ?? parties),
            listsAt: "https://localhost:\(ports.trustServices)", at: now)
        let folder = PKIFolder("\(folder)/pki")
        try folder.write(pki)
        let listed = try TextFile.bytes("\(root)/certs/directory.json")
        let plan = try DirectoryPlan(json: landscape?.directory(listed) ?? listed)
        var addresses = ports.addresses
        for organisation in landscape?.file.organisations ?? [] {
            addresses[organisation.slug] = "https://localhost:\(ports.registers)"
        }
        let directory = try plan.sealed(
            pki: pki, addresses: addresses, version: now.seconds, at: now)
        try folder.write(directory + "\n", "directory.jwt")
        guard breaksDocuments else { return }
        try FalseSeals.make(of: sources, in: folder, by: pki.description, at: now)
    }

    /// The gateways: the party whose seal they have, where the directory says that they are, and
    /// where they listen.
    package var gateways: [(party: String, front: Int, port: Int)] {
        var gateways = [
            (party: "brp", front: ports.brp, port: breaksDocuments ? ports.brpBehind : ports.brp),
            (party: "bri", front: ports.bri, port: breaksDocuments ? ports.briBehind : ports.bri),
        ]
        if landscape != nil {
            gateways.append(
                (
                    party: Landscape.gateway, front: ports.registers,
                    port: breaksDocuments ? ports.registersBehind : ports.registers
                ))
        }
        return gateways
    }

    /// The sources, by the parties whose seals they have.
    package var sources: [String] { Self.sources(with: landscape) }

    static func sources(with landscape: Landscape?) -> [String] {
        ["brp", "bri"] + (landscape?.file.organisations.map(\.slug) ?? [])
    }

    /// How long the parties wait for each other, and this program for them.
    package var patience: StagePatience {
        StagePatience(organisations: landscape?.file.organisations.count ?? 0)
    }

    /// The parties that run on this stage.
    package var parties: [PartyName] {
        PartyName.allCases.filter { $0 != .registers || landscape != nil }
    }

    /// Where a gateway listens.
    func gatewayPort(_ party: String) -> Int {
        gateways.first { $0.party == party }?.port ?? 0
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
