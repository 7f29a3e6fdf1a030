internal import JOSE
public import OpenSSL
internal import StrictJSON

/// What a checked key binding says besides that the holder presented this SD-JWT here and now.
public struct KeyBinding: Sendable, Hashable {
    /// When it was signed, in seconds since 1970: the caller judges whether that is recent.
    public let issuedAt: Int64
    /// Base64url of SHA-256 over each entry of the request's `transaction_data`; nil where the
    /// holder named none.
    public let transactionDataHashes: [String]?
    /// `sha-256` where the holder names the algorithm of these hashes, nil where not.
    public let transactionDataHashesAlgorithm: String?
}

extension VerifiedSDJWT {
    /// Checks the key binding (RFC 9901, section 7.3), in this order: that there is one, that
    /// `holder` is the key of the plain `cnf.jwk`, header, signature, claims, `sd_hash`, `aud`,
    /// `nonce`; each with a code of its own.
    ///
    /// The header is `{alg, typ: kb+jwt}`; a `kid` beside them is ignored, anything else is
    /// refused.
    public func keyBinding(
        heldBy holder: P256PublicKey, audience: String, nonce: String
    ) throws(SDJWTError) -> KeyBinding {
        guard let jws = sdjwt.keyBinding else {
            throw SDJWTError(.keyBindingMissing, "expected an SD-JWT+KB")
        }
        guard try confirmationKey() == JWK(holder) else {
            throw SDJWTError(.holderKeyMismatch, "expected 'cnf.jwk' to be the holder's key")
        }
        guard jws.header["typ"] == "kb+jwt" else {
            throw Self.invalid("'typ' to be kb+jwt")
        }
        guard (try? JSONReader(.object(jws.header)).close(["alg", "typ", "kid"])) != nil else {
            throw Self.invalid("a header of alg and typ")
        }
        do { try jws.verify(by: holder) } catch {
            throw SDJWTError(
                error.code == .signatureInvalid ? .keyBindingSignatureInvalid : .algorithmRefused,
                "key binding: \(error.message)")
        }
        let claims = try KeyBindingClaims(jws)
        guard claims.hash == .string(sdjwt.bindingHash) else {
            throw SDJWTError(.hashMismatch, "expected 'sd_hash' over these disclosures")
        }
        guard claims.audience == .string(audience) else {
            throw SDJWTError(.audienceMismatch, "expected 'aud' to be this verifier")
        }
        guard claims.nonce == .string(nonce) else {
            throw SDJWTError(.nonceMismatch, "expected 'nonce' to be that of the request")
        }
        return KeyBinding(
            issuedAt: claims.issuedAt, transactionDataHashes: claims.transactionDataHashes,
            transactionDataHashesAlgorithm: claims.transactionDataHashesAlgorithm)
    }

    private static func invalid(_ expected: String) -> SDJWTError {
        SDJWTError(.keyBindingInvalid, "key binding: expected \(expected)")
    }
}

/// The claims of a key binding by type, not yet compared with anything.
private struct KeyBindingClaims {
    let issuedAt: Int64
    /// Strings, kept as JSON because that compares byte for byte.
    let hash, audience, nonce: JSONValue
    let transactionDataHashes: [String]?
    let transactionDataHashesAlgorithm: String?

    init(_ jws: CompactJWS) throws(SDJWTError) {
        let payload = try SDJWT.object(jws.payload, "key binding")
        do throws(JSONShapeError) {
            let claims = JSONReader(.object(payload))
            issuedAt = try claims.integer("iat")
            hash = .string(try claims.string("sd_hash"))
            audience = .string(try claims.string("aud"))
            nonce = .string(try claims.string("nonce"))
            transactionDataHashes = try claims.optionalStrings("transaction_data_hashes")
            let algorithm = try claims.optionalString("transaction_data_hashes_alg")
            transactionDataHashesAlgorithm = algorithm
            guard issuedAt > 0 else { throw claims.fail("'iat' above 0") }
            guard algorithm == nil || algorithm == "sha-256" else {
                throw claims.fail("'transaction_data_hashes_alg' to be sha-256")
            }
        } catch {
            throw SDJWTError(.keyBindingInvalid, "key binding: \(error.message)")
        }
    }
}
