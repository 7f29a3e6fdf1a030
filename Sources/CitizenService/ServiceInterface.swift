import BlueButton
import HTTPTypes
import PartySetup
import Sovereignty
import StrictJSON
import Transport

/// What the service offers, as its routes and its OpenAPI document say alike.
enum ServiceInterface {
    static let description = InterfaceDescription(
        title: "Blauwe Knop service",
        summary: """
            The service in the middle: it asks the sources that the directory lists, relays \
            attestations that it cannot read, registers consents and delivers packages. Citizens' \
            programs log in at the identity provider and prove their key with each request (DPoP). \
            Errors are problems (RFC 9457) whose member `code` is stable.
            """,
        operations: [
            directory, directoryByHash, checkpoint, consistencyProof, overviews, attestations,
            takeRelease, release, consents, consent, withdraw, logEntries, eraseKey,
        ], schemas: ServiceSchemas.all,
        security: (
            "citizen",
            [
                "type": "http", "scheme": "DPoP",
                "description":
                    """
                An access token of the identity provider, bound to a key, in \
                `Authorization`; a proof by that key (RFC 9449) in `DPoP`, with the \
                nonce of the last answer's `DPoP-Nonce`.
                """,
            ]
        ))

    // MARK: Public

    static let directory = Operation(
        .get, "/v1/directory", name: "getDirectory", "The directory of today, sealed.",
        answers: [.init(200, "The directory, a compact JWS.", type: "application/jwt")])

    static let directoryByHash = Operation(
        .get, "/v1/directories/{hash}", name: "getDirectoryByHash",
        "A directory that was served before.",
        parameters: [.path("hash", .hash("The hash of the directory."))],
        answers: [.init(200, "The directory, a compact JWS.", type: "application/jwt")],
        problems: .refusals(.malformed, .directoryUnknown) + store + [.check])

    static let checkpoint = Operation(
        .get, "/v1/log/checkpoint", name: "getCheckpoint",
        "The access log's checkpoint of now (C2SP tlog-checkpoint).",
        answers: [.init(200, "A signed note.", type: "text/plain; charset=utf-8")],
        problems: log)

    static let consistencyProof = Operation(
        .get, "/v1/log/consistency-proof", name: "getConsistencyProof",
        "The proof that the log of one size continues that of another (RFC 6962).",
        parameters: [
            .query("from", isRequired: true, size("The smaller size.")),
            .query("to", isRequired: true, size("The larger size.")),
        ],
        answers: [
            .init(
                200, "The proof.",
                .object([
                    "from": .number(), "to": .number(), "proof": .list(of: .hash()),
                ]))
        ], problems: .refusals(.malformed, .logSizeUnknown) + log)

    // MARK: Queries

    static let overviews = citizens(
        .post, "/v1/overviews", name: "createOverview",
        "Asks every source what it holds, and seals the overview.",
        body: .init(
            .object([
                "mandate": mandate,
                "tokens": .map(
                    of: .text("The sources' token, a JWE to the source."), names: "^[0-9]{20}$",
                    "By OIN; one for each source of the mandate's directory."),
            ])),
        answers: [
            .init(
                200, "The overview, a flattened JWS.", type: "application/jose+json",
                Schema(["type": "object"]))
        ],
        problems: .refusals(.malformed, .directoryUnknown) + log + store + [.check])

    static let attestations = citizens(
        .post, "/v1/attestations", name: "createAttestation",
        "Orders an attestation of one source, encrypted to the mandate's key.",
        body: .init(
            .object([
                "mandate": mandate, "token": .text("The sources' token, a JWE to the source."),
            ])),
        answers: [
            .init(200, "The attestation.", .object(["attestation": .text("A compact JWE.")]))
        ],
        problems: .refusals(.malformed, .directoryUnknown, .sourceUnknown) + log + store + [
            .check, .init(502, "unreachable"), .init(502, "invalid-answer"), .init(504, "timeout"),
        ])

    // MARK: Releases and consents

    static let takeRelease = citizens(
        .post, "/v1/releases", name: "createRelease",
        "Takes a release in: it is delivered until the request ends.",
        body: .init(
            .object([
                "request": .text("The request object, a compact JWS."),
                "consent": .text("The consent, a compact JWS."),
                "package": .text("The package, a compact JWE of at most 512 KiB."),
            ])),
        answers: [
            .init(201, "Stored and logged.", .object(["id": .identifier("The consent's `jti`.")]))
        ],
        problems: .refusals(
            .malformed, .tooLarge, .directoryUnknown, .claimsNotAccredited, .bsnNotAllowed)
            + log + store + [.init(409, "conflict"), .check])

