import CrashKit
import Foundation

/// Which faults a run plays: some in every build, thousands by `scripts/faults`.
struct FaultPlan {
    /// How many faults strike in each test at most, and a third of them at least: where a
    /// program makes fewer calls than planned for, a fault finds nothing to strike.
    static let points =
        ProcessInfo.processInfo.environment["BLAUWEKNOP_FAULT_POINTS"].flatMap(Int.init) ?? 30

    /// Debian's strace.
    static let strace = "/usr/bin/strace"

    /// Whether the built programs are handed over, and strace can put faults into them.
    static let isPossible: Bool =
        ProcessInfo.processInfo.environment["BLAUWEKNOP_PROGRAMS"] != nil && canTrace()

    /// What a plan's faults do.
    enum Kind {
        case deaths
        case errors
    }

    private let kind: Kind
    private var chance: Chance
    private var count = 0

    init(_ kind: Kind, seed: UInt64) {
        self.kind = kind
        chance = Chance(seed: seed)
    }

    /// The next fault: the first calls of each kind one by one, then anywhere among those that a
    /// run makes.
    mutating func next() -> Fault {
        defer { count += 1 }
        let calls: [Fault.Call] = [
            .write, .sync, .write, .sync, .write, .truncate, .write, .remove,
        ]
        let call = calls[count % calls.count]
        let span =
            switch call {
            case .write: 36
            case .sync: 3
            case .truncate, .remove: 1
            }
        let round = count / calls.count + 1
        let place = round <= span / 2 ? round : Int.random(in: 1...span, using: &chance)
        switch kind {
        case .deaths:
            if count % 7 == 6 {
                return .killed(milliseconds: Int.random(in: 0...250, using: &chance))
            }
            return .death(call, place: place)
        case .errors:
            let isFull = call == .write && chance.isHeads()
            return .error(
                call, place: place, name: isFull ? "ENOSPC" : "EIO", lasts: chance.isHeads())
        }
    }

    /// Containers may forbid tracing.
    private static func canTrace() -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: strace)
        process.arguments = ["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync", "true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
