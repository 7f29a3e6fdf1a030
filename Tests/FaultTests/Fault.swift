/// What happens to a program while it changes its files.
enum Fault: Sendable, Hashable, CustomStringConvertible {
    /// The kinds of call by which SQLite changes its files or makes the changes last.
    enum Call: String, Sendable {
        case write = "pwrite64"
        case sync = "fdatasync"
        case truncate = "ftruncate"
        case remove = "unlink"
    }

    /// The program's last act is one of its calls: which of its kind, counted in each thread.
    case death(Call, place: Int)
    /// One of its calls fails, or that one and all later ones.
    case error(Call, place: Int, name: String, lasts: Bool)
    /// It is killed from outside, so long after the first byte of a release was sent.
    case killed(milliseconds: Int)

    var description: String {
        switch self {
        case .death(let call, let place): "death at \(call.rawValue) \(place)"
        case .error(let call, let place, let name, let lasts):
            "\(name) at \(call.rawValue) \(place)\(lasts ? " and later" : "")"
        case .killed(let milliseconds): "killed after \(milliseconds) ms"
        }
    }

    /// How strace makes it so, for calls on these files alone; nil where it is not needed.
    func arguments(files: [String], log: String) -> [String]? {
        let (call, injection): (Call, String)
        switch self {
        case .death(let kind, let place):
            (call, injection) = (kind, "signal=KILL:when=\(place)")
        case .error(let kind, let place, let name, let lasts):
            (call, injection) = (kind, "error=\(name):when=\(place)\(lasts ? "+" : "")")
        case .killed:
            return nil
        }
        // A grandchild traces, so that the program itself is the process that was started.
        return ["-D", "-f", "-qq", "--seccomp-bpf", "-o", log]
            + files.flatMap { ["-P", $0] }
            + [
                "-e", "trace=\(call.rawValue)", "-e",
                "inject=\(call.rawValue):\(injection)",
            ]
    }
}
