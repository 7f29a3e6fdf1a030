import BlueButton
import OpenSSL
import StrictJSON

/// Requests and packages as the back office shows them.
enum ReceiverJSON {
    /// A request in the list.
    static func request(_ request: StoredRequest, link: RequestLink) -> JSONValue {
        .object([
            "id": request.code.json, "template": .string(request.template),
            "tax_year": .integer(Int64(request.taxYear)),
            "reference": .string(request.reference), "state": .string(request.state.rawValue),
            "created_at": .integer(request.createdAt.seconds),
            "expires": .integer(request.expires.seconds), "link": .string(link.text),
        ])
    }

    /// A package without what it disclosed.
    static func package(_ package: StoredPackage, request: StoredRequest) -> JSONObject {
        [
            "id": package.consentID.json, "request": request.code.json,
            "template": .string(request.template),
            "tax_year": .integer(Int64(request.taxYear)),
            "reference": .string(request.reference), "state": .string(package.state.rawValue),
            "received_at": .integer(package.receivedAt.seconds),
            "retained_until": .integer(retainedUntil(package, request).seconds),
        ]
    }

    /// When its data is deleted: while it waits, the end of its request.
    private static func retainedUntil(
        _ package: StoredPackage, _ request: StoredRequest
    ) -> UnixTime {
        package.state == .waiting ? request.expires : package.retainedUntil
    }

    /// A disclosed claim, with the qualifiers of its value named apart, so that no reader of the
    /// value can pass them over.
    static func claim(_ claim: DisclosedClaim) -> JSONValue {
        let members = claim.value.objectValue ?? [:]
        let qualifiers = ["inOnderzoek", "geheimhouding", "status", "belastingjaar"]
            .filter { members[$0] != nil }
        return .object([
            "type": .string(claim.type), "name": .string(claim.name), "value": claim.value,
            "qualifiers": .array(qualifiers.map { .string($0) }),
        ])
    }
}
