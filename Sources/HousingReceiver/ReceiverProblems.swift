import BlueButton
import HTTPTypes
import OpenSSL
import PartySetup
import Sovereignty
import StrictJSON
import Transport

/// The one place where errors of the receiver become HTTP problems.
enum ReceiverProblems {
    static func problem(_ error: any Error) -> Problem? {
        switch error {
        case let refusal as Refusal:
            RefusalProblem.problem(refusal)
        case let error as JSONShapeError:
            .malformed(error.message)
        case let error as StoreError:
            store(error)
        case is TimestampFailure:
            // Passing, so that a delivery is tried again.
            Problem(
                status: .serviceUnavailable, code: "timestamp-unavailable",
                title: "Service unavailable",
                detail: "expected a time-stamping authority that answers; nothing was kept")
        case is LogUnreachable:
            // Passing, so that a delivery is tried again.
            Problem(
                status: .serviceUnavailable, code: "log-unreachable",
                title: "Service unavailable", detail: LogUnreachable.message)
        case is DirectoryUnavailable:
            // Passing, so that a delivery is tried again.
            Problem(
                status: .serviceUnavailable, code: "directory-unavailable",
                title: "Service unavailable", detail: DirectoryUnavailable.message)
        default:
            nil
        }
    }

    private static func store(_ error: StoreError) -> Problem {
        switch error.code {
        case .missing:
            Problem(
                status: .notFound, code: "package-unknown", title: "Not found",
                detail: error.message)
        case .conflict, .locked, .unavailable, .unusable, .restored, .logUnavailable:
            Problem(
                status: .serviceUnavailable, code: "store-unavailable",
                title: "Service unavailable",
                detail: "expected a store that can be written; nothing was done")
        }
    }
}