    static let release = citizens(
        .get, "/v1/releases/{id}", name: "getRelease",
        "Where a release stands, with the documents that came of it.",
        parameters: [.path("id", .identifier("The consent's `jti`."))],
        answers: [.init(200, "The release.", .named("Release"))],
        problems: .refusals(.malformed, .consentUnknown) + store)

    static let consents = citizens(
        .get, "/v1/consents", name: "listConsents",
        "The citizen's consents, newest first, at most \(ServiceAPI.pageSize).",
        parameters: [.query("before", .identifier("The `next` of the page before."))],
        answers: [
            .init(
                200, "A page.",
                .object([
                    "consents": .list(of: .named("Consent")),
                    "next": Schema.identifier("Null on the last page.").orNull,
                ]))
        ], problems: .refusals(.malformed, .consentUnknown) + store)

    static let consent = citizens(
        .get, "/v1/consents/{id}", name: "getConsent", "A consent.",
        parameters: [.path("id", .identifier("The consent's `jti`."))],
        answers: [.init(200, "The consent.", .named("Consent"))],
        problems: .refusals(.malformed, .consentUnknown) + store)

    static let withdraw = citizens(
        .post, "/v1/consents/{id}/withdrawals", name: "createWithdrawal",
        "Withdraws a consent; without the holder key the service seals the withdrawal.",
        parameters: [.path("id", .identifier("The consent's `jti`."))],
        body: .init(
            .object(
                [:], optional: ["withdrawal": .text("By the consent's key, a compact JWS.")])),
        answers: [
            .init(
                201, "Withdrawn.",
                .object([
                    "state": .oneOf(
                        ReleaseState.allCases.filter(\.isWithdrawn).map(\.rawValue),
                        "`stopped`: nothing was sent; `forwarded`: the recipient is told.")
                ]))
        ], problems: .refusals(.malformed, .tooLarge, .consentUnknown) + store + [.check])

    // MARK: The access log

    static let logEntries = citizens(
        .get, "/v1/log-entries", name: "listLogEntries",
        """
        The citizen's entries of the access log with their proofs, newest first, at most \
        \(LogAPI.pageSize).
        """,
        parameters: [.query("before", size("The `next` of the page before."))],
        answers: [.init(200, "A page.", .named("LogPage"))],
        problems: .refusals(.malformed) + log)

    static let eraseKey = citizens(
        .delete, "/v1/log-entries/{id}/key", name: "eraseLogEntryKey",
        "Erases an entry of the citizen's: its leaf then tells nothing.",
        parameters: [.path("id", .text("The entry's id.", pattern: "^(0|[1-9][0-9]{0,15})$"))],
        answers: [.init(204, "Erased.", type: nil)],
        problems: .refusals(.malformed, .logEntryUnknown) + log + store)

    // MARK: Parts

    private static let mandate = Schema.text("The mandate, a compact JWS by the session key.")
    private static let store = [Operation.KnownProblem(503, "store-unavailable")]
    private static let log = [Operation.KnownProblem(503, "log-unavailable")]

    private static func size(_ description: String) -> Schema {
        .number(description, in: 0...(1 << 53))
    }

    /// An operation for citizens: with what login and proof can be refused for.
    private static func citizens(
        _ method: HTTPRequest.Method, _ path: String, name: String, _ summary: String,
        parameters: [Operation.Parameter] = [], body: Operation.Body? = nil,
        answers: [Operation.Answer], problems: [Operation.KnownProblem]
    ) -> Operation {
        Operation(
            method, path, name: name, summary, parameters: parameters, body: body,
            answers: answers,
            problems: .refusals(
                .tokenRefused, .tokenExpired, .tokenKeyMismatch, .tokenKeyUnknown, .proofRefused,
                .proofReplayed, .proofNonceNeeded, .assuranceTooLow, .rateExceeded,
                .providerUnreachable, .proofMemoryFull) + problems,
            headers: [
                ("DPoP-Nonce", "The nonce for the next proof."),
                ("WWW-Authenticate", "With 401: what is wrong with token or proof."),
                ("Retry-After", "With 429 and 503: after how many seconds to try again."),
            ], security: "citizen")
    }
}
