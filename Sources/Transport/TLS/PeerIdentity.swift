package import OpenSSL

/// The organisation at the other end of a connection, after our decision about its chain.
package struct PeerIdentity: Sendable, Hashable {
    /// The organisation's identification number, from its certificate.
    package let oin: String
    /// The certificate that it showed.
    package let certificate: Certificate

    package init(oin: String, certificate: Certificate) {
        self.oin = oin
        self.certificate = certificate
    }
}

/// Judges a chain as sent, leaf first; throwing refuses the peer.
///
/// It runs on an event loop during the handshake, so it does not block. Its errors are logged: they
/// speak of certificates and organisations, never of a person.
package typealias PeerDecision = @Sendable ([Certificate]) throws -> PeerIdentity

/// Whether a server wants to know who calls.
package enum ClientAuthentication: Sendable {
    /// Anyone may call; a certificate is not asked for.
    case none
    /// Only peers that the decision accepts; without a certificate there is no connection.
    case required(PeerDecision)
}
