import BlueButton
import StrictJSON

/// All claims about limits, as a citizen reads them: those of one year together, and what is the
/// same for all of them once.
struct LimitsText {
    let claims: [(name: String, value: JSONValue)]
    let texts: Texts

    /// A claim, by the limit that it is about.
    private struct Row {
        let limit: String
        let told: LimitText.Told?

        var year: String {
            let parts = limit.split(separator: "-", omittingEmptySubsequences: false)
            return parts.count > 1 ? String(parts[1]) : limit
        }
    }

    /// What is the same for limits that stand together.
    private struct Heading: Hashable {
        let year: String
        let incomeYear: Int64
        let isIndexed: Bool
    }

    /// A block for each year; nil where a claim is not as prescribed, and has to be shown as it is.
    var blocks: [[String]]? {
        var rows: [Row] = []
        for (name, value) in claims {
            guard let limit = LimitText.limit(of: name),
                let text = LimitText(claim: name, value, texts: texts)
            else { return nil }
            rows.append(Row(limit: DisplayText(limit).text, told: text.told))
        }
        let years = rows.map(\.year).reduce(into: [String]()) { seen, year in
            if !seen.contains(year) { seen.append(year) }
        }
        let versions = Set(rows.compactMap { $0.told?.version }).sorted()
        let last = versions.isEmpty ? [] : [version(versions)]
        return years.map { year in block(rows.filter { $0.year == year }, of: year) } + last
    }

    private func version(_ versions: [String]) -> [String] {
        Wrapping.lines(
            "\(texts.limitsVersion): \(versions.joined(separator: ", "))", indent: "  ")
    }

    private func block(_ rows: [Row], of year: String) -> [String] {
        let told = rows.compactMap(\.told)
        guard !told.isEmpty else {
            return Wrapping.lines(
                "\(texts.limits(of: year)): \(texts.limitUnknown)", indent: "  ", hanging: "  ")
        }
        var headings: [Heading] = []
        for one in told.map({ heading($0, year) }) where !headings.contains(one) {
            headings.append(one)
        }
        let answered = headings.flatMap { heading in
            Wrapping.lines(
                texts.limits(of: year, income: "\(heading.incomeYear)") + ", "
                    + texts.indexedShort(heading.isIndexed) + ":", indent: "  ")
                + told.filter { self.heading($0, year) == heading }.flatMap { item($0) }
        }
        let unknown = rows.filter { $0.told == nil }.flatMap { row in
            Wrapping.item("\(texts.limitWithoutYear(row.limit)): \(texts.limitUnknown)", indent: "  ")
        }
        return answered + unknown
    }

    private func heading(_ told: LimitText.Told, _ year: String) -> Heading {
        Heading(year: year, incomeYear: told.incomeYear, isIndexed: told.isIndexed)
    }

    private func item(_ told: LimitText.Told) -> [String] {
        Wrapping.item(
            "\(texts.limitWithoutYear(told.limit)), \(texts.atMost(told.amount)): "
                + (told.isUnder ? texts.yes : texts.no), indent: "  ")
    }
}
