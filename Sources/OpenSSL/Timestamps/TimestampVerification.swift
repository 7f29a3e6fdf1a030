internal import COpenSSL

/// Whether a token is signed by the first certificate of a chain; OpenSSL decides.
enum TimestampVerification {
    /// Chains that OpenSSL found fit for time-stamping, by their certificates: that rests on neither
    /// times nor revocation.
    private static let fitChains = ContentMemory<Bool>(maximum: 64)

    /// - Parameters:
    ///   - token: a TimeStampToken without certificates: for each that it finds in one, OpenSSL
    ///     looks for a decoder of its key, which takes longer than to verify three signatures.
    ///   - chain: from the signer's certificate to its anchor.
    /// - Throws: `timestampInvalid`.
    static func verify(_ token: [UInt8], chain: [Certificate]) throws(OpenSSLError) {
        _ = try fitChains.value(of: chain.flatMap(\.sha256)) { () throws(OpenSSLError) in
            try checkPurpose(of: chain)
            return true
        }
        let token = unsafe DER.read(token, free: { unsafe PKCS7_free(UnsafeMutablePointer($0)) }) {
            unsafe OpaquePointer(d2i_PKCS7(nil, $0, $1))
        }
        guard let token = unsafe token else {
            throw .drained(.timestampInvalid, "expected a token that OpenSSL can read")
        }
        defer { unsafe PKCS7_free(UnsafeMutablePointer(token)) }
        guard let certificates = CertificateStack(chain) else {
            throw OpenSSLError(.operationFailed, "expected memory for a verification")
        }
        let isSigned = unsafe certificates.withPointer { stack in
            unsafe bk_timestamp_is_signed(UnsafeMutablePointer(token), stack)
        }
        guard isSigned == 1 else {
            throw .drained(
                .timestampInvalid, "expected a token signed by the certificate in it")
        }
    }

    /// Demands that each certificate is issued by the next, and that the first may stamp. Times were
    /// judged by whoever hands the chain over.
    private static func checkPurpose(of chain: [Certificate]) throws(OpenSSLError) {
        let found: [Certificate]
        do {
            found = try VerificationContext(
                leaf: chain[0], intermediates: Array(chain.dropFirst().dropLast()),
                anchors: chain.suffix(1), revocation: nil
            ).verify(purpose: X509_PURPOSE_TIMESTAMP_SIGN)
        } catch {
            throw OpenSSLError(.timestampInvalid, "expected a chain for time-stamping")
        }
        guard found == chain else {
            throw OpenSSLError(.timestampInvalid, "expected the chain of the token's certificate")
        }
    }
}
