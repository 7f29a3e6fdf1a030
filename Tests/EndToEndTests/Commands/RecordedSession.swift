/// A terminal session as it is printed in the README: commands behind `$ `, and what they wrote.
struct RecordedSession {
    private let lines: [String]

    init(_ lines: [String]) {
        var lines = lines
        while lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    private var commands: [String] {
        lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
    }

    /// The words without what is another each time, or breaks lines elsewhere: times, dates, numbers,
    /// identifiers, links.
    var lasting: [String] {
        lines.joined(separator: " ")
            .replacing(/openid4vp:[^ ']+/, with: "LINK")
            .replacing(/[A-Za-z0-9_-]{22,}/, with: "ID")
            .replacing(/\d{1,2} [A-Z][a-z]+ \d{4}/, with: "DATE")
            .replacing(/\d+/, with: "0")
            .split(separator: " ").map(String.init)
    }

    /// A program for bash that plays the commands over parties that run, with someone logged in, and
    /// writes the session to `session.txt`.
    var script: String {
        var script = #"""
            set -eu
            here="$PWD"
            trap 'jobs -p | xargs -r kill 2>/dev/null || true; wait 2>/dev/null || true' EXIT
            export PATH="$here/.build/debug:$PATH" BLAUWEKNOP_HOME="$here/.blauweknop-poc/citizen" LC_ALL=C.UTF-8 TZ=Europe/Amsterdam
            await() { for _ in $(seq 900); do grep -q -- "$1" "$2" && return 0; sleep 0.1; done; return 1; }
            blauweknop-poc up --organisations 0 >up 2>&1 &
            await 'All parties run' up
            blauweknop login >login 2>&1 &
            login=$!
            await 'https://' login
            blauweknop-poc sign-in "$(grep -Eo 'https://[^ ]+' login | tail -n 1)" >/dev/null
            wait "$login"

            """#
        for command in commands {
            let typed = command.replacing(
                /'?openid4vp:[^ ']+'?/,
                with: #""$(grep -Eo '^openid4vp://[^ ]+' session.txt | tail -n 1)""#)
            script += "printf '%s\\n' '$ \(command.replacing("'", with: #"'\''"#))' >>session.txt\n"
            script += "\(typed) >>session.txt 2>&1\n"
        }
        return script
    }
}
