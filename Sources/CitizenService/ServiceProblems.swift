import BlueButton
import HTTPTypes
import PartySetup
import Sovereignty
import StrictJSON
import Transport

/// The one place where errors of the service become HTTP problems.
enum ServiceProblems {
    static func problem(_ error: any Error) -> Problem? {
        switch error {
        case let refusal as Refusal:
            RefusalProblem.problem(refusal)
        case let error as JSONShapeError:
            Problem.malformed(error.message)
        case let error as StoreError:
            store(error)
        case let failure as SourceFailure:
            source(failure)
        default:
            nil
        }
    }

    private static func store(_ error: StoreError) -> Problem {
        switch error.code {
        case .conflict:
            Problem(
                status: .conflict, code: "conflict", title: "Conflict", detail: error.message)
        case .missing:
            Problem(
                status: .notFound, code: "consent-unknown", title: "Not found",
                detail: error.message)
        case .logUnavailable:
            Problem(
                status: .serviceUnavailable, code: "log-unavailable",
                title: "Service unavailable", detail: error.message)
        case .locked, .unavailable, .unusable, .restored:
            Problem(
                status: .serviceUnavailable, code: "store-unavailable",
                title: "Service unavailable",
                detail: "expected a store that can be written; nothing was done")
        }
    }

    private static func source(_ failure: SourceFailure) -> Problem {
        switch failure.kind {
        case .timeout:
            Problem(
                status: .gatewayTimeout, code: "timeout", title: "Source too slow",
                detail: "expected the organisation to answer in time")
        case .unreachable:
            Problem(
                status: .badGateway, code: "unreachable", title: "Source unreachable",
                detail: "expected the organisation to be reachable")
        case .tooLarge, .invalidAnswer:
            Problem(
                status: .badGateway, code: "invalid-answer", title: "Source in trouble",
                detail: "expected a valid answer of the organisation")
        case .refused(let code):
            Problem(
                status: .unprocessableContent, code: code, title: "Source refused",
                detail: "expected an order that the organisation accepts")
        }
    }
}
