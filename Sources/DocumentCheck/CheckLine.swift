package import BlueButton
package import StrictJSON

/// One line of a verification: which document, which check, and what came of it.
package struct CheckLine: Sendable, Equatable {
    package enum Verdict: Sendable, Equatable {
        /// The check was made and holds.
        case ok
        /// The check does not hold: why, and what was expected.
        case failed(code: String, expected: String)
        /// There is nothing to check: the part is not among the files, or was never made.
        case absent
        /// Nothing was checked; something that the reader should know.
        case note
    }

    /// The document's file; empty where a line is about all of them.
    package let document: String
    /// What was looked at.
    package let check: LocalizedText
    package let verdict: Verdict
    /// What was found, safe to show; nil where there is nothing to tell.
    package let detail: LocalizedText?

    init(
        _ document: String, _ check: LocalizedText, _ verdict: Verdict,
        detail: LocalizedText? = nil
    ) {
        self.document = document
        self.check = check
        self.verdict = verdict
        self.detail = detail
    }

    init(
        _ document: String, _ check: CheckName, _ verdict: Verdict, detail: LocalizedText? = nil
    ) {
        self.init(document, check.words, verdict, detail: detail)
    }

    package var isFailure: Bool {
        if case .failed = verdict { true } else { false }
    }

    /// The line in one language: `FILE: CHECK: ok`, `FAIL code: what was expected`, or `absent`.
    package func text(in language: Language) -> String {
        let detail = detail?[language]
        let outcome =
            switch verdict {
            case .ok: detail.map { "ok, \($0)" } ?? "ok"
            case .failed(let code, let expected): "FAIL \(code): \(expected)"
            case .absent: detail.map { "absent, \($0)" } ?? "absent"
            case .note: detail ?? ""
            }
        return ([document, check[language], outcome].filter { !$0.isEmpty })
            .joined(separator: ": ")
    }

    /// The line in English.
    package var text: String { text(in: .en) }

    /// The line for machines, in English.
    package var json: JSONValue {
        var object: JSONObject = ["document": .string(document), "check": .string(check.en)]
        switch verdict {
        case .ok: object["verdict"] = "ok"
        case .failed(let code, let expected):
            object["verdict"] = "fail"
            object["code"] = .string(code)
            object["expected"] = .string(expected)
        case .absent: object["verdict"] = "absent"
        case .note: object["verdict"] = "note"
        }
        if let detail { object["detail"] = .string(detail.en) }
        return .object(object)
    }
}
