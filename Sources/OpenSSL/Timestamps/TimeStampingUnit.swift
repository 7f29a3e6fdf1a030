internal import COpenSSL

/// A certificate and its key, which answer requests for timestamps (RFC 3161).
///
/// One time-stamping unit of an authority (ETSI EN 319 421). Its tokens carry its certificate
/// alone: with the issuer's beside it OpenSSL 3.0 writes a set that is not sorted, and strict
/// readers refuse it. `signingCertificateV2` holds the certificate's SHA-256.
public struct TimeStampingUnit: Sendable {
    public let certificate: Certificate
    /// The one policy under which it stamps, dotted.
    public let policy: String

    private let key: P256PrivateKey

    /// Refuses a certificate of another key, and one that is not for time-stamping: extended key
    /// usage critical and `timeStamping` alone; `certificateMalformed`.
    public init(
        certificate: Certificate, key: P256PrivateKey, policy: String
    ) throws(OpenSSLError) {
        guard try certificate.publicKey() == key.publicKey,
            certificate.extendedKeyUsages == [Self.usage], certificate.extendedKeyUsageIsCritical
        else {
            throw OpenSSLError(
                .certificateMalformed, "expected a time-stamping certificate and the key in it")
        }
        guard DER.arcs(policy) != nil else {
            throw OpenSSLError(
                .timestampMalformed, "expected a policy as a dotted object identifier")
        }
        self.certificate = certificate
        self.key = key
        self.policy = policy
    }

    /// The same unit under another policy.
    public func with(policy: String) throws(OpenSSLError) -> TimeStampingUnit {
        try TimeStampingUnit(certificate: certificate, key: key, policy: policy)
    }

    /// `id-kp-timeStamping` (RFC 5280, section 4.2.1.12).
    public static let usage = "1.3.6.1.5.5.7.3.8"

    /// Answers a request: the response in DER, which may be a rejection.
    ///
    /// - Parameters:
    ///   - time: `genTime`.
    ///   - microseconds: the fraction of `genTime`; left out where it is 0.
    /// - Throws: `operationFailed` where OpenSSL makes no answer at all.
    public func respond(
        to request: [UInt8], at time: UnixTime, microseconds: Int = 0
    ) throws(OpenSSLError) -> [UInt8] {
        let serial = try SecureRandom.bytes(16)
        guard let context = unsafe TS_RESP_CTX_new() else { throw Self.failed }
        defer { unsafe TS_RESP_CTX_free(context) }
        try unsafe prepare(context, microseconds: microseconds)
        guard let input = unsafe BIO_new_mem_buf(request, Int32(clamping: request.count)) else {
            throw Self.failed
        }
        defer { unsafe BIO_free(input) }
        var moment = bk_timestamp_moment()
        moment.seconds = Int(time.seconds)
        moment.microseconds = microseconds
        unsafe withUnsafeMutableBytes(of: &moment.serial) { unsafe $0.copyBytes(from: serial) }
        let response = unsafe withUnsafeMutablePointer(to: &moment) { moment in
            unsafe bk_timestamp_set_moment(context, moment)
            return unsafe TS_RESP_create_response(context, input)
        }
        defer { unsafe TS_RESP_free(response) }
        guard let response = unsafe response,
            let der = unsafe DER.write({ unsafe i2d_TS_RESP(response, $0) })
        else { throw Self.failed }
        // A rejection leaves its reason in the queue.
        ErrorQueue.clear()
        return der
    }

    private func prepare(
        _ context: OpaquePointer, microseconds: Int
    ) throws(OpenSSLError) {
        let signs = unsafe certificate.handle.withPointer { certificate in
            unsafe key.handle.withPointer { key in
                unsafe TS_RESP_CTX_set_signer_cert(context, certificate) == 1
                    && TS_RESP_CTX_set_signer_key(context, key) == 1
            }
        }
        guard signs, let policy = unsafe OBJ_txt2obj(policy, 1) else { throw Self.failed }
        defer { unsafe ASN1_OBJECT_free(policy) }
        guard unsafe TS_RESP_CTX_set_def_policy(context, policy) == 1,
            unsafe TS_RESP_CTX_add_md(context, EVP_sha256()) == 1,
            unsafe TS_RESP_CTX_set_signer_digest(context, EVP_sha256()) == 1,
            unsafe TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256()) == 1,
            unsafe TS_RESP_CTX_set_accuracy(context, 1, 0, 0) == 1,
            unsafe TS_RESP_CTX_set_clock_precision_digits(context, microseconds == 0 ? 0 : 6) == 1
        else { throw Self.failed }
    }

    private static var failed: OpenSSLError {
        .drained(.operationFailed, "expected OpenSSL to answer a request for a timestamp")
    }
}
