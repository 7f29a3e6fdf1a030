internal import COpenSSL

/// The curve P-256 (FIPS 186-5, secp256r1): keys made from bytes, and new ones.
///
/// OpenSSL's decoders need 0.2 ms for a public key. Setting the point on a copy of prepared
/// parameters, which is what its TLS does with key shares, needs a thirtieth of that.
enum P256Curve {
    static let coordinateLength = 32
    private static let parameters: KeyHandle? = unsafe bk_p256_parameters().map {
        unsafe KeyHandle(owning: $0)
    }

    /// A public key; refuses a point that is not on the curve, and the point at infinity.
    static func key(x: [UInt8], y: [UInt8]) throws(OpenSSLError) -> KeyHandle {
        guard x.count == coordinateLength, y.count == coordinateLength else {
            throw OpenSSLError(.keyMalformed, "expected coordinates of 32 bytes each")
        }
        guard let parameters, let made = unsafe EVP_PKEY_new() else {
            throw .drained(.operationFailed, "expected OpenSSL to know P-256")
        }
        let handle = unsafe KeyHandle(owning: made)
        let copied = unsafe parameters.withPointer { source in
            unsafe EVP_PKEY_copy_parameters(made, source)
        }
        guard copied == 1 else {
            throw .drained(.operationFailed, "expected OpenSSL to know P-256")
        }
        let point = [0x04] + x + y
        guard unsafe EVP_PKEY_set1_encoded_public_key(made, point, point.count) == 1 else {
            throw .drained(.keyMalformed, "expected a point on P-256")
        }
        return handle
    }

    /// A new private key.
    static func generate() throws(OpenSSLError) -> KeyHandle {
        guard let parameters else {
            throw .drained(.operationFailed, "expected OpenSSL to know P-256")
        }
        let made = unsafe parameters.withPointer { source -> OpaquePointer? in
            guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, source, nil) else {
                return nil
            }
            defer { unsafe EVP_PKEY_CTX_free(context) }
            var key: OpaquePointer?
            guard unsafe EVP_PKEY_keygen_init(context) > 0,
                unsafe EVP_PKEY_generate(context, &key) > 0
            else { return nil }
            return unsafe key
        }
        guard let made = unsafe made else {
            throw .drained(.operationFailed, "expected OpenSSL to generate a key")
        }
        return unsafe KeyHandle(owning: made)
    }

    /// A private key from its scalar, 32 bytes, big-endian; refuses zero and what is not below the
    /// order.
    static func key(scalar: [UInt8]) throws(OpenSSLError) -> KeyHandle {
        guard scalar.count == coordinateLength else {
            throw OpenSSLError(.keyMalformed, "expected a scalar of 32 bytes")
        }
        // ECPrivateKey of RFC 5915 with the curve's name and no point: OpenSSL computes that.
        let curve = DER.objectIdentifier([1, 2, 840, 10_045, 3, 1, 7])
        let der = DER.sequence(
            DER.integer(1), DER.octetString(scalar), DER.tagged(0, curve))
        let made = unsafe DER.read(der, free: EVP_PKEY_free) {
            unsafe d2i_PrivateKey(EVP_PKEY_EC, nil, $0, $1)
        }
        guard let made = unsafe made else {
            throw .drained(.keyMalformed, "expected a scalar between 0 and the order of P-256")
        }
        let handle = unsafe KeyHandle(owning: made)
        try check(handle)
        return handle
    }

    /// Refuses a private key that is not on P-256, or whose point is not its scalar's.
    static func check(_ handle: KeyHandle) throws(OpenSSLError) {
        let onCurve = unsafe handle.withPointer { key in
            var name = [CChar](repeating: 0, count: 32)
            var count = 0
            guard unsafe EVP_PKEY_is_a(key, "EC") == 1,
                unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1
            else { return false }
            return name.prefix(count).elementsEqual("prime256v1".utf8.map(CChar.init(_:)))
        }
        guard onCurve else {
            throw .drained(.keyMalformed, "expected a private key on P-256")
        }
        let consistent = unsafe handle.withPointer { key in
            guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
                return false
            }
            defer { unsafe EVP_PKEY_CTX_free(context) }
            return unsafe EVP_PKEY_check(context) == 1
        }
        guard consistent else {
            throw .drained(.keyMalformed, "expected a private key whose scalar and point fit")
        }
    }
}
