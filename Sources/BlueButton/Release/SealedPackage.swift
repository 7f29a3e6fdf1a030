public import JOSE
public import OpenSSL

/// A package on its way: a JWE that only the recipient's key for this request opens.
public struct SealedPackage: Sendable {
    public let jwe: CompactJWE

    public var text: String { jwe.text }
    /// The hash over all characters.
    public var hash: DocumentHash { DocumentHash(ofCharacters: jwe.text) }

    /// Reads size and form.
    public init(_ text: String) throws(Refusal) {
        jwe = try refusing { try CompactJWE(text, maximumBytes: DocumentLimits.package) }
        try checkEncryptionHeader(jwe.header)
    }

    /// Encrypts a content to a request's key.
    public static func seal(
        _ content: PackageContent, for request: PresentationRequest
    ) throws(Refusal) -> SealedPackage {
        let plaintext = try content.plaintext()
        let jwe = try refusing {
            try CompactJWE(
                encrypting: plaintext, to: request.encryptionKey,
                keyID: request.encryptionKey.thumbprint, encryption: request.encryption)
        }
        return try SealedPackage(jwe.text)
    }

    /// Demands that this package is encrypted to a request's key, as far as its header tells.
    ///
    /// - Throws: `package-mismatch`.
    public func fits(_ request: PresentationRequest) throws(Refusal) {
        guard isSame(jwe.keyID ?? "", request.encryptionKey.thumbprint) else {
            throw Refusal(.packageMismatch, "expected a package encrypted to the request's key")
        }
    }

    /// Decrypts with the request's private key.
    public func open(with key: P256PrivateKey) throws(Refusal) -> PackageContent {
        try PackageContent(plaintext: try plaintext(with: key))
    }

    /// The plaintext byte for byte, not judged yet.
    public func plaintext(with key: P256PrivateKey) throws(Refusal) -> [UInt8] {
        try refusing { try jwe.decrypt(with: key) }
    }
}
