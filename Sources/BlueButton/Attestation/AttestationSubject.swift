public import JOSE
import OpenSSL

/// The `sub` of attestations: who it is about, new for every holder key.
public enum AttestationSubject {
    /// base64url(SHA-256(`sub` of the sources' token ‖ "." ‖ holder key's thumbprint)).
    ///
    /// Two corporations that compare what they got find different values for the same person.
    public static func value(person: String, holderKey: JWK) -> String {
        Base64URL.encode(SHA256.hash(utf8: person + "." + holderKey.thumbprint))
    }
}
