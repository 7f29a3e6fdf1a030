import JOSE
public import OpenSSL
import StrictJSON

/// The sources' token on its way to one gateway: a JWE that the service cannot read.
public enum SealedToken {
    /// The longest text, in bytes.
    static let maximumBytes = 64 << 10

    /// Encrypts the token to a source's first key.
    public static func seal(
        _ token: String, to source: DirectorySource
    ) throws(Refusal) -> String {
        guard let key = source.encryptionKeys.first else {
            throw Refusal(.sourceUnknown, "expected a source with an encryption key")
        }
        return try refusing {
            try CompactJWE(
                encrypting: Array(token.utf8), to: key, keyID: key.thumbprint,
                contentType: "JWT"
            ).text
        }
    }

    /// Decrypts a token with the gateway's key that the header names.
    ///
    /// - Throws: `decryption-failed`, the same for every way in which it cannot be read.
    public static func open(_ text: String, keys: [P256PrivateKey]) throws(Refusal) -> String {
        let failure = Refusal(
            Refusal.Code(rawValue: "decryption-failed"),
            "expected a token encrypted to this source's key")
        guard let jwe = try? CompactJWE(text, maximumBytes: maximumBytes),
            (try? checkEncryptionHeader(jwe.header, contentType: "JWT")) != nil,
            let name = jwe.keyID,
            let key = keys.first(where: { isSame(JWK($0.publicKey).thumbprint, name) }),
            let plaintext = try? jwe.decrypt(with: key),
            let token = String(validating: plaintext, as: UTF8.self)
        else { throw failure }
        return token
    }
}
