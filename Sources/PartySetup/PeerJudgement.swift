package import OpenSSL
package import Transport
package import Trust

/// Decides about peers of TLS connections: OpenSSL judges the chain, then the OIN must be known.
package enum PeerJudgement {
    /// Clients: any organisation of these.
    package static func clients(
        _ oins: Set<String>, trust: @escaping @Sendable () -> TrustStore,
        now: @escaping @Sendable () -> UnixTime
    ) -> PeerDecision {
        decision(
            { oins }, usage: TLSPeer.clientAuthentication, trust: trust, generation: { 0 },
            now: now)
    }

    /// Clients: any organisation of those that count at this moment. What changes in the trust
    /// counts from the next request on.
    package static func clients(
        _ oins: @escaping @Sendable () -> Set<String>, trust: LiveTrust,
        now: @escaping @Sendable () -> UnixTime
    ) -> PeerDecision {
        decision(
            oins, usage: TLSPeer.clientAuthentication, trust: trust.source,
            generation: { trust.generation }, now: now)
    }

    /// A server: this organisation alone.
    package static func server(
        _ oin: String, trust: @escaping @Sendable () -> TrustStore,
        now: @escaping @Sendable () -> UnixTime
    ) -> PeerDecision {
        decision(
            { [oin] }, usage: TLSPeer.serverAuthentication, trust: trust, generation: { 0 },
            now: now)
    }

    /// A server: this organisation alone. What changes in the trust counts from the next call on.
    package static func server(
        _ oin: String, trust: LiveTrust, now: @escaping @Sendable () -> UnixTime
    ) -> PeerDecision {
        decision(
            { [oin] }, usage: TLSPeer.serverAuthentication, trust: trust.source,
            generation: { trust.generation }, now: now)
    }

    private static func decision(
        _ oins: @escaping @Sendable () -> Set<String>, usage: String,
        trust: @escaping @Sendable () -> TrustStore, generation: @escaping @Sendable () -> UInt64,
        now: @escaping @Sendable () -> UnixTime
    ) -> PeerDecision {
        // A chain that was judged good stays good for a minute, while the trust is the same; whose
        // it is, is asked every time.
        let memory = PeerMemory(generation: generation) { chain in
            let peer = try TLSPeer.verify(chain: chain, usage: usage, trust: trust(), at: now())
            return PeerIdentity(oin: peer.oin, certificate: peer.certificate)
        }
        return { chain in
            let peer = try memory.decide(chain)
            guard oins().contains(peer.oin) else {
                throw TrustError(.untrusted, "expected a peer with one of the configured OINs")
            }
            return peer
        }
    }
}
