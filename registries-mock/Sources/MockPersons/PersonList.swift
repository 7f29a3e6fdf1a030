/// A person list (persoonslijst): what the population register holds about one person, current and
/// historic, by category (Logisch Ontwerp BRP).
package struct PersonList: Sendable, Hashable {
    /// A current occurrence of a category and its older versions, newest first.
    package struct Stack: Sendable, Hashable {
        package let current: Occurrence
        package internal(set) var history: [Occurrence] = []
    }

    /// The file's own name of the person list.
    package let id: String
    /// The line of the file on which it starts, counted from 1.
    package let line: Int
    private let stacks: [Int: [Stack]]

    package init(id: String, line: Int, stacks: [Int: [Stack]]) {
        self.id = id
        self.line = line
        self.stacks = stacks
    }

    /// All occurrences of a category with their history, in the file's order.
    package func stacks(_ category: Category) -> [Stack] {
        stacks[category.rawValue] ?? []
    }

    /// The current occurrences of a category that hold anything, in the file's order.
    package func current(_ category: Category) -> [Occurrence] {
        stacks(category).map(\.current).filter { !$0.isEmpty }
    }

    /// The one current occurrence of a category that occurs once; the first, where it repeats.
    package func first(_ category: Category) -> Occurrence? {
        current(category).first
    }

    /// The citizen service number; nil for the few person lists without.
    package var bsn: String? {
        first(.person)?["01.20"]
    }

    /// Whether the register delivers this person list: not when it was wiped (`W`) or removed as a
    /// mistake (`F`).
    package var isDelivered: Bool {
        let reason = first(.registration)?["67.20"]
        return reason != "W" && reason != "F"
    }
}
