internal import COpenSSL

/// Owns one `X509_CRL`.
///
/// Unchecked because the compiler sees a pointer. Nothing changes the list after `init`; what
/// OpenSSL caches inside it during a verification it guards with the list's lock.
@safe final class RevocationListHandle: @unchecked Sendable {
    private let list: OpaquePointer

    init(der: [UInt8]) throws(OpenSSLError) {
        guard DER.isStrict(der) else {
            throw OpenSSLError(.crlMalformed, "expected a revocation list in DER and no more")
        }
        let made = unsafe DER.read(der, free: X509_CRL_free) { unsafe d2i_X509_CRL(nil, $0, $1) }
        guard let made = unsafe made else {
            throw .drained(.crlMalformed, "expected a revocation list")
        }
        unsafe list = made
    }

    deinit {
        unsafe X509_CRL_free(list)
    }

    /// Lends the pointer, which must not outlive the call.
    func withPointer<Result, Failure>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(list)
    }

    func issuer() throws(OpenSSLError) -> [UInt8] {
        guard let issuer = unsafe NameReader.der(X509_CRL_get_issuer(list)) else {
            throw .drained(.crlMalformed, "expected an issuer's name")
        }
        return issuer
    }

    func times() throws(OpenSSLError) -> (this: UnixTime, next: UnixTime?) {
        let next = unsafe X509_CRL_get0_nextUpdate(list)
        guard let thisUpdate = unsafe ASN1.time(X509_CRL_get0_lastUpdate(list)) else {
            throw OpenSSLError(.crlMalformed, "expected times as RFC 5280 writes them")
        }
        guard let next = unsafe next else { return (thisUpdate, nil) }
        guard let nextUpdate = unsafe ASN1.time(next) else {
            throw OpenSSLError(.crlMalformed, "expected times as RFC 5280 writes them")
        }
        return (thisUpdate, nextUpdate)
    }

    /// The list's number; nil where it has none.
    func number() throws(OpenSSLError) -> [UInt8]? {
        var found: Int32 = 0
        guard let raw = unsafe X509_CRL_get_ext_d2i(list, NID_crl_number, &found, nil) else {
            // -1: there is none; anything else: twice, or not to be read.
            guard found == -1 else {
                throw .drained(.crlMalformed, "expected one list number that is an integer")
            }
            return nil
        }
        let number = unsafe raw.assumingMemoryBound(to: ASN1_INTEGER.self)
        defer { unsafe ASN1_INTEGER_free(number) }
        guard unsafe ASN1_STRING_type(number) == V_ASN1_INTEGER,
            let bytes = unsafe ASN1.bytes(number)
        else { throw OpenSSLError(.crlMalformed, "expected a list number from 0 on") }
        return [UInt8](bytes.drop { $0 == 0 })
    }

    /// The serial numbers listed, whatever date and reason stand beside them.
    func serials() throws(OpenSSLError) -> Set<[UInt8]> {
        var serials: Set<[UInt8]> = []
        for index in 0..<(unsafe bk_revoked_count(list)) {
            let entry = unsafe bk_revoked_value(list, index)
            guard let serial = unsafe ASN1.serial(X509_REVOKED_get0_serialNumber(entry)) else {
                throw OpenSSLError(.crlMalformed, "expected serial numbers from 1 to 2^160")
            }
            let extensions = unsafe X509_REVOKED_get_ext_count(entry)
            for place in 0..<extensions {
                guard unsafe X509_EXTENSION_get_critical(X509_REVOKED_get_ext(entry, place)) == 0
                else {
                    throw OpenSSLError(.crlMalformed, "expected a direct revocation list")
                }
            }
            serials.insert(serial)
        }
        return serials
    }

    /// Refuses critical extensions: what makes a list partial, indirect or a delta is one.
    func checkIsFull() throws(OpenSSLError) {
        for index in 0..<(unsafe X509_CRL_get_ext_count(list)) {
            guard unsafe X509_EXTENSION_get_critical(X509_CRL_get_ext(list, index)) == 0 else {
                throw OpenSSLError(.crlMalformed, "expected a full and direct revocation list")
            }
        }
    }

    /// Whether the list is that issuer's, the names compared as RFC 5280 section 7.1 says.
    func isIssued(byIssuerOf certificate: CertificateHandle) -> Bool {
        unsafe certificate.withPointer { other in
            unsafe X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_issuer_name(other)) == 0
        }
    }

    /// Whether that certificate's key signed the list.
    func isSigned(by certificate: CertificateHandle) -> Bool {
        let signed = unsafe certificate.withPointer { other in
            unsafe X509_CRL_verify(list, X509_get0_pubkey(other)) == 1
        }
        if !signed { ErrorQueue.clear() }
        return signed
    }
}
