import IncomeRules
import Transport

/// The shapes of the back office's answers; `ReceiverJSON` writes them.
enum ReceiverSchemas {
    static let all: [(name: String, schema: Schema)] = [
        ("Request", request), ("Package", package), ("Claim", claim), ("Evidence", evidence),
        ("Application", application), ("Standing", standing), ("Verdict", verdict),
        ("VeraPackage", veraPackage), ("VeraApplication", veraApplication),
    ]

    private static let requestState = Schema.oneOf(["open", "used", "closed"])
    private static let household = Schema.oneOf(Household.allCases.map(\.rawValue))

    private static let request = Schema.object([
        "id": .identifier(), "template": .text(), "tax_year": .number(), "reference": .text(),
        "state": requestState, "created_at": .time(), "expires": .time(), "link": .text(),
    ])

    private static let package = Schema.object([
        "id": .identifier("The consent's `jti`."), "request": .identifier(), "template": .text(),
        "tax_year": .number(), "reference": .text(),
        "state": .oneOf(
            PackageState.allCases.map(\.rawValue),
            """
            `waiting` for its confirmation; `unconfirmed`: deleted, since nobody confirmed \
            it in time or another package was confirmed.
            """
        ),
        "received_at": .time(),
        "retained_until": .time(
            "When its data is deleted; while it waits, the end of its request."),
    ])

    private static let claim = Schema.object([
        "type": .text("The kind of attestation (`vct`)."), "name": .text(), "value": .any,
        "qualifiers": .list(
            of: .oneOf(["inOnderzoek", "geheimhouding", "status", "belastingjaar"]),
            "Members of the value that qualify it and must be read with it."),
    ])

    private static let document = Schema.text().orNull

    private static let evidence = Schema.object([
        "directory": document, "request": document, "package": document, "response": document,
        "consent": document, "registration": document, "receipt": document,
        "withdrawal": document, "deletion_receipt": document, "crls": document,
    ])

    private static let veraPackage = Schema.object([
        "vera": .text("The version of VERA."), "natuurlijk_persoon": .any,
        "relatie_adres": .any, "inkomens": .list(of: .any),
    ])

    private static let veraApplication = Schema.object([
        "vera": .text("The version of VERA."), "relatiegroep": .any,
        "adults": .list(
            of: Schema.named("VeraPackage").and(.object(["package": .identifier()]))),
    ])

    private static let application = Schema.object([
        "id": .identifier(), "template": .text(), "tax_year": .number(), "household": household,
        "elderly": .truth(), "reference": .text(), "created_at": .time(),
    ])

    private static let standing = Schema.named("Application").and(
        .object([
            "adults": .list(
                of: .object([
                    "request": .identifier(), "state": requestState, "link": .text(),
                    "expires": .time(),
                    "package": Schema.identifier(
                        """
                        The confirmed package; null while there is none, or once its data is \
                        deleted.
                        """
                    ).orNull,
                ])),
            "verdict": Schema.named("Verdict").described(
                "Null until every adult has shared, and for templates that test nothing."
            ).orNull,
        ]))

    private static let verdict = Schema.object([
        "outcome": .oneOf(["fits", "does-not-fit", "cannot-decide"]),
        "reason": Schema.oneOf(
            IncomeVerdict.Reason.allCases.map(\.rawValue), "Why nothing can be decided."
        ).orNull,
        "total": Schema.number(
            "The household's income in whole euros as it was established, where all shared it."
        ).orNull,
        "limit": Schema.object(
            [
                "name": .text(), "amount": .number(), "income_year": .number(),
                "index": Schema.text().orNull, "limits_version": .text(),
            ], "The figures that were used."
        ).orNull,
    ])
}
