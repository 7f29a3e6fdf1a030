/// Rows of a label and what belongs to it, the second column aligned, within 80 columns.
struct LabelledRows {
    let lines: [String]

    /// - Parameter rows: labels, and one or more values each.
    init(_ rows: [(label: String, values: [String])], indent: String = "  ") {
        let width = min(24, rows.map(\.label.count).max() ?? 0)
        lines = rows.flatMap { label, values in
            let column = indent + String(repeating: " ", count: width + 2)
            let wrapped = values.flatMap { value in
                // A value's second line stands in a little, where there is more than one value.
                Wrapping.lines(value, indent: column, hanging: values.count > 1 ? "  " : "")
            }
            guard let first = wrapped.first else { return ["\(indent)\(label)"] }
            guard label.count <= width else { return ["\(indent)\(label)"] + wrapped }
            let padding = String(repeating: " ", count: width - label.count + 2)
            return [indent + label + padding + first.dropFirst(column.count)]
                + wrapped.dropFirst()
        }
    }
}
