import BlueButton
import HTTPTypes
import PartySetup
import Transport

/// The one place where errors of the gateway become HTTP problems.
enum GatewayProblems {
    static func problem(_ error: any Error) -> Problem? {
        switch error {
        case let refusal as Refusal:
            RefusalProblem.problem(refusal)
        case RegistryFailure.timeout:
            Problem(
                status: .gatewayTimeout, code: "registry-timeout", title: "Registry too slow",
                detail: "expected the registry to answer in time")
        case RegistryFailure.invalidAnswer(status: 200):
            Problem(
                status: .badGateway, code: "registry-answer-invalid",
                title: "Registry's answer invalid",
                detail: "expected an answer of the registry that can be read")
        case is RegistryFailure:
            Problem(
                status: .badGateway, code: "registry-unavailable",
                title: "Registry unavailable",
                detail: "expected the registry to be reached and to answer 200")
        default:
            nil
        }
    }
}
