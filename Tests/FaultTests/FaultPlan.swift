import CrashKit
import Foundation

/// Which faults a run plays: some in every build, thousands by `scripts/faults`.
struct FaultPlan {
    /// How many faults strike in each of the four tests: more than a hundred in all.
    static let points =
        ProcessInfo.processInfo.environment["BLAUWEKNOP_FAULT_POINTS"].flatMap(Int.init) ?? 26

    /// How many faults are tried at most until so many have struck: where a program makes fewer
    /// calls than planned for, a fault finds nothing to strike.
    private static let tries = 4 * points

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
    /// How many have struck.
    private(set) var strikes = 0
    /// How often each kind of call had its turn.
    private var turns: [Fault.Call: Int] = [:]
    /// How many calls of each kind a run makes, as far as is known.
    private var spans: [Fault.Call: Int] = [.write: 36, .sync: 3, .truncate: 1, .remove: 1]

    init(_ kind: Kind, seed: UInt64) {
        self.kind = kind
        chance = Chance(seed: seed)
    }

    /// The next fault: the first calls of each kind one by one, then anywhere among those that a
    /// run makes; nil when enough have struck, or too many were tried.
    mutating func next() -> Fault? {
        guard strikes < Self.points, count < Self.tries else { return nil }
        defer { count += 1 }
        if kind == .deaths, count % 7 == 6 {
            return .killed(milliseconds: Int.random(in: 0...250, using: &chance))
        }
        let calls: [Fault.Call] = [
            .write, .sync, .write, .sync, .write, .truncate, .write, .remove,
        ].filter { spans[$0] ?? 0 > 0 }
        let call = calls[count % calls.count]
        let span = spans[call] ?? 1
        let turn = (turns[call] ?? 0) + 1
        turns[call] = turn
        let place = turn <= span / 2 ? turn : Int.random(in: 1...span, using: &chance)
        switch kind {
        case .deaths:
            return .death(call, place: place)
        case .errors:
            let isFull = call == .write && chance.isHeads()
            return .error(
                call, place: place, name: isFull ? "ENOSPC" : "EIO", lasts: chance.isHeads())
        }
    }

    /// Counts what struck, and looks earlier in a run for what did not.
    mutating func learn(_ fault: Fault, hasStruck: Bool) {
        if hasStruck {
            strikes += 1
            return
        }
        switch fault {
        case .death(let call, let place), .error(let call, let place, _, _):
            let span = spans[call] ?? 1
            let nearer = place < span ? (span + place) / 2 : place - 1
            spans[call] = call == .write || call == .sync ? max(1, nearer) : nearer
        case .killed: break
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
