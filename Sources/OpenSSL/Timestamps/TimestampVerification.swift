internal import COpenSSL

/// Owns what OpenSSL needs to verify one token; used by one call, never shared.
@safe final class TimestampVerification {
    private let context: OpaquePointer

    init(
        imprint: [UInt8], anchor: Certificate, intermediates: [Certificate]
    ) throws(OpenSSLError) {
        guard let context = unsafe TS_VERIFY_CTX_new() else { throw Self.outOfMemory }
        unsafe self.context = context
        _ = unsafe TS_VERIFY_CTX_set_flags(
            context, Int32(TS_VFY_SIGNATURE | TS_VFY_VERSION | TS_VFY_IMPRINT))
        // The context takes the copy, the store and the stack over and frees them.
        guard let copy = unsafe bk_copy(imprint, imprint.count) else { throw Self.outOfMemory }
        _ = unsafe TS_VERIFY_CTX_set_imprint(context, copy, imprint.count)
        guard let store = unsafe X509_STORE_new() else { throw Self.outOfMemory }
        _ = unsafe TS_VERIFY_CTX_set_store(context, store)
        guard let untrusted = unsafe bk_x509_stack_new() else { throw Self.outOfMemory }
        _ = unsafe TS_VERIFY_CTX_set_certs(context, untrusted)
        for certificate in intermediates {
            let pushed = unsafe certificate.handle.withPointer {
                unsafe bk_x509_stack_push(untrusted, $0)
            }
            guard pushed == 1 else { throw Self.outOfMemory }
        }
        let added = unsafe anchor.handle.withPointer { unsafe X509_STORE_add_cert(store, $0) }
        guard added == 1, let parameters = unsafe X509_STORE_get0_param(store) else {
            throw Self.outOfMemory
        }
        // The chain was judged already, times included: OpenSSL would leave out the last second.
        _ = unsafe X509_VERIFY_PARAM_set_flags(
            parameters, UInt(X509_V_FLAG_X509_STRICT | X509_V_FLAG_NO_CHECK_TIME))
    }

    deinit {
        unsafe TS_VERIFY_CTX_free(context)
    }

    /// - Throws: `timestampInvalid`.
    func verify(_ der: [UInt8]) throws(OpenSSLError) {
        let token = unsafe DER.read(der, free: { unsafe PKCS7_free(UnsafeMutablePointer($0)) }) {
            unsafe OpaquePointer(d2i_PKCS7(nil, $0, $1))
        }
        guard let token = unsafe token else {
            throw .drained(.timestampInvalid, "expected a token that OpenSSL can read")
        }
        defer { unsafe PKCS7_free(UnsafeMutablePointer(token)) }
        guard unsafe TS_RESP_verify_token(context, UnsafeMutablePointer(token)) == 1 else {
            throw .drained(
                .timestampInvalid, "expected a token signed by the certificate in it")
        }
    }

    private static let outOfMemory = OpenSSLError(
        .operationFailed, "expected memory for a verification")
}
