import BlueButton
import StrictJSON

/// A claim that an income is at most a limit, in plain words: all that a release would give away,
/// and nothing that sounds like more.
struct LimitText {
    /// What a claim about a limit says.
    struct Told: Hashable {
        /// The limit's name, such as `daeb-2026-eenpersoons`.
        let limit: String
        let amount: String
        /// The year of the income.
        let incomeYear: Int64
        let isIndexed: Bool
        let isUnder: Bool
        /// The version of the limits.
        let version: String
    }

    let lines: [String]
    /// nil where nothing can be said.
    let told: Told?

    /// nil for every other claim, and for one whose members are not as prescribed.
    init?(claim name: String, _ value: JSONValue, texts: Texts) {
        guard let limit = Self.limit(of: name) else { return nil }
        guard value != .null else {
            lines = ["\(texts.claim(DisplayText(name).text)): \(texts.limitUnknown)"]
            told = nil
            return
        }
        let reader = JSONReader(value)
        do throws(JSONShapeError) {
            try reader.exactly([
                "limit", "amount", "belastingjaar", "indexed", "under", "limits_version",
            ])
            guard try reader.string("limit") == limit else { return nil }
            let told = Told(
                limit: DisplayText(limit).text,
                amount: ClaimText.grouped(try reader.integer("amount"), texts.language),
                incomeYear: try reader.integer("belastingjaar"),
                isIndexed: try reader.bool("indexed"), isUnder: try reader.bool("under"),
                version: DisplayText(try reader.string("limits_version")).text)
            lines = [
                texts.isUnder(
                    amount: told.amount, of: "\(told.incomeYear)",
                    answer: told.isUnder ? texts.yes : texts.no),
                "  \(texts.limit): \(texts.limit(told.limit))",
                "  \(texts.indexed(told.isIndexed))",
                "  \(texts.limitsVersion): \(told.version)",
            ]
            self.told = told
        } catch {
            return nil
        }
    }

    /// The limit that a claim is about; nil for another claim.
    static func limit(of name: String) -> String? {
        name.hasPrefix("onder-") ? String(name.dropFirst(6)) : nil
    }
}
