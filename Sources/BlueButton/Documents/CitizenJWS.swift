public import JOSE
public import OpenSSL
public import StrictJSON

/// A compact JWS that a citizen's key signed, verified; whose key it is, other documents tell.
///
/// Protected header exactly `{alg, typ, jwk}` with `jwk` exactly `{kty, crv, x, y}`. The key in the
/// header is no source of trust: who uses this compares its thumbprint with the one that counts.
public struct CitizenJWS: Sendable {
    public let jws: CompactJWS
    /// The key that signed, from the header.
    public let key: JWK
    /// The payload, parsed from the bytes as received.
    public let payload: JSONReader

    /// The hash by which other documents name this one.
    public var hash: DocumentHash { DocumentHash(computed: jws.documentHash) }

    /// Verifies size, form, `typ` and signature.
    public static func verify(
        _ text: String, type: String, maximumBytes: Int
    ) throws(Refusal) -> CitizenJWS {
        let jws = try refusing { try CompactJWS(text, maximumBytes: maximumBytes) }
        try checkType(jws.header, is: type)
        try checkHeader(jws.header, is: ["alg", "typ", "jwk"])
        guard case .object(let json)? = jws.header["jwk"] else {
            throw Refusal(.headerRefused, "expected 'jwk' to be an object")
        }
        let key = try refusing { try JWK(json: json, exact: true) }
        try refusing { try jws.verify(by: key.key) }
        let payload = try refusing {
            try readObject(jws.payload, maximumBytes: maximumBytes)
        }
        return CitizenJWS(jws: jws, key: key, payload: payload)
    }

    /// Signs a payload with a key that the citizen holds.
    public static func sign(
        _ payload: JSONObject, type: String, key: P256PrivateKey
    ) throws(Refusal) -> CompactJWS {
        let header: JSONObject = [
            "alg": "ES256", "typ": .string(type), "jwk": .object(JWK(key.publicKey).json),
        ]
        return try refusing {
            try CompactJWS(signing: JSONValue.object(payload).bytes(), header: header, key: key)
        }
    }
}
