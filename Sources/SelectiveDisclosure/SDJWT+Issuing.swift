internal import JOSE
public import OpenSSL
public import StrictJSON

extension SDJWT {
    /// Signs claims of which some are disclosable, each on its own, and discloses all of them.
    ///
    /// The payload is `plain` in its order, `_sd_alg` and the digests in `_sd`, sorted, so that
    /// their order tells nothing. Refused: reserved names anywhere, a name that comes twice, and
    /// claims in `disclosable` that decide about validity (`iss`, `exp`, `cnf` …). The header must
    /// have an `alg` on the allow-list.
    public static func issue(
        plain: JSONObject, disclosable: [(name: String, value: JSONValue)], header: JSONObject,
        key: P256PrivateKey
    ) throws(SDJWTError) -> SDJWT {
        try ClaimNames.refuseReserved(in: .object(plain))
        var names = plain
        var disclosures: [Disclosure] = []
        for (name, value) in disclosable {
            guard names[name] == nil else {
                throw SDJWTError(.nameClash, "expected every claim once")
            }
            guard !ClaimNames.plain.contains(name) else {
                throw SDJWTError(.mustBePlain, "expected '\(name)' among the plain claims")
            }
            names[name] = .null
            disclosures.append(try Disclosure(name: name, value: value))
        }
        var payload = plain
        payload[ClaimNames.digestAlgorithm] = "sha-256"
        payload[ClaimNames.digests] = .array(disclosures.map(\.digest).sorted().map { .string($0) })
        let jws: CompactJWS
        do { jws = try CompactJWS(signing: payload.bytes(), header: header, key: key) } catch {
            throw SDJWTError(error, in: "issuer's JWS")
        }
        return SDJWT(issuerJWS: jws, payload: payload, disclosures: disclosures)
    }
}
