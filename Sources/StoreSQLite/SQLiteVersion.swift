/// The version of the SQLite library, and what it means for what we promise.
struct SQLiteVersion: Comparable, CustomStringConvertible {
    /// STRICT tables (sqlite.org/stricttables.html).
    static let oldestUsable = SQLiteVersion(3, 37, 0)
    /// The first without the fault that loses committed writes in WAL mode.
    static let withoutWriteLoss = SQLiteVersion(3, 51, 3)

    private let numbers: [Int]

    init(_ major: Int, _ minor: Int, _ patch: Int) {
        numbers = [major, minor, patch]
    }

    /// Reads `3.40.1`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".").map { Int($0) }
        guard parts.count == 3, let major = parts[0], let minor = parts[1], let patch = parts[2]
        else { return nil }
        self.init(major, minor, patch)
    }

    var description: String { numbers.map(String.init).joined(separator: ".") }

    /// What whoever runs the program should know of this version; nil where there is nothing.
    ///
    /// Versions before 3.51.3 can lose committed writes where two connections write and checkpoint
    /// at once. Ours cannot: one connection writes, the others only read, and the folder's lock
    /// keeps other programs of ours out. What remains is a person with a database tool.
    var warning: String? {
        guard self < Self.withoutWriteLoss else { return nil }
        return """
            SQLite \(self) can lose committed writes in WAL mode when two connections write and \
            checkpoint at once (fixed in \(Self.withoutWriteLoss)). This program is safe from it: \
            one connection writes, and the data folder is locked. Open the database with no other \
            program while this one runs.
            """
    }

    static func < (left: SQLiteVersion, right: SQLiteVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}
