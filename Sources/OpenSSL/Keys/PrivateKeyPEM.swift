internal import COpenSSL

/// Private keys in PKCS#8 as PEM (RFC 5958, RFC 7468), with or without a passphrase.
enum PrivateKeyPEM {
    private static let plainLabel = "PRIVATE KEY"
    private static let encryptedLabel = "ENCRYPTED PRIVATE KEY"
    private static let scryptN: UInt64 = 16_384
    private static let scryptR: UInt64 = 8
    private static let scryptP: UInt64 = 5

    /// Reads the one key in the text, of any algorithm OpenSSL knows.
    ///
    /// A passphrase beside a key that is not encrypted is ignored.
    static func decode(_ text: String, passphrase: String?) throws(OpenSSLError) -> KeyHandle {
        let plain = try PEM.decode(text, label: plainLabel)
        let encrypted = try PEM.decode(text, label: encryptedLabel)
        guard plain.count + encrypted.count == 1 else {
            throw OpenSSLError(.keyMalformed, "expected exactly one private key in PKCS#8")
        }
        let info: PrivateKeyInfo
        if let sealed = encrypted.first {
            guard let passphrase, !passphrase.isEmpty else {
                throw OpenSSLError(.passphraseWrong, "expected a passphrase for an encrypted key")
            }
            info = try PrivateKeyInfo(opening: sealed, passphrase: passphrase)
        } else {
            info = try PrivateKeyInfo(der: plain.first ?? [])
        }
        return try info.key()
    }

    static func encode(_ key: KeyHandle, passphrase: String?) throws(OpenSSLError) -> String {
        let info = try PrivateKeyInfo(key)
        guard let passphrase else {
            return PEM.encode(try info.der(), label: plainLabel)
        }
        guard !passphrase.isEmpty else {
            throw OpenSSLError(.passphraseWrong, "expected a passphrase that is not empty")
        }
        let sealed = try info.sealed(passphrase, n: scryptN, r: scryptR, p: scryptP)
        return PEM.encode(sealed, label: encryptedLabel)
    }
}

/// Owns one `PKCS8_PRIV_KEY_INFO`, whose bytes OpenSSL wipes; used by one call, never shared.
@safe private final class PrivateKeyInfo {
    private let info: OpaquePointer

    init(der: [UInt8]) throws(OpenSSLError) {
        let made = unsafe DER.read(der, free: PKCS8_PRIV_KEY_INFO_free) {
            unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, $0, $1)
        }
        guard let made = unsafe made else {
            throw .drained(.keyMalformed, "expected a private key in PKCS#8")
        }
        unsafe info = unsafe made
    }

    init(opening sealed: [UInt8], passphrase: String) throws(OpenSSLError) {
        let signed = unsafe DER.read(sealed, free: X509_SIG_free) {
            unsafe d2i_X509_SIG(nil, $0, $1)
        }
        guard let signed = unsafe signed else {
            throw .drained(.keyMalformed, "expected an encrypted private key in PKCS#8")
        }
        defer { unsafe X509_SIG_free(signed) }
        let length = Int32(clamping: passphrase.utf8.count)
        guard let made = unsafe PKCS8_decrypt(signed, passphrase, length) else {
            throw .drained(.passphraseWrong, "expected the passphrase the key was encrypted with")
        }
        unsafe info = unsafe made
    }

    init(_ key: KeyHandle) throws(OpenSSLError) {
        let made = unsafe key.withPointer { unsafe EVP_PKEY2PKCS8($0) }
        guard let made = unsafe made else {
            throw .drained(.operationFailed, "expected OpenSSL to encode a private key")
        }
        unsafe info = unsafe made
    }

    deinit {
        unsafe PKCS8_PRIV_KEY_INFO_free(info)
    }

    func key() throws(OpenSSLError) -> KeyHandle {
        guard let key = unsafe EVP_PKCS82PKEY(info) else {
            throw .drained(.keyMalformed, "expected a private key of a known algorithm")
        }
        return unsafe KeyHandle(owning: key)
    }

    func der() throws(OpenSSLError) -> [UInt8] {
        guard let der = unsafe DER.write({ unsafe i2d_PKCS8_PRIV_KEY_INFO(info, $0) }) else {
            throw .drained(.operationFailed, "expected OpenSSL to encode a private key")
        }
        return der
    }

    func sealed(
        _ passphrase: String, n: UInt64, r: UInt64, p: UInt64
    ) throws(OpenSSLError) -> [UInt8] {
        let length = Int32(clamping: passphrase.utf8.count)
        guard let sealed = unsafe bk_pkcs8_seal(info, passphrase, length, n, r, p) else {
            throw .drained(.operationFailed, "expected OpenSSL to encrypt a private key")
        }
        defer { unsafe X509_SIG_free(sealed) }
        guard let der = unsafe DER.write({ unsafe i2d_X509_SIG(sealed, $0) }) else {
            throw .drained(.operationFailed, "expected OpenSSL to encode an encrypted key")
        }
        return der
    }
}
