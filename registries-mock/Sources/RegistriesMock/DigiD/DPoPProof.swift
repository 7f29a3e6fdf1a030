import JOSE
import OpenSSL
import StrictJSON

/// Checks DPoP proofs (RFC 9449 section 4.3), with a nonce of the server and a memory of
/// those seen.
final class DPoPVerifier: Sendable {
    /// A proof may be this old, or this far ahead, in seconds.
    static let window: Int64 = 60

    private let nonces: DPoPNonces
    private let requiresNonce: Bool
    private let seen = ExpiringSet()

    init(nonces: DPoPNonces, requiresNonce: Bool) {
        self.nonces = nonces
        self.requiresNonce = requiresNonce
    }

    /// The thumbprint of the key that made a proof.
    ///
    /// Refused: another type, algorithm or `crit`, a private key in the header, another method or
    /// address, a time outside the window, a `jti` seen before, no nonce of ours.
    func thumbprint(
        _ proofs: [String], method: String, address: String, at now: UnixTime
    ) throws(OAuthError) -> String {
        guard proofs.count == 1 else { throw .invalidProof("expected one DPoP header") }
        let (jwk, claims) = try Self.verified(proofs[0])
        guard claims["htm"]?.stringValue == method,
            claims["htu"]?.stringValue.map(Self.withoutQuery) == address
        else { throw .invalidProof("expected htm and htu of this request") }
        guard let issued = claims["iat"]?.integerValue, abs(now.seconds - issued) <= Self.window
        else { throw .invalidProof("expected an iat of now") }
        guard let id = claims["jti"]?.stringValue, (1...256).contains(id.utf8.count) else {
            throw .invalidProof("expected a jti")
        }
        if requiresNonce {
            guard let nonce = claims["nonce"]?.stringValue, nonces.isOurs(nonce, at: now) else {
                throw .useNonce
            }
        }
        let key = Base64URL.encode(SHA256.hash(utf8: "\(jwk.thumbprint) \(id)"))
        guard seen.insert(key, until: now + 2 * Self.window + 1, at: now) else {
            throw .invalidProof("expected a jti that was not used before")
        }
        return jwk.thumbprint
    }

    private static func verified(_ proof: String) throws(OAuthError) -> (JWK, JSONObject) {
        do {
            let jws = try CompactJWS(proof, maximumBytes: 8 * 1024)
            guard jws.type == "dpop+jwt", let header = jws.header["jwk"]?.objectValue else {
                throw OAuthError.invalidProof("expected a proof of the type dpop+jwt with its key")
            }
            let jwk = try JWK(json: header)
            try jws.verify(by: jwk.key)
            let payload = try JSONValue.parse(signed: jws.payload, maximumBytes: 8 * 1024)
            guard let claims = payload.objectValue else {
                throw OAuthError.invalidProof("expected claims in the proof")
            }
            return (jwk, claims)
        } catch let error as OAuthError {
            throw error
        } catch {
            throw .invalidProof("expected a sound proof, signed with ES256 by the key in it")
        }
    }

    private static func withoutQuery(_ address: String) -> String {
        String(address.prefix { $0 != "?" && $0 != "#" })
    }
}
