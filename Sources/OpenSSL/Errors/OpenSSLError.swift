/// What went wrong in this module: a code to decide by, a message to read, OpenSSL's own words.
///
/// The message says what was expected. Neither it nor the queue holds keys, passphrases,
/// plaintexts or names out of certificates.
public struct OpenSSLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it was; open, so that later versions can add to it.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Bytes or text that are no key of the expected kind.
        public static let keyMalformed = Code(rawValue: "key-malformed")
        /// An encrypted key and no passphrase, or another than it was encrypted with.
        public static let passphraseWrong = Code(rawValue: "passphrase-wrong")
        /// Bytes that are no signature of the expected form.
        public static let signatureMalformed = Code(rawValue: "signature-malformed")
        /// An authentication tag that does not fit key, initialisation vector and bytes.
        public static let decryptionFailed = Code(rawValue: "decryption-failed")
        /// Bytes that are no certificate in DER, or a template that cannot become one.
        public static let certificateMalformed = Code(rawValue: "certificate-malformed")
        /// Bytes that are no full and direct revocation list in DER.
        public static let crlMalformed = Code(rawValue: "crl-malformed")
        /// Bytes that are no time-stamp request, response or token of the one accepted form.
        public static let timestampMalformed = Code(rawValue: "timestamp-malformed")
        /// A time-stamp token over other bytes.
        public static let timestampMismatch = Code(rawValue: "timestamp-mismatch")
        /// A time-stamp token whose signature is not by the certificate in it.
        public static let timestampInvalid = Code(rawValue: "timestamp-invalid")
        /// Text that is not PEM.
        public static let pemMalformed = Code(rawValue: "pem-malformed")
        /// Arguments out of their limits, or OpenSSL out of memory or randomness.
        public static let operationFailed = Code(rawValue: "operation-failed")
    }

    public let code: Code
    /// One sentence in lower case that says what was expected.
    public let message: String
    /// OpenSSL's error queue of this thread, oldest first, emptied into this error.
    public let queue: [String]

    /// An error that OpenSSL had no part in.
    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
        self.queue = []
    }

    private init(_ code: Code, _ message: String, queue: [String]) {
        self.code = code
        self.message = message
        self.queue = queue
    }

    /// An error after a failed call of OpenSSL: takes the whole queue along and leaves it empty.
    static func drained(_ code: Code, _ message: String) -> OpenSSLError {
        OpenSSLError(code, message, queue: ErrorQueue.drain())
    }

    public var description: String {
        let words = queue.isEmpty ? "" : " (" + queue.joined(separator: "; ") + ")"
        return "\(code.rawValue): \(message)\(words)"
    }
}
