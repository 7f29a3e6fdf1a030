import StrictJSON

/// A query that was found in order.
struct PersonQuery {
    let kind: QueryKind
    /// The numbers asked for; empty for a search.
    let bsns: [String]
    /// The values of the other parameters, by name.
    let values: [String: String]
    let fields: FieldSelection

    /// Whether a search finds those who died, too.
    var includesDeceased: Bool { values[QueryParameter.deceased] == "true" }

    /// Reads a query; all that is wrong with it is reported at once.
    init(_ body: JSONObject) throws(RegistryProblem) {
        guard let type = body["type"] else { throw .wrong([.required("type")]) }
        guard let kind = type.stringValue.flatMap({ QueryKind(rawValue: $0) }) else {
            throw .wrong([
                .init(code: "value", name: "type", reason: "Waarde is geen geldig zoek type.")
            ])
        }
        self.kind = kind
        var wrong: [RegistryProblem.Parameter] = []
        var known: Set = ["type", "fields"]
        if kind == .numbers {
            known.insert("burgerservicenummer")
            bsns = Self.texts(body, "burgerservicenummer", maximum: 20, wrong: &wrong) {
                TextPattern.bsn.matches($0) ? nil : .pattern($1, TextPattern.bsn.rawValue)
            }
        } else {
            bsns = []
        }
        var values: [String: String] = [:]
        for parameter in kind.parameters {
            known.insert(parameter.name)
            values[parameter.name] = parameter.read(body, wrong: &wrong)
        }
        self.values = values
        let tree = kind.tree
        let paths = Self.texts(body, "fields", maximum: 130, wrong: &wrong) {
            Self.check($0, $1, tree: tree)
        }
        for name in body.names where !known.contains(name) { wrong.append(.unknown(name)) }
        guard wrong.isEmpty else { throw .wrong(wrong) }
        fields = FieldSelection(paths, in: tree)
    }

    private static func texts(
        _ body: JSONObject, _ name: String, maximum: Int,
        wrong: inout [RegistryProblem.Parameter],
        check: (String, String) -> RegistryProblem.Parameter?
    ) -> [String] {
        guard let value = body[name], value != .null else {
            wrong.append(.required(name))
            return []
        }
        guard let items = value.arrayValue else {
            wrong.append(.notArray(name))
            return []
        }
        guard !items.isEmpty else {
            wrong.append(.tooFew(name))
            return []
        }
        guard items.count <= maximum else {
            wrong.append(.tooMany(name, maximum))
            return []
        }
        return items.enumerated().map { position, item in
            let text = item.stringValue ?? ""
            if let parameter = check(text, "\(name)[\(position)]") { wrong.append(parameter) }
            return text
        }
    }

    private static func check(
        _ path: String, _ name: String, tree: FieldTree
    ) -> RegistryProblem.Parameter? {
        guard TextPattern.field.matches(path) else {
            return .pattern(name, TextPattern.field.rawValue)
        }
        return switch tree.verdict(on: path) {
        case .known: nil
        case .notAllowed:
            .init(
                code: "fields", name: name, reason: "Parameter bevat een niet toegestane veldnaam.")
        case .unknown:
            .init(
                code: "fields", name: name, reason: "Parameter bevat een niet bestaande veldnaam.")
        }
    }
}
