/// Which fields of a group were asked for, as dotted paths say.
struct FieldSelection: Equatable {
    /// The whole group was asked for, or the path ends here.
    private var isWhole = false
    private var children: [String: FieldSelection] = [:]

    init() {}

    init(_ paths: [String]) {
        for path in paths { add(path.split(separator: ".")[...]) }
    }

    private mutating func add(_ path: ArraySlice<Substring>) {
        guard let name = path.first else {
            isWhole = true
            return
        }
        children[String(name), default: FieldSelection()].add(path.dropFirst())
    }

    /// What was asked for below a field; nil where nothing was.
    func below(_ name: String) -> FieldSelection? {
        isWhole ? self : children[name]
    }

    /// Takes an alias for another name of a field into account: `verblijfplaatsBinnenland` asks for
    /// the `verblijfplaats` of those who live in the Netherlands.
    func resolving(_ alias: String, as name: String) -> FieldSelection {
        guard let asked = children[alias] else { return self }
        var resolved = self
        resolved.children[name] = children[name].map { $0.merged(with: asked) } ?? asked
        return resolved
    }

    private func merged(with other: FieldSelection) -> FieldSelection {
        var merged = self
        merged.isWhole = isWhole || other.isWhole
        merged.children.merge(other.children) { $0.merged(with: $1) }
        return merged
    }
}
