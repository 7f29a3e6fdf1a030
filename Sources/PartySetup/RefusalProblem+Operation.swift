package import BlueButton
internal import HTTPTypes
package import Transport

extension Operation.KnownProblem {
    /// What a check refuses, whichever it is; docs/refusals.md has the codes.
    package static let check = Operation.KnownProblem(422, nil)
}

extension [Operation.KnownProblem] {
    /// Refusals with these codes, each with the status that it has on the way.
    package static func refusals(_ codes: Refusal.Code...) -> [Operation.KnownProblem] {
        codes.map { code in
            Operation.KnownProblem(
                RefusalProblem.problem(Refusal(code, "")).status.code, code.rawValue)
        }
    }
}
