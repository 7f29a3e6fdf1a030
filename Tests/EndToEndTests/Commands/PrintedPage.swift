/// How the commands of one page are run: as they stand, unless it says otherwise.
struct PrintedPage {
    enum Handling {
        /// Something else is run in its place, mostly with what an earlier command printed.
        case run(String)
        /// It goes on beside the others; they wait until it has written this text.
        case beside(String, until: String)
        /// It is not run, for this reason.
        case left(String)
    }

    /// Below the project's folder.
    let path: String
    /// What is there before the page begins.
    var before: [String] = []
    var special: [String: Handling] = [:]

    /// A program for bash that runs these commands in the folder where it is started.
    ///
    /// `out` holds what they printed so far, so that a link, an address or an identifier of one can be
    /// handed to a later one, as a reader would.
    func script(for commands: [PrintedCommands.Command]) -> String {
        var lines = [Self.beginning] + before
        for command in commands {
            lines.append("step=\(Self.quoted("line \(command.line): \(command.text)"))")
            // What is awaited has to be written from here on.
            lines.append(#"from=$(wc -c <"$here/out")"#)
            switch special[command.text] {
            case nil: lines.append(Self.kept(command.text))
            case .run(let other): lines.append(Self.kept(other))
            case .beside(let text, let until):
                lines.append(
                    "exec_beside() { exec env \(text) >>\"$here/out\" 2>&1; }; exec_beside &")
                lines.append("await \(Self.quoted(until))")
            case .left: break
            }
        }
        lines.append("step=")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Runs a command in this very shell, so that `export` and `cd` stay.
    private static func kept(_ command: String) -> String {
        "{ \(command)\n} >\"$here/one\" 2>&1; cat \"$here/one\" >>\"$here/out\""
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: #"'\''"#) + "'"
    }

    private static let beginning = #"""
        set -eu
        here="$PWD"
        step=
        : >out
        ended() {
            code=$?
            jobs -p | xargs -r kill 2>/dev/null || true
            wait 2>/dev/null || true
            if [ -n "$step" ]; then
                echo "expected to end well: $step"
                tail -c 3000 "$here/one" 2>/dev/null || true
                echo "--- before it:"
                tail -c 3000 "$here/out"
                exit 1
            fi
            exit "$code"
        }
        trap ended EXIT
        await() {
            for _ in $(seq 900); do
                if tail -c "+$((from + 1))" "$here/out" | grep -q -- "$1"; then return 0; fi
                sleep 0.1
            done
            echo "expected within 90 s: $1"
            return 1
        }
        last() { grep -Eo -- "$1" "$here/out" | tail -n 1; }
        """#
}
