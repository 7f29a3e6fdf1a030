import BlueButton

/// The arguments of a call, where a consent's id may begin with a dash, and would be taken for an
/// option: this program draws none that does, another implementation may.
enum ConsentArguments {
    private static let commands: Set = ["withdraw", "confirm"]

    /// The same arguments, with ids that begin with a dash behind `--`.
    ///
    /// - Parameter arguments: those of the call, without the program's name.
    static func readable(_ arguments: [String]) -> [String] {
        guard let command = arguments.first, commands.contains(command),
            !arguments.contains("--")
        else { return arguments }
        let isID = { (word: String) in word.hasPrefix("-") && (try? DocumentID(word)) != nil }
        let ids = arguments.filter(isID)
        return ids.isEmpty ? arguments : arguments.filter { !isID($0) } + ["--"] + ids
    }
}
