/// Which fields of a group were asked for, as dotted paths say.
struct FieldSelection: Equatable {
    private var children: [String: FieldSelection] = [:]

    init() {}

    /// A group that is named whole stands for all its fields in the tree, but not for those that
    /// are delivered unasked.
    init(_ paths: [String], in tree: FieldTree) {
        for path in paths { add(path.split(separator: ".")[...], in: tree) }
    }

    private mutating func add(_ path: ArraySlice<Substring>, in tree: FieldTree) {
        guard case .group(let fields) = tree else { return }
        guard let name = path.first else {
            for (name, below) in fields {
                if case .automatic = below { continue }
                children[name, default: FieldSelection()].add([], in: below)
            }
            return
        }
        guard let below = fields[String(name)] else { return }
        children[String(name), default: FieldSelection()].add(path.dropFirst(), in: below)
    }

    /// What was asked for below a field; nil where nothing was.
    func below(_ name: String) -> FieldSelection? {
        children[name]
    }

    /// Whether any of some paths of one or two names was asked for.
    func asksAny(of paths: [String]) -> Bool {
        paths.contains { path in
            let names = path.split(separator: ".").map(String.init)
            return names.dropFirst().reduce(below(names[0])) { $0?.below($1) } != nil
        }
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
        merged.children.merge(other.children) { $0.merged(with: $1) }
        return merged
    }
}
