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

    /// The document's file.
    package let document: String
    /// What was looked at.
    package let check: String
    package let verdict: Verdict
    /// What was found, safe to show; nil where there is nothing to tell.
    package let detail: String?

    init(_ document: String, _ check: String, _ verdict: Verdict, detail: String? = nil) {
        self.document = document
        self.check = check
        self.verdict = verdict
        self.detail = detail
    }

    package var isFailure: Bool {
        if case .failed = verdict { true } else { false }
    }

    /// The line for people: `FILE: CHECK: ok`, `FAIL code: what was expected`, or `absent`.
    package var text: String {
        let outcome =
            switch verdict {
            case .ok: detail.map { "ok, \($0)" } ?? "ok"
            case .failed(let code, let expected): "FAIL \(code): \(expected)"
            case .absent: detail.map { "absent, \($0)" } ?? "absent"
            case .note: detail ?? ""
            }
        return "\(document): \(check): \(outcome)"
    }

    /// The line for machines.
    package var json: JSONValue {
        var object: JSONObject = ["document": .string(document), "check": .string(check)]
        switch verdict {
        case .ok: object["verdict"] = "ok"
        case .failed(let code, let expected):
            object["verdict"] = "fail"
            object["code"] = .string(code)
            object["expected"] = .string(expected)
        case .absent: object["verdict"] = "absent"
        case .note: object["verdict"] = "note"
        }
        if let detail { object["detail"] = .string(detail) }
        return .object(object)
    }
}
