import OpenSSL
import Transport
import Trust

/// Decides about the organisations that call a registry: their chain, and whether they may.
struct ClientDecision: Sendable {
    /// An organisation with a good certificate that is not on the list.
    struct NotAllowed: Error {}

    /// The anchors, and lists that hold whatever is published.
    let trust: TrustStore
    /// The lists that are published now: what a tester revokes is revoked here at once.
    var published = PublishedLists()
    /// The OINs that may call; nil: any organisation with a good certificate.
    let allowed: Set<String>?

    /// The decision of each request: remembered for a minute, and only until a list is published.
    func remembering() -> PeerDecision {
        PeerMemory(generation: { [published] in published.generation }, decide).decide
    }

    @Sendable
    func decide(_ chain: [Certificate]) throws -> PeerIdentity {
        let trust = trust.adding(revocationLists: published.all)
        let peer = try TLSPeer.verify(
            chain: chain, usage: TLSPeer.clientAuthentication, trust: trust, at: .now())
        if let allowed, !allowed.contains(peer.oin) { throw NotAllowed() }
        return PeerIdentity(oin: peer.oin, certificate: peer.certificate)
    }
}
