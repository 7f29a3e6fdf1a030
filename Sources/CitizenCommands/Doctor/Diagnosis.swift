import StrictJSON

/// One thing that `doctor` looked at: what it found, and how to mend it.
struct Diagnosis: Sendable {
    enum Verdict: String, Sendable {
        case ok
        /// It works, and will not for long, or not as it should.
        case warning
        /// It does not work.
        case problem
    }

    /// What is looked at, in this order.
    enum Subject: String, Sendable, CaseIterable {
        case versions, home, configuration, anchors, service, clock, directory, lists
        case provider, log, session, keys
    }

    let subject: Subject
    let verdict: Verdict
    let finding: String
    /// What to do; nil where nothing needs it.
    let mend: String?
    /// How the command exits where this is a problem.
    var kind = CitizenError.Kind.refused

    static func ok(_ subject: Subject, _ finding: String) -> Diagnosis {
        Diagnosis(subject: subject, verdict: .ok, finding: finding, mend: nil)
    }

    static func warning(_ subject: Subject, _ finding: String, mend: String) -> Diagnosis {
        Diagnosis(subject: subject, verdict: .warning, finding: finding, mend: mend)
    }

    static func problem(
        _ subject: Subject, _ finding: String, mend: String,
        kind: CitizenError.Kind = .refused
    ) -> Diagnosis {
        Diagnosis(subject: subject, verdict: .problem, finding: finding, mend: mend, kind: kind)
    }

    var json: JSONValue {
        [
            "check": .string(subject.rawValue), "verdict": .string(verdict.rawValue),
            "finding": .string(finding), "mend": mend.map { .string($0) } ?? JSONValue.null,
        ]
    }
}
