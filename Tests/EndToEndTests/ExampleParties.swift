import Foundation
import PartySetup
import ProofOfConcept
import TestKit

/// The parties of the story, each as its operator would set it up: the example files of
/// `docs/running` in a folder that stands for `/etc/blauweknop`, started as its systemd unit says.
struct ExampleParties {
    let stage: Stage
    let ground: Ground
    /// Where systemd would be told, for each party whose unit says that it is.
    private let sockets: [PartyName: NotifySocket]

    static let examples = "\(Ground.root)/docs/running"
    /// The first of the ports in the example files; the others follow it.
    private static let firstPort = 8440

    /// Makes keys and directory for the addresses of the example files, and copies the files.
    static func build(in ground: Ground) async throws -> ExampleParties {
        let stage = try await Stage.build(
            in: ground.folder, root: Ground.root, ports: StagePorts(from: firstPort))
        var sockets: [PartyName: NotifySocket] = [:]
        for party in stage.parties {
            guard try unit(of: party).isNotifying else { continue }
            sockets[party] = try NotifySocket("\(ground.folder)/\(party.rawValue).notify")
        }
        let parties = ExampleParties(stage: stage, ground: ground, sockets: sockets)
        try await parties.setUp()
        return parties
    }

    /// The parties as processes.
    ///
    /// With the system calls that their units leave them, where `UnitFilter` is possible.
    func running(programs: String) async throws -> PartiesAlone {
        var launches: [PartyName: PartiesAlone.Launch] = [:]
        for party in stage.parties { launches[party] = try await launch(party) }
        return PartiesAlone(stage, programs: programs) { [launches] in
            launches[$0] ?? PartiesAlone.Launch(arguments: [])
        }
    }

    /// The calls that a party's unit refused it.
    func refusedCalls(_ party: PartyName) throws -> String { try TextFile.text(trace(party)) }

    /// What a party told systemd first; nil where its unit says that it tells nothing.
    func firstNotice(_ party: PartyName) -> [String]? { sockets[party]?.next() }

    private static func unit(of party: PartyName) throws -> Unit {
        try Unit(file: "\(examples)/systemd/\(party.program).service")
    }

    private func trace(_ party: PartyName) -> String { "\(ground.folder)/\(party.rawValue).trace" }

    /// The folder that stands for a party's `/etc/blauweknop`.
    private func folder(_ party: PartyName) -> String { "\(ground.folder)/etc/\(party.rawValue)" }

    private func setUp() async throws {
        let ended = try await Command(
            path: "\(Self.examples)/set-up",
            arguments: ["\(ground.folder)/pki", "\(ground.folder)/etc"]
        ).run()
        guard ended.code == 0 else {
            throw StoryError("expected set-up to end well: \(ended.errors)")
        }
        try FileManager.default.removeItem(atPath: stage.citizenHome)
        try FileManager.default.moveItem(
            atPath: "\(ground.folder)/etc/citizen", toPath: stage.citizenHome)
    }

    /// What the party's unit says, with the test's folders in the place of the machine's.
    private func launch(_ party: PartyName) async throws -> PartiesAlone.Launch {
        let unit = try Self.unit(of: party)
        let words = unit.start.map {
            $0.replacingOccurrences(of: "/etc/blauweknop", with: folder(party))
                .replacingOccurrences(of: "/usr/share/blauweknop", with: Ground.root)
        }
        guard words.first == "/usr/bin/\(party.program)" else {
            throw StoryError("expected the unit to start \(party.program)")
        }
        var environment = unit.environment
        if let socket = sockets[party] { environment["NOTIFY_SOCKET"] = socket.name }
        if party != .mocks {
            environment["BLAUWEKNOP_DATA"] = "\(ground.folder)/data/\(party.rawValue)"
        }
        if party == .stadswonen {
            // A second corporation on the same machine: the same file, other addresses.
            environment["BLAUWEKNOP_LISTEN_PORT"] = "\(stage.ports.stadswonen)"
            environment["BLAUWEKNOP_PUBLIC_ORIGIN"] = "https://localhost:\(stage.ports.stadswonen)"
            environment["BLAUWEKNOP_BACKOFFICE_PORT"] = "\(stage.ports.stadswonenOffice)"
        }
        let filter = try await unit.filter()
        return PartiesAlone.Launch(
            arguments: Array(words.dropFirst()), environment: environment,
            tracer: filter?.tracer(log: trace(party)) ?? [])
    }

    /// What a systemd unit starts, with what environment, and which system calls it leaves it.
    struct Unit {
        let start: [String]
        let environment: [String: String]
        /// Whether systemd waits until the program says that it is ready.
        let isNotifying: Bool
        private let filters: [String]
        private let errorNumber: String?

        /// nil where nothing here can keep it.
        func filter() async throws -> UnitFilter? {
            guard UnitFilter.isPossible else { return nil }
            return try await UnitFilter(filters: filters, errorNumber: errorNumber)
        }

        init(file: String) throws {
            let lines = try TextFile.text(file).split(separator: "\n").map(String.init)
            func values(_ name: String) -> [String] {
                lines.filter { $0.hasPrefix("\(name)=") }.map {
                    String($0.dropFirst(name.count + 1))
                }
            }
            isNotifying = values("Type") == ["notify"]
            filters = values("SystemCallFilter")
            errorNumber = values("SystemCallErrorNumber").first
            start = values("ExecStart").first?.split(separator: " ").map(String.init) ?? []
            environment = values("Environment").reduce(into: [:]) { all, line in
                let halves = line.split(separator: "=", maxSplits: 1).map(String.init)
                if halves.count == 2 { all[halves[0]] = halves[1] }
            }
        }
    }
}
