import RegistriesMock

/// A row of the fault matrix: a fault at one source, and what the overview has to say of it.
package struct FaultCase: Sendable, Hashable, CustomStringConvertible {
    package let fault: FaultChoice.Kind
    /// The word of the row in the overview.
    package let outcome: String
    /// Why there is no statement; nil where there is one.
    package let reason: String?

    package static let all: [FaultCase] = FaultChoice.Kind.all.map { FaultCase($0) }

    private init(_ fault: FaultChoice.Kind) {
        self.fault = fault
        reason =
            switch fault {
            case .mock(.spread): nil
            case .mock(.slow), .mock(.drip), .mock(.silent): "timeout"
            case .mock(.refuse), .mock(.reset), .mock(.cut), .mock(.status): "unreachable"
            case .mock(.contentType), .mock(.garbage), .mock(.wrongShape), .document:
                "invalid-answer"
            }
        outcome = reason == nil ? "holds" : "unavailable"
    }

    package var description: String { fault.name }
}
