internal import COpenSSL

/// Owns one `X509` whose extensions have been parsed.
///
/// Unchecked because the compiler sees a pointer. Nothing changes the certificate after `init`;
/// what OpenSSL caches inside it during a verification it guards with the certificate's lock.
@safe final class CertificateHandle: @unchecked Sendable {
    private let certificate: OpaquePointer

    /// Refuses what is not a certificate in strict DER, bytes after it, and extensions that OpenSSL
    /// cannot read or that come twice.
    init(der: [UInt8]) throws(OpenSSLError) {
        guard DER.isStrict(der) else {
            throw OpenSSLError(.certificateMalformed, "expected a certificate in DER and no more")
        }
        let made = unsafe DER.read(der, free: X509_free) { unsafe d2i_X509(nil, $0, $1) }
        guard let made = unsafe made else {
            throw .drained(.certificateMalformed, "expected a certificate")
        }
        unsafe certificate = made
        // The first look at the extensions parses them all; false alarms of it are none.
        guard unsafe X509_get_extension_flags(made) & UInt32(EXFLAG_INVALID) == 0 else {
            throw .drained(.certificateMalformed, "expected extensions that can be read")
        }
        ErrorQueue.clear()
    }

    deinit {
        unsafe X509_free(certificate)
    }

    /// Lends the pointer, which must not outlive the call.
    func withPointer<Result, Failure>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(certificate)
    }

    var flags: Int32 {
        unsafe Int32(bitPattern: X509_get_extension_flags(certificate))
    }

    func validity() throws(OpenSSLError) -> (from: UnixTime, to: UnixTime) {
        guard let from = unsafe ASN1.time(X509_get0_notBefore(certificate)),
            let to = unsafe ASN1.time(X509_get0_notAfter(certificate))
        else {
            throw OpenSSLError(.certificateMalformed, "expected times as RFC 5280 writes them")
        }
        return (from, to)
    }

    /// The magnitude, big-endian, without zeros in front.
    func serial() throws(OpenSSLError) -> [UInt8] {
        guard let serial = unsafe ASN1.serial(X509_get0_serialNumber(certificate)) else {
            throw OpenSSLError(.certificateMalformed, "expected a serial number from 1 to 2^160")
        }
        return serial
    }

    func subjectPublicKeyInfo() -> [UInt8]? {
        unsafe DER.write { unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), $0) }
    }

    func signatureAlgorithm() throws(OpenSSLError) -> String {
        var object: OpaquePointer?
        unsafe X509_ALGOR_get0(&object, nil, nil, X509_get0_tbs_sigalg(certificate))
        guard let text = unsafe ASN1.dotted(object) else {
            throw .drained(.certificateMalformed, "expected a signature algorithm")
        }
        return text
    }

    /// Nil when the extension is absent; refuses bits without a name.
    func keyUsage() throws(OpenSSLError) -> Set<KeyUsage>? {
        guard flags & Int32(EXFLAG_KUSAGE) != 0 else { return nil }
        let bits = unsafe X509_get_key_usage(certificate)
        let usages = KeyUsage.allCases.filter { bits & $0.mask != 0 }
        guard bits == usages.reduce(0, { $0 | $1.mask }) else {
            throw OpenSSLError(.certificateMalformed, "expected no unknown key usage")
        }
        return Set(usages)
    }

    func subjectKeyIdentifier() -> [UInt8]? {
        unsafe ASN1.bytes(X509_get0_subject_key_id(certificate))
    }

    func authorityKeyIdentifier() -> [UInt8]? {
        unsafe ASN1.bytes(X509_get0_authority_key_id(certificate))
    }
}
