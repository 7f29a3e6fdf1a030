package import BlueButton
import HTTPTypes
package import Transport

/// Turns refusals of the domain into HTTP problems: the code stays, the status follows from it.
package enum RefusalProblem {
    /// The problem of a refusal.
    package static func problem(_ refusal: Refusal) -> Problem {
        Problem(
            status: status(of: refusal.code), code: refusal.code.rawValue,
            title: title(of: status(of: refusal.code)), detail: refusal.message)
    }

    private static func status(of code: Refusal.Code) -> HTTPResponse.Status {
        switch code {
        case .malformed: .badRequest
        case .tooLarge: .contentTooLarge
        case .tokenRefused, .tokenExpired, .tokenKeyMismatch, .tokenKeyUnknown, .proofRefused,
            .proofReplayed, .proofNonceNeeded:
            .unauthorized
        case .assuranceTooLow, .bsnNotAllowed, .claimsNotAccredited, .confirmationRefused:
            .forbidden
        case .consentUnknown, .requestUnknown, .directoryUnknown, .sourceUnknown, .logEntryUnknown,
            .logSizeUnknown:
            .notFound
        case .requestUsed, .consentWithdrawn, .mandateReused, .packageWaiting,
            .applicationIncomplete:
            .conflict
        case .packageEmptied: .gone
        case .rateExceeded, .tooManyWaiting: .tooManyRequests
        case .providerUnreachable, .proofMemoryFull: .serviceUnavailable
        default: .unprocessableContent
        }
    }

    private static func title(of status: HTTPResponse.Status) -> String {
        switch status {
        case .badRequest: "Malformed request"
        case .contentTooLarge: "Content too large"
        case .unauthorized: "Login needed"
        case .forbidden: "Not allowed"
        case .notFound: "Not found"
        case .conflict: "Conflict"
        case .gone: "Gone"
        case .tooManyRequests: "Too many requests"
        case .serviceUnavailable: "Service unavailable"
        default: "Refused"
        }
    }
}
