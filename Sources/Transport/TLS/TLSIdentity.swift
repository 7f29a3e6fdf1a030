internal import NIOSSL
package import OpenSSL

/// A certificate chain and its private key, with which a program shows who it is.
package struct TLSIdentity: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource
    /// The chain, leaf first, for those who judge it before it is used.
    package let certificates: [Certificate]

    /// Reads a chain (leaf first, then its intermediates) and an unencrypted PKCS#8 key.
    ///
    /// A key that is not the leaf's is refused here and not at the first handshake.
    package init(certificateChainPEM: String, privateKeyPEM: String) throws(TransportError) {
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificateChainPEM.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(privateKeyPEM.utf8), format: .pem)
            self.chain = chain.map { .certificate($0) }
            self.key = .privateKey(key)
            certificates = try Certificate.all(pem: certificateChainPEM)
            _ = try NIOSSLContext(configuration: TLSSettings.server(self, clients: .none))
        } catch {
            throw TransportError(
                .tlsIdentityInvalid, "expected a PEM chain, leaf first, and the leaf's private key")
        }
    }
}

extension TLSIdentity: CustomStringConvertible {
    /// Nothing of chain or key.
    package var description: String { "TLSIdentity" }
}
