public import OpenSSL
public import SelectiveDisclosure
public import JOSE
import StrictJSON

/// An attestation on its way to the citizen: a JWE to the mandate's decryption key.
///
/// The plaintext `{credential, pad}` has one fixed size, so that the service learns nothing from
/// lengths.
public enum SealedAttestation {
    /// The size of the plaintext, in bytes.
    public static let plaintextBytes = 16_384

    /// Encrypts an attestation.
    ///
    /// - Throws: `too-large` where it does not fit the fixed size.
    public static func seal(_ attestation: SDJWT, to key: JWK) throws(Refusal) -> String {
        var plaintext: JSONObject = ["credential": .string(attestation.text), "pad": ""]
        let room = plaintextBytes - JSONValue.object(plaintext).bytes().count
        guard room >= 0 else {
            throw Refusal(
                .tooLarge, "expected an attestation that fits \(plaintextBytes) bytes")
        }
        plaintext["pad"] = .string(Padding.zeros(room))
        let bytes = JSONValue.object(plaintext).bytes()
        return try refusing {
            try CompactJWE(encrypting: bytes, to: key, keyID: key.thumbprint).text
        }
    }

    /// Decrypts an attestation with the key made for this request.
    ///
    /// The plaintext's size is fixed; members beside `credential` and `pad` are ignored.
    public static func open(_ text: String, key: P256PrivateKey) throws(Refusal) -> String {
        try refusing {
            let jwe = try CompactJWE(text, maximumBytes: DocumentLimits.attestation)
            try checkEncryptionHeader(jwe.header)
            let bytes = try jwe.decrypt(with: key)
            guard bytes.count == plaintextBytes else {
                throw Refusal(
                    .malformed, "expected a plaintext of \(plaintextBytes) bytes")
            }
            let reader = try readObject(bytes, maximumBytes: plaintextBytes)
            guard Padding.isZeros(try reader.string("pad")) else {
                throw Refusal(.malformed, "expected 'pad' of zeros")
            }
            return try reader.string("credential")
        }
    }
}
