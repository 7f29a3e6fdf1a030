import BlueButton
import OpenSSL
import Trust

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
        lines += Wrapping.lines(
            texts.sealed(
                by: DisplayText(directory.service.name).text,
                at: overview.identity.issuedAt.description))
        lines += Wrapping.lines(timestamp)
        return lines
    }

    /// Whose timestamp the overview has, or that it has none.
    private var timestamp: String {
        guard let timestamp = overview.timestamp else { return texts.noTimestamp }
        let authority = timestamp.certificates.first.flatMap(\.commonName) ?? ""
        return texts.timestamped(
            by: DisplayText(authority).text, at: timestamp.time.description)
    }

    private func body(of row: OverviewRow) -> [String] {
        switch row.outcome {
        case .answered(let statement) where statement.holds:
            groups(of: statement.holdings).flatMap { group($0) }
        case .answered:
            [texts.holdsNothing]
        case .unavailable(let reason), .refused(let reason):
            [texts.unavailable(reason.code)]
        }
    }

    /// Holdings that have the same reason, law, retention and recipients, in their order: what is
    /// the same for all is told once.
    private func groups(of holdings: [Holding]) -> [[Holding]] {
        var groups: [[Holding]] = []
        for holding in holdings {
            let place = groups.firstIndex { other in
                other[0].purpose == holding.purpose && other[0].legalBasis == holding.legalBasis
                    && other[0].retention == holding.retention
                    && other[0].recipients == holding.recipients
            }
            if let place { groups[place].append(holding) } else { groups.append([holding]) }
        }
        return groups
    }

    private func group(_ holdings: [Holding]) -> [String] {
        let language = texts.language
        var lines = holdings.map { holding in
            let since = holding.since.map { ", \(texts.since) \(clean($0))" } ?? ""
            return "- \(clean(holding.label[language])) (\(texts.records(holding.records)))\(since)"
        }
        let common = holdings[0]
        lines += Wrapping.lines(
            "\(texts.why): \(clean(common.purpose[language])) "
                + "(\(texts.ground): \(clean(common.legalBasis)))", indent: "    ")
        if let retention = common.retention {
            lines.append("    \(texts.kept): \(DurationText.text(retention, language))")
        }
        if !common.recipients.isEmpty {
            lines += Wrapping.lines(
                "\(texts.sharedWith): "
                    + common.recipients.map { clean($0) }.joined(separator: ", "),
                indent: "    ")
        }
        return lines
    }

    private func clean(_ text: String) -> String { DisplayText(text).text }
}
