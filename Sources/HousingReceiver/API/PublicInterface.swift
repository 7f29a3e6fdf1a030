import BlueButton
import HTTPTypes
import PartySetup
import StrictJSON
import Transport

/// What the receiver offers to citizens' programs and the service, as its routes and its OpenAPI
/// document say alike.
enum PublicInterface {
    static let description = InterfaceDescription(
        title: "Blauwe Knop receiver",
        summary: """
            A housing corporation's public door: it hands out signed requests (OpenID4VP), takes \
            packages and withdrawals in, and gives sealed receipts. Errors are problems (RFC 9457) \
            whose member `code` is stable; they never hold anything that was sent.
            """,
        operations: [request, responses, withdrawals, confirmation, privacy])

    static let request = Operation(
        .get, "/r/{code}", name: "getRequest", "The signed request object (OpenID4VP).",
        parameters: [.path("code", .text("Out of the link."))],
        answers: [
            .init(
                200, "The request object, a compact JWS.", type: "application/oauth-authz-req+jwt")
        ], problems: .refusals(.requestUnknown) + store)

    static let responses = Operation(
        .post, "/v1/responses", name: "deliverPackage", "Delivers a package with its registration.",
        detail: """
            The package waits, unused, until its citizen confirms it at `redirect_uri`; at most 8 \
            wait for one request. The identical package gets the identical receipt, and the same \
            address while it waits. Another package for a used request is refused.
            """,
        body: .init(
            type: FormBody.contentType,
            .object([
                "response": .text("The package, a compact JWE of at most 512 KiB."),
                "registration": .text("The registration, a flattened JWS as text."),
            ])),
        answers: [
            .init(
                200, "Verified and stored.",
                .object(
                    ["receipt": .text("The receipt, a flattened JWS as text.")],
                    optional: [
                        "redirect_uri": .text(
                            "Where the citizen confirms; absent once nothing waits.")
                    ]))
        ],
        problems: .refusals(
            .malformed, .tooLarge, .requestUsed, .consentWithdrawn, .tooManyWaiting,
            .bsnNotAllowed, .claimsNotAccredited, .directoryUnknown, .requestUnknown)
            + store + passing + [.check])

    static let withdrawals = Operation(
        .post, "/v1/withdrawals", name: "withdraw", "Withdraws a consent.",
        body: .init(
            type: "application/jwt",
            .text("The withdrawal, a compact JWS by the consent's key or by the service.")),
        answers: [
            .init(
                200, "Deleted: the deletion receipt, a flattened JWS.",
                type: "application/jose+json", Schema(["type": "object"])),
            .init(
                202, "The consent is not known; the withdrawal is kept, and its package refused.",
                .object(["state": .oneOf(["kept"])])),
        ],
        problems: .refusals(.malformed, .tooLarge, .directoryUnknown) + store + passing + [.check])

    static let confirmation = Operation(
        .get, "/confirm", name: "openConfirmation",
        "Confirms a waiting package: the `redirect_uri`, opened by the citizen.",
        detail: """
            The citizen's program adds `confirm` to the address that the delivery was answered \
            with. Both right: the package counts from now on. Again: the same page. Anything else: \
            one and the same refusal, which changes nothing; a page for who accepts `text/html`, \
            else the problem. A code that is tried too often rests for a minute. Absent (404) \
            where \
            the corporation confirms at a page of its own.
            """,
        parameters: [
            .query("response_code", isRequired: true, .identifier()),
            .query(
                "confirm", isRequired: true,
                .identifier("The bits that are inside the package.")),
        ],
        answers: [
            .init(200, "Confirmed: a page in Dutch and English.", type: html),
            .init(403, "Refused: a page in Dutch and English.", type: html),
        ],
        problems: .refusals(.confirmationRefused) + [.init(404, Problem.unknownPath.code)] + store)

    static let privacy = Operation(
        .get, "/privacy", name: "getPrivacyNotice",
        "The privacy notice: who asks, what for, on which ground, for how long.",
        answers: [.init(200, "A page in Dutch and English.", type: html)],
        problems: [.init(503, "directory-unavailable")])

    static let store = [Operation.KnownProblem(503, "store-unavailable")]
    private static let html = "text/html; charset=utf-8"
    /// What may be otherwise in a moment: a delivery is tried again.
    private static let passing: [Operation.KnownProblem] = [
        .init(503, "timestamp-unavailable"), .init(503, "log-unreachable"),
        .init(503, "directory-unavailable"),
    ]
}
