/// Why a certificate chain, or a key beside it, is not trusted.
///
/// The message names the organisation's certificate at most by its role; it holds nothing personal.
public struct TrustError: Error, Sendable, Equatable {
    /// A refusal of its own for each thing that can be wrong with a chain.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// There is no chain, an empty one, or one of more than four certificates.
        public static let chainLength = Code(rawValue: "chain-length")
        /// Something in the chain is no base64 or no certificate, or not one issued by the next.
        public static let chainMalformed = Code(rawValue: "chain-malformed")
        /// The chain carries a self-issued certificate, as an anchor would be.
        public static let anchorInChain = Code(rawValue: "anchor-in-chain")
        /// The leaf is its own issuer.
        public static let selfSigned = Code(rawValue: "self-signed")
        /// No anchor of any role issued this chain.
        public static let untrusted = Code(rawValue: "untrusted")
        /// The chain ends in the anchor of another role.
        public static let wrongRole = Code(rawValue: "wrong-role")
        /// A certificate of the chain had ended at the time that counts.
        public static let certificateExpired = Code(rawValue: "certificate-expired")
        /// A certificate of the chain had not begun at the time that counts.
        public static let certificateNotYetValid = Code(rawValue: "certificate-not-yet-valid")
        /// A certificate of the chain is on its issuer's revocation list.
        public static let certificateRevoked = Code(rawValue: "certificate-revoked")
        /// A certificate of the chain has another key or signature than P-256, ECDSA with SHA-256.
        public static let algorithmRefused = Code(rawValue: "algorithm-refused")
        /// There is no revocation list of an issuer that was current at the time that counts.
        public static let revocationUnknown = Code(rawValue: "revocation-unknown")
        /// Key usage, extended key usage or basic constraints do not fit the use.
        public static let wrongUsage = Code(rawValue: "wrong-usage")
        /// Subject serialNumber or the URI in the subject alternative name is absent or not single.
        public static let identityMissing = Code(rawValue: "identity-missing")
        /// The certificate's key is not the private key beside it.
        public static let keyMismatch = Code(rawValue: "key-mismatch")
        /// A timestamp that is no token of the one accepted form.
        public static let timestampMalformed = Code(rawValue: "timestamp-malformed")
        /// A timestamp over other bytes.
        public static let timestampMismatch = Code(rawValue: "timestamp-mismatch")
        /// A timestamp whose signature does not hold.
        public static let timestampInvalid = Code(rawValue: "timestamp-invalid")
        /// A timestamp under another policy than the one that is demanded.
        public static let timestampPolicy = Code(rawValue: "timestamp-policy")
        /// An anchor or revocation list file could not be read as such.
        public static let trustFileMalformed = Code(rawValue: "trust-file-malformed")
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The same about the certificate of a time-stamping authority, with a code of its own, so that
    /// it is not taken for the seal's: `timestamp-certificate-revoked` for instance.
    var ofTimestamp: TrustError {
        TrustError(Code(rawValue: "timestamp-\(code.rawValue)"), "\(message), of a timestamp")
    }
}
