public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// A request before the recipient has sealed it.
public struct PresentationRequestDraft: Sendable {
    public var responseAddress: String
    public var nonce: String
    public var state: String
    public var issuedAt: UnixTime
    public var expires: UnixTime
    public var query: PresentationQuery
    public var encryptionKey: JWK
    public var terms: ConsentTerms

    /// A draft with a fresh nonce and state.
    public init(
        responseAddress: String, issuedAt: UnixTime, expires: UnixTime, query: PresentationQuery,
        encryptionKey: JWK, terms: ConsentTerms
    ) throws(Refusal) {
        self.responseAddress = responseAddress
        nonce = try DocumentID().text
        state = try DocumentID().text
        self.issuedAt = issuedAt
        self.expires = expires
        self.query = query
        self.encryptionKey = encryptionKey
        self.terms = terms
    }

    /// Seals the request object.
    public func sealed(by sealer: Sealer) throws(Refusal) -> String {
        guard let leaf = sealer.chain.first else {
            throw Refusal(.malformed, "expected a seal certificate")
        }
        let algorithms: JSONValue = ["ES256"]
        let payload: JSONObject = [
            "client_id": .string(PresentationRequest.clientID(of: leaf)),
            "aud": .string(RequestProfile.audience), "response_type": "vp_token",
            "response_mode": "direct_post.jwt", "response_uri": .string(responseAddress),
            "nonce": .string(nonce), "state": .string(state), "iat": .time(issuedAt),
            "exp": .time(expires), "dcql_query": query.json,
            "client_metadata": .object([
                "jwks": .object(["keys": .array([.object(encryptionKey.encryptionJSON())])]),
                "vp_formats_supported": .object([
                    Attestation.type: .object([
                        "sd-jwt_alg_values": algorithms, "kb-jwt_alg_values": algorithms,
                    ])
                ]),
                "encrypted_response_enc_values_supported": ["A128GCM", "A256GCM"],
            ]),
            "transaction_data": .strings([terms.encoded]),
        ]
        return try SealedJWS.seal(payload, type: PresentationRequest.type, by: sealer).text
    }
}
