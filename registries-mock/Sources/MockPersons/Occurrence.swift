/// One occurrence of a category of a person list: the elements that have a value.
///
/// Elements are named by group and number as in the Logisch Ontwerp BRP, without the category:
/// `11.60` is the postcode of category 08.
package struct Occurrence: Sendable, Hashable {
    /// The line of the file it stands on, counted from 1.
    package let line: Int
    private let values: [String: String]

    package init(line: Int, values: [String: String]) {
        self.line = line
        self.values = values.filter { !$0.value.isEmpty }
    }

    /// The value of an element; nil where the file has none.
    package subscript(element: String) -> String? {
        values[element]
    }

    /// The value of an element as a date, as far as it is one; nil where there is none.
    package func date(_ element: String) -> PartialDate? {
        values[element].flatMap { PartialDate.tolerant($0) }
    }

    /// Whether no element has a value.
    package var isEmpty: Bool {
        values.isEmpty
    }

    /// Whether any element of a group (`11`) has a value.
    package func has(group: String) -> Bool {
        values.keys.contains { $0.hasPrefix(group + ".") }
    }
}
