import BlueButton
import HTTPTypes
import IncomeRules
import PartySetup
import StrictJSON
import Transport

/// What the receiver offers to the corporation's own people and programs, as its routes and its
/// OpenAPI document say alike.
enum BackOfficeInterface {
    static let description = InterfaceDescription(
        title: "Blauwe Knop receiver: back office",
        summary: """
            For the corporation's own people and programs: on this machine without a login, or by \
            mutual TLS with a certificate whose OIN is configured. It makes requests, and shows \
            what came of them. Errors are problems (RFC 9457) whose member `code` is stable.
            """,
        operations: [
            createRequest, requests, createApplication, applications, application, confirm,
            packages, package, evidence,
            packageExport, applicationExport,
        ], schemas: ReceiverSchemas.all,
        security: (
            "colleague",
            [
                "type": "mutualTLS",
                "description": "Not needed where the back office serves this machine alone.",
            ]
        ))

    static let createRequest = office(
        .post, "/v1/requests", name: "createRequest", "Makes a request.",
        body: .init(
            .object(
                [
                    "template": template, "tax_year": taxYear,
                    "reference": reference(
                        RequestDesk.longestReference, "What the corporation calls the applicant"),
                ],
                optional: [
                    "household": .oneOf(
                        Household.allCases.map(\.rawValue),
                        "Whose limit; needed for binaire-inkomenstoets and inkomen-of-grens, refused for the others."
                    )
                ], isClosed: true)),
        answers: [
            .init(
                201, "Made.",
                .object([
                    "id": .identifier(),
                    "link": .text("The link for the citizen (`openid4vp://`)."),
                    "expires": .time(),
                ]))
        ], problems: asking)

    static let requests = office(
        .get, "/v1/requests", name: "listRequests",
        "The newest requests, at most \(BackOfficeAPI.listLimit).",
        answers: [.init(200, "Requests.", .object(["requests": .list(of: .named("Request"))]))])

    static let createApplication = office(
        .post, "/v1/applications", name: "createApplication",
        "Makes an application of a household: a request for each adult.",
        body: .init(
            .object(
                [
                    "template": template, "tax_year": taxYear,
                    "household": .oneOf(
                        Household.allCases.map(\.rawValue), "The household, children included."),
                    "adults": .number(
                        "How many share; 1 for eenpersoons.",
                        in: 1...Int64(ApplicationDesk.mostAdults)),
                    "reference": reference(
                        ApplicationDesk.longestReference, "What the corporation calls it"),
                ],
                optional: [
                    "elderly": .truth(
                        """
                        Whether an adult has reached the AOW age: fitting allocation has \
                        limits of its own then. False where it is absent.
                        """
                    )
                ], isClosed: true)),
        answers: [.init(201, "Made.", .named("Standing"))], problems: asking)

    static let applications = office(
        .get, "/v1/applications", name: "listApplications",
        "The newest applications, at most \(BackOfficeAPI.listLimit).",
        answers: [
            .init(
                200, "Applications.", .object(["applications": .list(of: .named("Application"))]))
        ])

    static let application = office(
        .get, "/v1/applications/{id}", name: "getApplication",
        "An application with its adults and, once all have shared, the verdict.",
        parameters: [.path("id", .identifier())],
        answers: [.init(200, "The application.", .named("Standing"))],
        problems: .refusals(.requestUnknown))

    static let confirm = office(
        .post, "/v1/confirmations", name: "confirm",
        "Confirms a waiting package, for a web front of the corporation's own.",
        detail: """
            With `request` only a package that answers that request is confirmed: the one that the \
            caller's session started.
            """,
        body: .init(
            .object(
                ["response_code": .identifier(), "confirm": .identifier()],
                optional: ["request": .identifier("The request's id.")], isClosed: true)),
        answers: [.init(200, "Confirmed, now or before.", .named("Package"))],
        problems: .refusals(.confirmationRefused))

    static let packages = office(
        .get, "/v1/packages", name: "listPackages",
        "The newest packages, at most \(BackOfficeAPI.listLimit).",
        answers: [.init(200, "Packages.", .object(["packages": .list(of: .named("Package"))]))])

    static let package = office(
        .get, "/v1/packages/{id}", name: "getPackage", "A package with what it disclosed.",
        parameters: [.path("id", .identifier("The consent's `jti`."))],
        answers: [
            .init(
                200,
                """
                The package; `claims` is empty before its confirmation and once its data is \
                deleted.
                """,
                Schema.named("Package").and(
                    .object(["claims": .list(of: .named("Claim"))])))
        ], problems: [.init(404, "package-unknown")])

    static let evidence = office(
        .get, "/v1/packages/{id}/evidence", name: "getEvidence", "The documents that prove it.",
        parameters: [.path("id", .identifier("The consent's `jti`."))],
        answers: [
            .init(
                200,
                """
                Documents; null where one is deleted or never was; `package` and `response` \
                only once it is confirmed.
                """,
                .named("Evidence"))
        ], problems: [.init(404, "package-unknown")])

    static let packageExport = office(
        .get, "/v1/packages/{id}/vera", name: "getPackageVera",
        "What a package disclosed, as messages of VERA.",
        parameters: [.path("id", .identifier("The consent's `jti`."))],
        answers: [
            .init(
                200, "Messages; `extra-attributen` has what VERA has no member for.",
                .named("VeraPackage"))
        ],
        problems: [.init(404, "package-unknown")] + .refusals(.packageWaiting, .packageEmptied))

    static let applicationExport = office(
        .get, "/v1/applications/{id}/vera", name: "getApplicationVera",
        "A household and what each adult disclosed, as messages of VERA.",
        parameters: [.path("id", .identifier())],
        answers: [.init(200, "Messages.", .named("VeraApplication"))],
        problems: .refusals(.requestUnknown, .applicationIncomplete))

    // MARK: Parts

    private static let template = Schema.oneOf(RequestTemplate.all.map(\.name))
    private static let taxYear = Schema.number(
        "The year of the income. A limit that is asked about is that of the second year after it.",
        in: 2000...2100)

    private static func reference(_ longest: Int, _ what: String) -> Schema {
        .text(
            "\(what); never a BSN. It leaves the program with no document.",
            lengths: 1...longest)
    }

    /// What a request can be refused for.
    private static let asking: [Operation.KnownProblem] =
        .refusals(.claimsNotAccredited, .bsnNotAllowed) + [
            .check, .init(503, "directory-unavailable"),
        ]

    private static func office(
        _ method: HTTPRequest.Method, _ path: String, name: String, _ summary: String,
        detail: String? = nil, parameters: [Operation.Parameter] = [],
        body: Operation.Body? = nil, answers: [Operation.Answer],
        problems: [Operation.KnownProblem] = []
    ) -> Operation {
        Operation(
            method, path, name: name, summary, detail: detail, parameters: parameters, body: body,
            answers: answers,
            problems: [.init(403, "host-refused")] + PublicInterface.store + problems,
            security: "colleague")
    }
}
