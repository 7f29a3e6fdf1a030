public import OpenSSL
import JOSE

/// An organisation's seal: its private key and the certificates that go into `x5c`.
public struct Sealer: Sendable {
    /// The key that seals.
    public let key: P256PrivateKey
    /// Leaf and intermediates, without the anchor.
    public let chain: [Certificate]
    /// The OIN in the leaf's subject serialNumber.
    public let oin: String
    /// The URI in the leaf's subject alternative name: the `iss` of what it seals.
    public let uri: String

    /// Puts a key and its chain together.
    ///
    /// - Throws: `chain-length` where there is no certificate, `anchor-in-chain` for a self-issued
    ///   one, `identity-missing` where the leaf names no OIN or URI, `key-mismatch` where leaf and
    ///   key do not belong together.
    public init(key: P256PrivateKey, chain: [Certificate]) throws(TrustError) {
        guard let leaf = chain.first, chain.count <= 4 else {
            throw TrustError(.chainLength, "expected a seal chain of 1 to 4 certificates")
        }
        guard !chain.contains(where: \.isSelfIssued) else {
            throw TrustError(.anchorInChain, "expected a seal chain without its anchor")
        }
        guard let certified = try? leaf.publicKey(), certified == key.publicKey else {
            throw TrustError(.keyMismatch, "expected the private key of the seal certificate")
        }
        (oin, uri) = try SealChain.identity(of: leaf)
        self.key = key
        self.chain = chain
    }

    /// Puts a key and its chain together from PEM texts: a PKCS #8 key, and leaf first.
    public init(keyPEM: String, chainPEM: String) throws(TrustError) {
        let key: P256PrivateKey
        let chain: [Certificate]
        do {
            key = try P256PrivateKey(pem: keyPEM)
            chain = try Certificate.all(pem: chainPEM)
        } catch {
            throw TrustError(
                .trustFileMalformed, "expected a P-256 private key and certificates in PEM")
        }
        try self.init(key: key, chain: chain)
    }

    /// The header parameter `x5c`: standard base64 of each certificate's DER.
    public var x5c: [String] {
        chain.map { Base64.encode($0.der) }
    }

    /// The header parameter `x5t#S256`: base64url of the leaf's SHA-256 (RFC 7515 section 4.1.8).
    public var x5tS256: String {
        Base64URL.encode(chain[0].sha256)
    }
}
