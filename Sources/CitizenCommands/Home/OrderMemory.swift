import BlueButton
import StrictJSON

/// Which organisation each order for data went to, as this device remembers it.
///
/// The access log names an order by its hash alone, so that nobody else can tell from it.
struct OrderMemory: Sendable {
    static let file = "orders.json"
    /// How many orders are remembered; the oldest are forgotten first.
    static let most = 500

    let home: CitizenHome

    /// The organisations by the hashes of the orders; none where the file cannot be read.
    var sources: [String: String] {
        all.reduce(into: [:]) { $0[$1.name] = $1.value.stringValue }
    }

    func keep(_ order: DocumentHash, for source: OIN) throws {
        var kept = JSONObject()
        for member in all.suffix(Self.most - 1) where member.name != order.text {
            kept[member.name] = member.value
        }
        kept[order.text] = .string(source.digits)
        try home.write(JSONValue.object(kept).text + "\n", Self.file)
    }

    private var all: [(name: String, value: JSONValue)] {
        let object = (try? home.json(Self.file))?.value.objectValue ?? [:]
        return object.map { (name: $0.name, value: $0.value) }
    }
}
