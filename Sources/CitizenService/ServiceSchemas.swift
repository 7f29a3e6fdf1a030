import Sovereignty
import Transport

/// The shapes of the service's answers; `ReleaseJSON` and `LogAPI` write them.
enum ServiceSchemas {
    static let all: [(name: String, schema: Schema)] = [
        ("Release", release), ("Consent", consent), ("LogPage", logPage),
    ]

    private static let state = Schema.oneOf(ReleaseState.allCases.map(\.rawValue))

    private static let release = Schema.object([
        "id": .identifier("The consent's `jti`."), "state": state,
        "registration": Schema.text("A flattened JWS as text.").orNull,
        "receipt": Schema.text("The recipient's, a flattened JWS as text.").orNull,
        "redirect_uri": Schema.text("Where the citizen confirms.").orNull,
        "refusal": Schema.text("The code with which the recipient refused.").orNull,
        "withdrawal": Schema.text("A compact JWS.").orNull,
        "deletion_receipt": Schema.text("A flattened JWS as text.").orNull,
    ])

    private static let consent = Schema.object([
        "id": .identifier("The consent's `jti`."), "state": state,
        "recipient": .object([
            "oin": .text(pattern: "^[0-9]{20}$"), "name": .text("As the directory had it."),
        ]),
        "purpose": .text("An IRI of the Data Privacy Vocabulary."), "given_at": .time(),
        "request_ends_at": .time(), "consent": .text("A compact JWS."),
        "request": .text("A compact JWS."), "withdrawn_at": Schema.time().orNull,
        "withdrawal": Schema.text("A compact JWS.").orNull,
        "deletion_receipt": Schema.text("A flattened JWS as text.").orNull,
        "kept_until": .time("When the service deletes it."),
    ])

    private static let logPage = Schema.object([
        "checkpoint": .text("The signed note to which the proofs lead."),
        "entries": .list(
            of: .object([
                "id": .text(), "index": .number("The leaf's place in the log."),
                "entry": .object([
                    "time": .time(),
                    "event": .oneOf(["query", "attestation", "consent", "delivery", "withdrawal"]),
                    "actor": .text("The OIN that wrote it.", pattern: "^[0-9]{20}$"),
                    "document": .hash("Of the document that the entry is about."),
                ]),
                "key": .hash("The HMAC key of the leaf's commitment."),
                "leaf": .object(["commitment": .hash(), "v": .number()]),
                "inclusion_proof": .list(of: .hash()),
            ])),
        "next": Schema.number("The `before` of the next page; null on the last.").orNull,
    ])
}
