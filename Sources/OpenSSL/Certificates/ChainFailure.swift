internal import COpenSSL

/// Why a chain was refused.
public struct ChainFailure: Error, Sendable, Equatable {
    public enum Reason: String, Sendable, CaseIterable {
        /// No way from the leaf to an anchor.
        case untrusted
        /// The chain ends in a self-signed certificate that is no anchor.
        case selfSigned
        case expired, notYetValid
        case revoked
        /// No revocation list of an issuer in the chain.
        case crlMissing
        /// Lists of an issuer in the chain, but none that speaks for the time.
        case crlExpired, crlNotYetValid
        /// A certificate or a revocation list whose signature is not its issuer's.
        case badSignature
        /// An issuer that may not issue: no authority, no such key usage, too long a path.
        case notACA
        /// A certificate or a list that breaks RFC 5280.
        case malformed
        /// Anything else; the detail says what.
        case other
    }

    public let reason: Reason
    /// Which certificate of the chain: 0 is the leaf.
    public let depth: Int
    /// OpenSSL's own text.
    public let detail: String
    /// The certificate that OpenSSL was looking at; nil where it is not known.
    let certificate: Certificate?

    public init(reason: Reason, depth: Int, detail: String) {
        self.init(reason: reason, depth: depth, detail: detail, certificate: nil)
    }

    private init(reason: Reason, depth: Int, detail: String, certificate: Certificate?) {
        self.reason = reason
        self.depth = depth
        self.detail = detail
        self.certificate = certificate
    }

    /// From one of OpenSSL's `X509_V_ERR_…`.
    init(code: Int32, depth: Int32, certificate: Certificate? = nil) {
        let text = unsafe String(cString: X509_verify_cert_error_string(Int(code)))
        self.init(
            reason: Self.reason(of: code), depth: max(0, Int(depth)), detail: text,
            certificate: certificate)
    }

    private static func reason(of code: Int32) -> Reason {
        switch code {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED,
            X509_V_ERR_CERT_REJECTED, X509_V_ERR_CERT_CHAIN_TOO_LONG,
            X509_V_ERR_AKID_SKID_MISMATCH, X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH:
            .untrusted
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            .selfSigned
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_CERT_REVOKED: .revoked
        case X509_V_ERR_UNABLE_TO_GET_CRL, X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER: .crlMissing
        case X509_V_ERR_CRL_HAS_EXPIRED: .crlExpired
        case X509_V_ERR_CRL_NOT_YET_VALID: .crlNotYetValid
        case X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_CRL_SIGNATURE_FAILURE,
            X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE,
            X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
            .badSignature
        case X509_V_ERR_INVALID_CA, X509_V_ERR_INVALID_NON_CA, X509_V_ERR_NO_ISSUER_PUBLIC_KEY,
            X509_V_ERR_KEYUSAGE_NO_CERTSIGN, X509_V_ERR_KEYUSAGE_NO_CRL_SIGN,
            X509_V_ERR_PATH_LENGTH_EXCEEDED, X509_V_ERR_CA_CERT_MISSING_KEY_USAGE:
            .notACA
        case X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD, X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD,
            X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD, X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD,
            X509_V_ERR_INVALID_EXTENSION, X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA,
            X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN,
            X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA,
            X509_V_ERR_ISSUER_NAME_EMPTY, X509_V_ERR_SUBJECT_NAME_EMPTY,
            X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER, X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER,
            X509_V_ERR_EMPTY_SUBJECT_ALT_NAME, X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL,
            X509_V_ERR_CA_BCONS_NOT_CRITICAL, X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL,
            X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL, X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3,
            X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH,
            X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY,
            X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
            .malformed
        default: .other
        }
    }
}
