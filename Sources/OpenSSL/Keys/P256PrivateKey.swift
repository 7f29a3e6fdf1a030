internal import COpenSSL

/// A private key on P-256, for ES256 signatures and ECDH.
///
/// OpenSSL wipes its copy of the scalar when the key goes away. Copies that leave through `scalar`
/// and `pem` are ordinary Swift values, which nobody wipes.
public final class P256PrivateKey: Sendable {
    public let publicKey: P256PublicKey

    let handle: KeyHandle
    private let signing: PreparedOperation

    /// A new key from OpenSSL's random generator.
    public convenience init() throws(OpenSSLError) {
        try self.init(try P256Curve.generate())
    }

    /// From the scalar, 32 bytes, big-endian; refuses zero and what is not below the order.
    public convenience init(scalar: [UInt8]) throws(OpenSSLError) {
        try self.init(try P256Curve.key(scalar: scalar))
    }

    /// From one PKCS#8 key in PEM, encrypted or not.
    ///
    /// Throws `passphraseWrong` for an encrypted key without passphrase or with another one,
    /// `keyMalformed` for any other kind of key. Never asks on the terminal.
    public convenience init(pem: String, passphrase: String? = nil) throws(OpenSSLError) {
        let handle = try PrivateKeyPEM.decode(pem, passphrase: passphrase)
        try P256Curve.check(handle)
        try self.init(handle)
    }

    init(_ handle: KeyHandle) throws(OpenSSLError) {
        let point = unsafe handle.withPointer { key in
            var encoded: UnsafeMutablePointer<UInt8>?
            let count = unsafe EVP_PKEY_get1_encoded_public_key(key, &encoded)
            defer { unsafe bk_free(encoded) }
            return unsafe [UInt8](UnsafeBufferPointer(start: encoded, count: count))
        }
        guard point.count == 65, point[0] == 0x04 else {
            throw .drained(.keyMalformed, "expected a private key with an uncompressed point")
        }
        self.handle = handle
        publicKey = try P256PublicKey(x: [UInt8](point[1..<33]), y: [UInt8](point[33..<65]))
        signing = try PreparedOperation(.signing, key: handle)
    }

    /// The key in PKCS#8 as PEM, encrypted where a passphrase is given.
    ///
    /// The encryption is PBES2 with scrypt (N 2^14, r 8, p 5: 16 MiB) and AES-256-CBC, which
    /// `openssl pkey` reads. An empty passphrase is refused.
    public func pem(passphrase: String? = nil) throws(OpenSSLError) -> String {
        try PrivateKeyPEM.encode(handle, passphrase: passphrase)
    }

    /// The scalar, 32 bytes, big-endian.
    public var scalar: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: P256Curve.coordinateLength)
        let written = unsafe handle.withPointer { key in
            var number: OpaquePointer?
            guard unsafe EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 else {
                return Int32(0)
            }
            defer { unsafe BN_clear_free(number) }
            return unsafe BN_bn2binpad(number, &bytes, Int32(bytes.count))
        }
        // Every way into this class checks the scalar: only memory can be wanting here.
        precondition(written == bytes.count, "expected OpenSSL to have memory for a number")
        return bytes
    }

    /// An ES256 signature of the message: r‖s, 64 bytes, another one each time.
    public func sign(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let der = try signing.sign(digest: SHA256.hash(message))
        guard let raw = ECDSASignature.raw(der: der) else {
            throw OpenSSLError(.signatureMalformed, "expected two integers in a signature")
        }
        return raw
    }

    /// The ECDH secret with that key: the x coordinate of the common point, 32 bytes.
    ///
    /// Not a key yet: derive one with `ConcatKDF`.
    public func sharedSecret(with peer: P256PublicKey) throws(OpenSSLError) -> [UInt8] {
        try handle.agree(with: peer.handle)
    }
}
