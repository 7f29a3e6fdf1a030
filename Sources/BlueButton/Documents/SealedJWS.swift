public import JOSE
public import OpenSSL
public import StrictJSON
public import Trust

/// A compact JWS that an organisation sealed, verified: the payload is what that organisation said.
///
/// Protected header exactly `{alg, typ, x5c}`. Only verification makes one.
public struct SealedJWS: Sendable {
    public let jws: CompactJWS
    /// Who sealed.
    public let seal: SealChain
    /// The payload, parsed from the bytes as received.
    public let payload: JSONReader

    /// The hash by which other documents name this one.
    public var hash: DocumentHash { DocumentHash(computed: jws.documentHash) }

    /// Verifies size, form, `typ`, chain for the role at the time that counts, and signature.
    public static func verify(
        _ text: String, type: String, role: Role, maximumBytes: Int, trust: TrustStore,
        at time: UnixTime
    ) throws(Refusal) -> SealedJWS {
        let jws = try refusing { try CompactJWS(text, maximumBytes: maximumBytes) }
        try checkType(jws.header, is: type)
        try checkHeader(jws.header, is: ["alg", "typ", "x5c"])
        let certificates = try x5c(of: jws.header)
        let seal = try refusing {
            try SealChain.verify(x5c: certificates, role: role, trust: trust, at: time)
        }
        try refusing { try jws.verify(by: seal.publicKey) }
        let payload = try refusing {
            try readObject(jws.payload, maximumBytes: maximumBytes)
        }
        return SealedJWS(jws: jws, seal: seal, payload: payload)
    }

    /// Seals a payload.
    public static func seal(
        _ payload: JSONObject, type: String, by sealer: Sealer
    ) throws(Refusal) -> CompactJWS {
        let header: JSONObject = [
            "alg": "ES256", "typ": .string(type), "x5c": .strings(sealer.x5c),
        ]
        return try refusing {
            try CompactJWS(
                signing: JSONValue.object(payload).bytes(), header: header, key: sealer.key)
        }
    }
}
