public import JOSE
public import OpenSSL
public import StrictJSON

/// An SD-JWT whose issuer's signature and disclosures were checked; only `SDJWT.verified(by:)`
/// makes one.
public struct VerifiedSDJWT: Sendable, Hashable {
    /// The claims with the disclosed ones in their places, without `_sd`, `_sd_alg` and `...`.
    public let claims: JSONObject
    /// Names of the disclosed claims of the top level, in the order in which they were presented.
    public let disclosedNames: [String]
    public let sdjwt: SDJWT

    fileprivate init(_ processed: ProcessedClaims, of sdjwt: SDJWT) {
        claims = processed.claims
        disclosedNames = processed.disclosedNames
        self.sdjwt = sdjwt
    }

    /// The holder's key: the plain claim `cnf.jwk` (RFC 7800), never a disclosed one.
    public func confirmationKey() throws(SDJWTError) -> JWK { try sdjwt.confirmationKey() }
}

extension SDJWT {
    /// Checks the issuer's signature and processes the disclosures (RFC 9901, section 7.1).
    ///
    /// Whose key it is, `typ`, and the times (`nbf`, `exp`) are the caller's to judge; so is
    /// whether a key binding is demanded. Throws `signatureInvalid`, or the code of the rule that
    /// is broken.
    public func verified(by issuerKey: P256PublicKey) throws(SDJWTError) -> VerifiedSDJWT {
        do { try issuerJWS.verify(by: issuerKey) } catch {
            throw SDJWTError(error, in: "issuer's JWS")
        }
        return VerifiedSDJWT(try process(), of: self)
    }

    /// The key in the plain claim `cnf.jwk`.
    func confirmationKey() throws(SDJWTError) -> JWK {
        guard let json = payload["cnf"]?.objectValue?["jwk"]?.objectValue,
            let jwk = try? JWK(json: json)
        else {
            throw SDJWTError(.holderKeyMismatch, "expected a public P-256 key in plain 'cnf.jwk'")
        }
        return jwk
    }
}
