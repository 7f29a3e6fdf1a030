import BlueButton
import DocumentCheck

/// A verification as a checklist: by document, the verdict first; at the end how many checks hold,
/// and what could not be checked.
struct ChecklistText {
    let checks: [CheckLine]
    let texts: Texts
    /// Whether lines are broken for a terminal; otherwise there is one line per check.
    let isWrapped: Bool

    var lines: [String] {
        let documents = checks.map(\.document).reduce(into: [String]()) { seen, name in
            if !seen.contains(name) { seen.append(name) }
        }
        return documents.flatMap { name in
            (name.isEmpty ? [] : [name])
                + checks.filter { $0.document == name }.flatMap { line($0) } + [""]
        } + summary
    }

    private func line(_ check: CheckLine) -> [String] {
        let name = check.check[texts.language]
        let detail = self.detail(of: check)
        switch check.verdict {
        case .ok: return row(texts.checked, name + detail)
        case .failed(let code, let expected):
            return row(
                texts.wrong, "\(name): \(texts.words(of: code, thrown: expected)) (\(code))")
        case .absent: return row(texts.notChecked, name + detail)
        case .note: return row(texts.note, name + detail)
        }
    }

    /// What is told of a check; its times by the reader's own clock where lines are for people.
    private func detail(of check: CheckLine) -> String {
        guard let detail = check.detail?[texts.language] else { return "" }
        guard isWrapped else { return ": \(detail)" }
        let told = detail.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) { match in
            (try? DocumentChecks.time(String(match.output))).map { texts.time($0) }
                ?? String(match.output)
        }
        return ": \(told)"
    }

    /// A verdict, and what it is about in a column beside it.
    private func row(_ verdict: String, _ text: String) -> [String] {
        let verdicts = [texts.checked, texts.wrong, texts.notChecked, texts.note]
        let width = (verdicts.map(\.count).max() ?? 0) + 2
        let label = "  " + verdict + String(repeating: " ", count: width - verdict.count)
        guard isWrapped else { return [label + text] }
        let column = String(repeating: " ", count: width + 2)
        let lines = Wrapping.lines(text, indent: column)
        return [label + (lines.first ?? column).dropFirst(column.count)] + lines.dropFirst()
    }

    private var summary: [String] {
        let failures = checks.count(where: \.isFailure)
        let fine = checks.count { $0.verdict == .ok }
        let absent = checks.filter { $0.verdict == .absent }
        var lines = [texts.checkSummary(fine: fine, failures: failures, absent: absent.count)]
        if !absent.isEmpty {
            lines.append(texts.couldNotCheck)
            lines += absent.flatMap { check in
                let detail = self.detail(of: check)
                let name = check.check[texts.language]
                let text = [check.document, name].filter { !$0.isEmpty }.joined(separator: ": ")
                return isWrapped ? Wrapping.item(text + detail) : ["- \(text)\(detail)"]
            }
        }
        let verdict = failures == 0 ? texts.allHolds : texts.notAllHolds
        return lines + (isWrapped ? Wrapping.lines(verdict) : [verdict])
    }
}
