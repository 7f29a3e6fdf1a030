import JOSE
import StrictJSON

/// The terms of a release (`transaction_data`): closed, all members required.
public struct ConsentTerms: Hashable, Sendable {
    static let type = "urn:nl:blauweknop:consent-terms:1"

    /// One query of a required set: its key binding carries the hash of these terms.
    public let credentialID: String
    public let recipient: OIN
    public let recipientName: String
    /// The purpose as an IRI of the Data Privacy Vocabulary, which the directory lists.
    public let purpose: String
    public let purposeText: LocalizedText
    public let legalBasis: String
    /// An ISO 8601 duration.
    public let retention: String
    /// The address of the privacy notice.
    public let notice: String
    /// The address that takes withdrawals.
    public let withdrawal: String

    public init(
        credentialID: String, recipient: OIN, recipientName: String, purpose: String,
        purposeText: LocalizedText, legalBasis: String, retention: String, notice: String,
        withdrawal: String
    ) {
        self.credentialID = credentialID
        self.recipient = recipient
        self.recipientName = recipientName
        self.purpose = purpose
        self.purposeText = purposeText
        self.legalBasis = legalBasis
        self.retention = retention
        self.notice = notice
        self.withdrawal = withdrawal
    }

    /// Reads one entry of `transaction_data`: base64url of a JSON object.
    init(encoded: String) throws {
        let bytes = try Base64URL.decode(encoded)
        let reader = try readObject(bytes, maximumBytes: DocumentLimits.request)
        try reader.exactly([
            "type", "credential_ids", "recipient", "purpose", "legal_basis", "retention",
            "notice", "withdrawal",
        ])
        guard isSame(try reader.string("type"), Self.type) else {
            throw Refusal(.termsMismatch, "expected transaction data of type '\(Self.type)'")
        }
        let ids = try reader.strings("credential_ids")
        guard ids.count == 1 else {
            throw Refusal(.termsMismatch, "expected one id in 'credential_ids'")
        }
        credentialID = try QueryID.read(ids[0], or: .termsMismatch)
        let recipient = try reader.object("recipient")
        try recipient.exactly(["oin", "name"])
        self.recipient = try recipient.oin("oin")
        recipientName = try recipient.string("name")
        let purpose = try reader.object("purpose")
        try purpose.exactly(["term", "text"])
        self.purpose = try purpose.string("term")
        purposeText = try LocalizedText(reading: try purpose.object("text"))
        legalBasis = try reader.string("legal_basis")
        retention = try reader.string("retention")
        notice = try reader.string("notice")
        withdrawal = try reader.string("withdrawal")
        guard ISO8601Duration.isWellFormed(retention) else {
            throw Refusal(.malformed, "expected 'retention' as an ISO 8601 duration such as P1Y")
        }
        _ = try Origin(of: notice)
    }

    /// The entry as it goes into the request: base64url of the JSON object.
    var encoded: String {
        let object: JSONObject = [
            "type": .string(Self.type), "credential_ids": .strings([credentialID]),
            "recipient": .object([
                "oin": .string(recipient.digits), "name": .string(recipientName),
            ]),
            "purpose": .object(["term": .string(purpose), "text": purposeText.json]),
            "legal_basis": .string(legalBasis), "retention": .string(retention),
            "notice": .string(notice), "withdrawal": .string(withdrawal),
        ]
        return Base64URL.encode(JSONValue.object(object).bytes())
    }
}
