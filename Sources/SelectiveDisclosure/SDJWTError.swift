internal import JOSE
internal import OpenSSL

/// Why an SD-JWT was refused, or could not be made.
public struct SDJWTError: Error, Sendable, Equatable {
    /// The kinds of refusal; more can follow, so a `switch` needs a default.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// Not of the form of RFC 9901, section 4.
        public static let malformed = Code(rawValue: "malformed")
        /// Larger than the caller allows.
        public static let tooLarge = Code(rawValue: "too-large")
        /// More than 32 containers in each other once everything is disclosed.
        public static let tooDeep = Code(rawValue: "too-deep")
        /// A disclosure that is no array of salt, name and value, or of salt and value.
        public static let disclosureMalformed = Code(rawValue: "disclosure-malformed")
        /// `_sd` that is no array of strings, or `...` that is no string.
        public static let digestMalformed = Code(rawValue: "digest-malformed")
        /// A digest that stands in more than one place.
        public static let duplicateDigest = Code(rawValue: "duplicate-digest")
        /// The same disclosure twice.
        public static let duplicateDisclosure = Code(rawValue: "duplicate-disclosure")
        /// A disclosure to which no digest refers.
        public static let unreferencedDisclosure = Code(rawValue: "unreferenced-disclosure")
        /// A disclosure of a member where an element belongs, or the reverse.
        public static let disclosureMisplaced = Code(rawValue: "disclosure-misplaced")
        /// `_sd`, `_sd_alg` or `...` as a name where it has no meaning.
        public static let reservedName = Code(rawValue: "reserved-name")
        /// A disclosed claim whose name is there already.
        public static let nameClash = Code(rawValue: "name-clash")
        /// A claim that decides about validity, such as `exp`, in a disclosure.
        public static let mustBePlain = Code(rawValue: "must-be-plain")
        /// A name that no disclosure of the top level has.
        public static let unknownClaim = Code(rawValue: "unknown-claim")
        /// A signature algorithm that is not on the allow-list.
        public static let algorithmRefused = Code(rawValue: "algorithm-refused")
        /// An `_sd_alg` that is not sha-256.
        public static let digestAlgorithmRefused = Code(rawValue: "digest-algorithm-refused")
        /// A header parameter that is not allowed, `crit` and `zip` included.
        public static let headerRefused = Code(rawValue: "header-refused")
        /// The issuer's signature is not by the given key.
        public static let signatureInvalid = Code(rawValue: "signature-invalid")
        /// No key binding where one is demanded.
        public static let keyBindingMissing = Code(rawValue: "key-binding-missing")
        /// A key binding where there should be none.
        public static let keyBindingUnexpected = Code(rawValue: "key-binding-unexpected")
        /// A key binding whose header or claims are not as prescribed.
        public static let keyBindingInvalid = Code(rawValue: "key-binding-invalid")
        /// A key binding whose signature is not by the holder's key.
        public static let keyBindingSignatureInvalid = Code(
            rawValue: "key-binding-signature-invalid")
        /// `cnf.jwk` absent, in a disclosure, or another key than the given one.
        public static let holderKeyMismatch = Code(rawValue: "holder-key-mismatch")
        /// A key binding over other disclosures.
        public static let hashMismatch = Code(rawValue: "hash-mismatch")
        /// A key binding for another verifier.
        public static let audienceMismatch = Code(rawValue: "audience-mismatch")
        /// A key binding for another request.
        public static let nonceMismatch = Code(rawValue: "nonce-mismatch")
        /// OpenSSL could not do what was asked.
        public static let operationFailed = Code(rawValue: "operation-failed")
    }

    public let code: Code
    /// What was expected; never a claim's value.
    public let message: String

    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}

extension SDJWTError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(message)" }
}

extension SDJWTError {
    init(_ code: Code, _ message: String) {
        self.init(code: code, message: message)
    }

    /// A JWS inside an SD-JWT that was refused; `part` says which.
    init(_ error: JOSEError, in part: String) {
        let code: Code =
            switch error.code {
            case .algorithmRefused: .algorithmRefused
            case .criticalRefused, .compressionRefused, .headerRefused: .headerRefused
            case .signatureInvalid: .signatureInvalid
            case .tooLarge: .tooLarge
            case .operationFailed: .operationFailed
            default: .malformed
            }
        self.init(code: code, message: "\(part): \(error.message)")
    }

    init(_ error: OpenSSLError) {
        self.init(code: .operationFailed, message: error.message)
    }
}
