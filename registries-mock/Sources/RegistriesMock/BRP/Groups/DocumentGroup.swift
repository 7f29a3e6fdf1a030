import StrictJSON

/// A group of fields of an answer, before it is known which of them were asked for.
///
/// The rules of delivery are the API's, the same for every group: a field that is under
/// investigation brings its flag in `inOnderzoek` and the date of the investigation with it; `type`
/// is always delivered; a group of which nothing asked for is known is an empty object.
struct DocumentGroup {
    /// What a field holds.
    enum Content {
        /// A text, number, code or date: delivered whole whichever of its parts was asked for.
        case value(JSONValue)
        case group(DocumentGroup)
        case list([DocumentGroup])
    }

    private struct Field {
        let name: String
        let content: Content
    }

    private struct Flag {
        let field: String
        let since: String
        let date: JSONValue?
    }

    private var fields: [Field] = []
    private var flags: [Flag] = []
    private var automatic: [Field] = []
    /// The name of the kind of group, where there are several.
    var type: String?
    /// It was established that the person does not live at the address (`089999`).
    var isNotAtAddress = false
    /// The fields that bring that flag with them; nil for all.
    var addressFields: Set<String>?
    /// The fields behind which the register has anything: asking for one of them gives at least an
    /// empty group. Nil where that holds for all.
    var grounds: Set<String>?

    /// Adds a field that has a value.
    mutating func add(_ name: String, _ value: JSONValue?) {
        if let value, value != .null { fields.append(Field(name: name, content: .value(value))) }
    }

    mutating func add(_ name: String, _ text: String?) {
        add(name, text.map { JSONValue.string($0) })
    }

    mutating func add(_ name: String, _ group: DocumentGroup?) {
        if let group { fields.append(Field(name: name, content: .group(group))) }
    }

    mutating func add(_ name: String, _ groups: [DocumentGroup]) {
        fields.append(Field(name: name, content: .list(groups)))
    }

    /// Adds a value that is delivered whether it was asked for or not, and cannot be asked for.
    mutating func deliver(_ name: String, _ value: JSONValue?) {
        if let value { automatic.append(Field(name: name, content: .value(value))) }
    }

    /// Marks fields as being under investigation.
    ///
    /// - Parameter fields: each field with the elements that it is made of.
    /// - Parameter since: the member of `inOnderzoek` for the date on which it began.
    mutating func investigate(
        _ investigation: Investigation?, since: String = "datumIngangOnderzoek",
        _ fields: KeyValuePairs<String, [String]>
    ) {
        guard let investigation else { return }
        for (field, elements) in fields where elements.contains(where: investigation.covers) {
            flags.append(Flag(field: field, since: since, date: investigation.since))
        }
    }

    /// The fields that were asked for.
    func delivered(_ selection: FieldSelection) -> JSONObject {
        var object = JSONObject()
        if let type { object["type"] = .string(type) }
        for field in fields {
            guard let asked = selection.below(field.name) else { continue }
            switch field.content {
            case .value(let value): object[field.name] = value
            case .group(let group):
                let delivered = group.delivered(asked)
                if !delivered.isEmpty || group.isGround(for: asked) {
                    object[field.name] = .object(delivered)
                }
            case .list(let groups):
                object[field.name] = .array(groups.map { .object($0.delivered(asked)) })
            }
        }
        if isNotAtAddress, addressFields.map({ selection.asksAny(of: Array($0)) }) ?? true {
            object["indicatieVastgesteldVerblijftNietOpAdres"] = true
        }
        for field in automatic {
            if case .value(let value) = field.content { object[field.name] = value }
        }
        let investigation = flagged(selection)
        if !investigation.isEmpty { object["inOnderzoek"] = .object(investigation) }
        return object
    }

    private func isGround(for asked: FieldSelection) -> Bool {
        grounds.map { asked.asksAny(of: Array($0)) } ?? true
    }

    private func flagged(_ selection: FieldSelection) -> JSONObject {
        var object = JSONObject()
        for flag in flags {
            let isType = type != nil && flag.field == "type"
            guard isType || selection.below(flag.field) != nil else { continue }
            object[flag.field] = true
            object[flag.since] = flag.date
        }
        return object
    }
}
