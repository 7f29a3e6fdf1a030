public import JOSE
public import OpenSSL
public import StrictJSON
public import Trust

/// A flattened JWS in the JAdES profile (ETSI TS 119 182-1), verified.
///
/// Protected header exactly `{alg, typ, cty, iat, x5c, x5t#S256}` with `typ` `jose+json`; an
/// unprotected one, where there is one, holds a timestamp and nothing else. With a timestamp the
/// document is judged at that time, so that it outlives its certificates; without one, now. Only
/// verification makes one.
public struct JAdESDocument: Sendable {
    public let jws: FlattenedJWS
    /// Who sealed.
    public let seal: SealChain
    /// The payload, parsed from the bytes as received.
    public let payload: JSONReader
    /// `iss`, `iat` and `jti` of the payload; the protected `iat` equals the payload's.
    public let identity: DocumentIdentity
    /// The timestamp of the signature; nil where the document has none and passes without.
    public let timestamp: Timestamp?
    /// The time that counts for the document and for what it contains: that of its timestamp, or
    /// where it has none, the time at which it was verified.
    public let time: UnixTime

    /// The hash by which other documents name this one.
    public var hash: DocumentHash { DocumentHash(computed: jws.documentHash) }

    /// Parses size and form, without believing anything.
    public static func parse(_ bytes: [UInt8], maximumBytes: Int) throws(Refusal) -> FlattenedJWS {
        let jws = try refusing { try FlattenedJWS(bytes, maximumBytes: maximumBytes) }
        guard bytes.last == UInt8(ascii: "}") else {
            throw Refusal(.malformed, "expected a flattened JWS and nothing behind it")
        }
        return jws
    }

    /// Verifies form, `typ`, `cty`, timestamp, chain for the role at the time that counts, and
    /// signature.
    ///
    /// - Parameters:
    ///   - rule: whether it passes without a timestamp.
    ///   - now: counts where there is no timestamp.
    /// - Throws: `timestamp-too-early` where the timestamp is before the document's `iat`; what
    ///   `DocumentTimestamp`, `SealChain` and `DocumentIdentity` refuse.
    public static func verify(
        _ bytes: [UInt8], contentType: String, role: Role, timestamp rule: DocumentTimestamp.Rule,
        maximumBytes: Int, trust: TrustStore, at now: UnixTime
    ) throws(Refusal) -> JAdESDocument {
        let jws = try parse(bytes, maximumBytes: maximumBytes)
        try checkType(jws.header, is: "jose+json")
        guard jws.header["cty"] == .string(contentType) else {
            throw Refusal(.typeMismatch, "expected content of type '\(contentType)'")
        }
        try checkHeader(jws.header, is: ["alg", "typ", "cty", "iat", "x5c", "x5t#S256"])
        let timestamp = try DocumentTimestamp.verify(jws, rule, trust: trust, at: now)
        let time = timestamp?.time ?? now
        let certificates = try x5c(of: jws.header)
        let seal = try refusing {
            try SealChain.verify(x5c: certificates, role: role, trust: trust, at: time)
        }
        guard jws.header["x5t#S256"] == .string(Base64URL.encode(seal.leaf.sha256)) else {
            throw Refusal(.headerRefused, "expected 'x5t#S256' to be the leaf's SHA-256")
        }
        try refusing { try jws.verify(by: seal.publicKey) }
        let payload = try refusing {
            try readObject(jws.payload, maximumBytes: maximumBytes)
        }
        let identity = try DocumentIdentity(reading: payload, signedBy: seal.uri, at: now)
        guard jws.header["iat"] == .integer(identity.issuedAt.seconds) else {
            throw Refusal(.headerRefused, "expected the protected 'iat' to equal the payload's")
        }
        guard timestamp == nil || identity.issuedAt <= time else {
            throw Refusal(.timestampTooEarly, "expected a timestamp not before 'iat'")
        }
        return JAdESDocument(
            jws: jws, seal: seal, payload: payload, identity: identity, timestamp: timestamp,
            time: time)
    }

    /// Seals a payload that begins with its identity, without a timestamp.
    public static func seal(
        _ payload: JSONObject, identity: DocumentIdentity, contentType: String, by sealer: Sealer
    ) throws(Refusal) -> FlattenedJWS {
        var whole = identity.json
        for member in payload { whole[member.name] = member.value }
        let header: JSONObject = [
            "alg": "ES256", "typ": "jose+json", "cty": .string(contentType),
            "iat": .integer(identity.issuedAt.seconds), "x5c": .strings(sealer.x5c),
            "x5t#S256": .string(sealer.x5tS256),
        ]
        let content = whole
        return try refusing {
            try FlattenedJWS(
                signing: JSONValue.object(content).bytes(), header: header, key: sealer.key)
        }
    }
}
