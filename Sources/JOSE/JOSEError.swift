internal import OpenSSL
internal import StrictJSON

/// Why a JWS, JWE or JWK was refused, or could not be made.
public struct JOSEError: Error, Sendable, Equatable {
    /// The kinds of refusal; more can follow, so a `switch` needs a default.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// Not of the form that the standard prescribes, base64url that is not canonical included.
        public static let malformed = Code(rawValue: "malformed")
        /// Larger than the caller allows.
        public static let tooLarge = Code(rawValue: "too-large")
        /// An algorithm that is not on the allow-list, or not the one of the key.
        public static let algorithmRefused = Code(rawValue: "algorithm-refused")
        /// A `crit` header parameter, whatever it names.
        public static let criticalRefused = Code(rawValue: "critical-refused")
        /// A `zip` header parameter.
        public static let compressionRefused = Code(rawValue: "compression-refused")
        /// A header parameter that is not allowed there, or not of its type.
        public static let headerRefused = Code(rawValue: "header-refused")
        /// A signature that is not by this key over these bytes.
        public static let signatureInvalid = Code(rawValue: "signature-invalid")
        /// A JWK that is not a public P-256 key for this use.
        public static let keyRefused = Code(rawValue: "key-refused")
        /// A ciphertext that is not for this key, or was changed.
        public static let decryptionFailed = Code(rawValue: "decryption-failed")
        /// OpenSSL could not do what was asked.
        public static let operationFailed = Code(rawValue: "operation-failed")
    }

    public let code: Code
    /// What was expected; it names algorithms and header parameters, never values.
    public let message: String

    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}

extension JOSEError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(message)" }
}

extension JOSEError {
    /// JSON inside a JOSE object that is not strict JSON.
    init(_ error: JSONError, in part: String) {
        self.init(
            code: error.code == .tooLarge ? .tooLarge : .malformed,
            message: "\(part): \(error.message)")
    }

    /// An operation of OpenSSL that failed.
    init(_ error: OpenSSLError) {
        self.init(code: .operationFailed, message: error.message)
    }
}
