internal import JOSE
public import OpenSSL
internal import StrictJSON

extension SDJWT {
    /// The same SD-JWT with only these claims of the top level disclosed.
    ///
    /// A claim that is kept keeps all disclosures inside it; disclosures inside plain claims go.
    /// A name that no disclosure of the top level has is refused as `unknownClaim`, an SD-JWT that
    /// would not pass processing and one that has a key binding are refused as well.
    public func presenting(_ names: Set<String>) throws(SDJWTError) -> SDJWT {
        try refuseKeyBinding()
        let processed = try process()
        // As JSON, since that compares byte for byte.
        let wanted = Set(names.map { JSONValue.string($0) })
        guard wanted.isSubset(of: processed.disclosedNames.map { .string($0) }) else {
            throw SDJWTError(.unknownClaim, "expected names of disclosed claims")
        }
        let kept = disclosures.filter { disclosure in
            processed.owners[disclosure.digest].map { wanted.contains(.string($0)) } ?? false
        }
        return SDJWT(issuerJWS: issuerJWS, payload: payload, disclosures: kept)
    }

    /// The SD-JWT+KB of this SD-JWT for one verifier and one request (RFC 9901, section 4.3).
    ///
    /// The header is exactly `{alg, typ: kb+jwt}`; `issuedAt` is in seconds since 1970. Each string
    /// of `transactionData`, as it stood in the request, undecoded, is hashed into
    /// `transaction_data_hashes` (OpenID4VP 1.0, appendix B.3.3). Refused: an SD-JWT that has a key
    /// binding already, and a key other than that of `cnf.jwk`.
    public func binding(
        audience: String, nonce: String, issuedAt: Int64, transactionData: [String] = [],
        key: P256PrivateKey
    ) throws(SDJWTError) -> SDJWT {
        try refuseKeyBinding()
        guard try confirmationKey() == JWK(key.publicKey) else {
            throw SDJWTError(.holderKeyMismatch, "expected the key of 'cnf.jwk'")
        }
        var claims: JSONObject = [
            "iat": .integer(issuedAt), "aud": .string(audience), "nonce": .string(nonce),
            "sd_hash": .string(bindingHash),
        ]
        if !transactionData.isEmpty {
            claims["transaction_data_hashes"] = .array(
                transactionData.map { .string(Base64URL.encode(SHA256.hash(utf8: $0))) })
        }
        do {
            let jws = try CompactJWS(
                signing: claims.bytes(), header: ["alg": "ES256", "typ": "kb+jwt"], key: key)
            return SDJWT(
                issuerJWS: issuerJWS, payload: payload, disclosures: disclosures, keyBinding: jws)
        } catch {
            throw SDJWTError(error, in: "key binding")
        }
    }

    private func refuseKeyBinding() throws(SDJWTError) {
        guard keyBinding == nil else {
            throw SDJWTError(.keyBindingUnexpected, "expected an SD-JWT without key binding")
        }
    }
}
