import BlueButton
import HTTPTypes
import PartySetup
import StrictJSON
import Transport

/// What a gateway offers, as its routes and its OpenAPI document say alike.
enum GatewayInterface {
    static let description = InterfaceDescription(
        title: "Blauwe Knop gateway",
        summary: """
            Stands at a registry, in front of its own interface: checks a citizen's mandate, asks \
            the registry, and seals what it answers. For the service that the directory names: \
            mutual TLS, by certificate and OIN. The gateway's operator may ask for the health \
            with its own certificate. Errors are problems (RFC 9457) whose member \
            `code` is stable.
            """,
        operations: [holdings, attestations],
        security: ("service", ["type": "mutualTLS", "description": "The directory's service."]))

    static let holdings = order(
        "/v1/sources/{oin}/holdings", name: "createHoldingsStatement",
        "States which categories the source holds of the mandate's citizen; no values.",
        answer: .init(200, "The statement, a compact JWS.", type: "application/jwt"))

    static let attestations = order(
        "/v1/sources/{oin}/attestations", name: "createAttestation",
        "Attests the citizen's data, encrypted to the mandate's key.",
        answer: .init(200, "The attestation.", .object(["attestation": .text("A compact JWE.")])))

    private static func order(
        _ path: String, name: String, _ summary: String, answer: Operation.Answer
    ) -> Operation {
        Operation(
            .post, path, name: name, summary,
            parameters: [.path("oin", .text("The source.", pattern: "^[0-9]{20}$"))],
            body: .init(
                .object([
                    "mandate": .text("The mandate, a compact JWS by the session key."),
                    "token": .text("The sources' token, a JWE to this source."),
                ])),
            answers: [answer],
            problems: .refusals(
                .malformed, .tooLarge, .tokenRefused, .tokenExpired, .tokenKeyMismatch,
                .tokenKeyUnknown, .assuranceTooLow, .sourceUnknown, .mandateReused, .rateExceeded,
                .providerUnreachable) + [
                    .check, .init(403, "caller-refused"), .init(502, "registry-unavailable"),
                    .init(502, "registry-answer-invalid"), .init(504, "registry-timeout"),
                ], security: "service")
    }
}
