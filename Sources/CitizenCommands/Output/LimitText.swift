import BlueButton
import StrictJSON

/// A claim that an income is at most a limit, in plain words: all that a release would give away,
/// and nothing that sounds like more.
struct LimitText {
    let lines: [String]

    /// nil for every other claim, and for one whose members are not as prescribed.
    init?(claim name: String, _ value: JSONValue, texts: Texts) {
        guard let limit = Self.limit(of: name) else { return nil }
        guard value != .null else {
            lines = ["\(texts.claim(DisplayText(name).text)): \(texts.limitUnknown)"]
            return
        }
        let reader = JSONReader(value)
        do throws(JSONShapeError) {
            try reader.exactly([
                "limit", "amount", "belastingjaar", "indexed", "under", "limits_version",
            ])
            guard try reader.string("limit") == limit else { return nil }
            let amount = ClaimText.grouped(try reader.integer("amount"), texts.language)
            let year = try reader.integer("belastingjaar")
            lines = [
                texts.isUnder(
                    amount: amount, of: "\(year)",
                    answer: try reader.bool("under") ? texts.yes : texts.no),
                "  \(texts.limit): \(texts.limit(DisplayText(limit).text))",
                "  \(texts.indexed(try reader.bool("indexed")))",
                "  \(texts.limitsVersion): \(DisplayText(try reader.string("limits_version")))",
            ]
        } catch {
            return nil
        }
    }

    private static func limit(of name: String) -> String? {
        name.hasPrefix("onder-") ? String(name.dropFirst(6)) : nil
    }
}
