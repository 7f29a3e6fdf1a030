import Foundation
import TestKit

/// Runs a program at a terminal of its own, as a person sits at one: Python's `pty` plays the terminal.
struct PseudoTerminal {
    /// What is waited for, and what is then typed; with a return, but after Ctrl-C.
    struct Turn: Sendable {
        let sees: String
        let types: String
    }

    static let isThere = Command.isThere("python3")

    let path: String
    let arguments: [String]
    var environment: [String: String] = [:]

    /// Reads until each text is there, types, reads on to the end; writes out all that was shown.
    ///
    /// What does not come within a minute ends the program, and the exit code is 124.
    private static let player = """
        import os, pty, select, signal, sys, time
        turns = [sys.argv[1:1 + 2 * int(os.environ['TURNS'])][i:i + 2] for i in range(
            0, 2 * int(os.environ['TURNS']), 2)]
        command = sys.argv[1 + 2 * len(turns):]
        pid, fd = pty.fork()
        if pid == 0:
            os.execv(command[0], command)
        shown, seen = b'', 0
        def read(until):
            global shown
            try:
                if not select.select([fd], [], [], max(0, until - time.monotonic()))[0]:
                    os.kill(pid, signal.SIGKILL)
                    sys.stdout.buffer.write(shown)
                    sys.exit(124)
                more = os.read(fd, 65536)
            except OSError:
                more = b''
            shown += more
            return bool(more)
        for sees, types in turns:
            until = time.monotonic() + 60
            while shown.find(sees.encode(), seen) < 0:
                if not read(until): break
            seen = shown.find(sees.encode(), seen) + len(sees.encode())
            os.write(fd, types.encode() + (b'' if types == '\\x03' else b'\\n'))
        while read(time.monotonic() + 60): pass
        sys.stdout.buffer.write(shown)
        sys.stdout.flush()
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """

    func play(_ turns: [Turn]) async throws -> Command.Ended {
        var all = environment
        all["TURNS"] = String(turns.count)
        return try await Command(
            path: "/usr/bin/env",
            arguments: ["python3", "-c", Self.player] + turns.flatMap { [$0.sees, $0.types] }
                + [path] + arguments,
            environment: all
        ).run()
    }
}
