import Foundation
import ProofOfConcept
import TestKit

/// The system calls that a systemd unit leaves to its program, kept by strace where no systemd runs.
///
/// As systemd does it: what the filter names, less what it takes away, and what is always allowed;
/// every other call fails with the unit's error number, or ends the program where it has none.
struct UnitFilter {
    /// Debian's strace, and systemd's own word for what is in a group.
    private static let strace = "/usr/bin/strace"
    private static let analyze = "/usr/bin/systemd-analyze"

    /// Whether both are installed.
    static let isPossible = [strace, analyze].allSatisfy {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private let allowed: Set<String>
    private let refusal: String

    /// - Parameters:
    ///   - filters: the values of `SystemCallFilter`, in their order.
    ///   - errorNumber: the value of `SystemCallErrorNumber`, where there is one.
    init(filters: [String], errorNumber: String?) async throws {
        var allowed: Set<String> = []
        for filter in filters {
            let isTaken = filter.hasPrefix("~")
            for name in filter.drop(while: { $0 == "~" }).split(separator: " ") {
                let calls = try await Self.calls(String(name))
                if isTaken { allowed.subtract(calls) } else { allowed.formUnion(calls) }
            }
        }
        guard !allowed.isEmpty else { throw StoryError("expected a filter that allows something") }
        self.allowed = allowed.union(try await Self.calls("@default"))
        refusal = errorNumber.map { "error=\($0)" } ?? "signal=SYS"
    }

    /// What stands before a program so that it has these calls alone.
    ///
    /// - Parameter log: takes the calls that were refused.
    func tracer(log: String) -> [String] {
        // A question mark passes over the names of other machines.
        let others = "!" + allowed.sorted().map { "?\($0)" }.joined(separator: ",")
        return [
            // A grandchild traces, so that the program itself is the process that was started.
            Self.strace, "-D", "-f", "-qq", "--seccomp-bpf", "-o", log, "-e", "trace=\(others)",
            "-e", "inject=\(others):\(refusal)",
        ]
    }

    private static func calls(_ name: String) async throws -> Set<String> {
        guard name.hasPrefix("@") else { return [name] }
        let told = try await Command(path: analyze, arguments: ["syscall-filter", name]).run()
        var calls: Set<String> = []
        for line in told.output.split(separator: "\n").dropFirst() {
            let word = line.drop { $0 == " " }
            if !word.hasPrefix("#") { calls.formUnion(try await Self.calls(String(word))) }
        }
        guard !calls.isEmpty else { throw StoryError("expected systemd to know \(name)") }
        return calls
    }
}
