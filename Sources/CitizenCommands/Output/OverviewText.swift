import BlueButton
import OpenSSL

/// An overview as a citizen reads it: who holds what, since when, why, how long, who else gets it.
struct OverviewText {
    let overview: Overview
    let directory: Directory
    let texts: Texts

    var lines: [String] {
        var lines = [texts.overviewTitle, ""]
        for row in overview.rows {
            lines.append(DisplayText(row.name).text)
            lines += body(of: row).map { "  " + $0 }
            lines.append("")
        }
        lines.append(
            texts.sealed(
                by: DisplayText(directory.service.name).text,
                at: overview.identity.issuedAt.description))
        lines.append(texts.noTimestamp)
        return lines
    }

    private func body(of row: OverviewRow) -> [String] {
        switch row.outcome {
        case .answered(let statement) where statement.holds:
            statement.holdings.flatMap { holding($0) }
        case .answered:
            [texts.holdsNothing]
        case .unavailable(let reason), .refused(let reason):
            [texts.unavailable(reason.code)]
        }
    }

    private func holding(_ holding: Holding) -> [String] {
        let language = texts.language
        var first = "- \(clean(holding.label[language])) (\(texts.records(holding.records)))"
        if let since = holding.since { first += ", \(texts.since) \(clean(since))" }
        var lines = [first]
        lines += Wrapping.lines(
            "\(texts.why): \(clean(holding.purpose[language])) "
                + "(\(texts.ground): \(clean(holding.legalBasis)))", indent: "    ")
        if let retention = holding.retention {
            lines.append("    \(texts.kept): \(DurationText.text(retention, language))")
        }
        if !holding.recipients.isEmpty {
            lines += Wrapping.lines(
                "\(texts.sharedWith): "
                    + holding.recipients.map { clean($0) }.joined(separator: ", "),
                indent: "    ")
        }
        return lines
    }

    private func clean(_ text: String) -> String { DisplayText(text).text }
}
