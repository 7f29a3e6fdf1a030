import MockPersons
import StrictJSON

/// What of an occurrence is under investigation (LO3 group 83).
struct Investigation {
    /// Six digits: category, group and element; zeros where it covers all of them.
    private let scope: String
    /// The day on which it began.
    let since: JSONValue?

    /// The investigation of an occurrence; nil without one, or with one that has ended.
    init?(_ occurrence: Occurrence?) {
        guard let occurrence, let scope = occurrence["83.10"], scope.utf8.count == 6,
            occurrence["83.30"] == nil
        else { return nil }
        self.scope = scope
        since = occurrence.date("83.20").map(DutchDate.json)
    }

    /// Established that the person does not live at the address: then all of it counts.
    var isNotAtAddress: Bool {
        scope == "089999"
    }

    /// Whether an element (`11.60`) is under investigation.
    func covers(_ element: String) -> Bool {
        let covered = scope.dropFirst(2)
        let (group, number) = (covered.prefix(2), covered.suffix(2))
        if isNotAtAddress || group == "00" { return true }
        return element.prefix(2) == group && (number == "00" || element.suffix(2) == number)
    }
}

extension Occurrence {
    /// Whether the register has anything of some groups, or is looking into the occurrence: then
    /// what is made of them is delivered when asked for, be it empty.
    func concerns(_ groups: String...) -> Bool {
        groups.contains { has(group: $0) } || Investigation(self) != nil
    }
}
