/// The variables of the environment by which a program's settings can be given.
///
/// The prefix belongs to no program alone: `BLAUWEKNOP_HOME` is the citizen's, and where several
/// programs share an environment each has settings that the others do not know. So a variable is
/// taken for a misspelt setting only where it is near one, or begins with the same word as one:
/// `LISTEN_PROT`, `TLS_CHAIN`. No two programs have settings that begin with the same word and are
/// not both's.
struct VariableNames {
    /// Those of the settings, without the prefix.
    private let known: Set<String>
    private let prefix: String

    /// - Parameter keys: the settings' names, such as `tls.key`.
    init(keys: Set<String>, prefix: String) {
        known = Set(keys.map { $0.uppercased().replacing(".", with: "_") })
        self.prefix = prefix.uppercased() + "_"
    }

    /// The first variable, by name, that is a misspelt setting, and the settings that it could be.
    func misspelt(
        in environment: some Sequence<String>
    ) -> (variable: String, meant: [String])? {
        for variable in strange(in: environment) {
            let name = variable.dropFirst(prefix.count).uppercased()
            if let near = NearName.of(name, among: known) { return (variable, [prefix + near]) }
            let sharing = known.filter { Self.firstWord($0) == Self.firstWord(name) }
            if !sharing.isEmpty { return (variable, sharing.sorted().map { prefix + $0 }) }
        }
        return nil
    }

    /// The variables with the prefix that are no setting, by name.
    func strange(in environment: some Sequence<String>) -> [String] {
        environment.filter {
            $0.hasPrefix(prefix) && !known.contains(String($0.dropFirst(prefix.count)))
        }.sorted()
    }

    private static func firstWord(_ name: String) -> Substring { name.prefix { $0 != "_" } }
}
