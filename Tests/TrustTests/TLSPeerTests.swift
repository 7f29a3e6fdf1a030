import OpenSSL
import Testing
import Trust

@Suite struct TLSPeerTests {
    private let hierarchy: Hierarchy
    private let now = Hierarchy.now

    init() throws {
        hierarchy = try Hierarchy.shared.get()
    }

    private func leaf(
        _ change: (inout CertificateTemplate) -> Void = { _ in }
    ) throws -> Certificate {
        var template = Hierarchy.seal(hierarchy.key.publicKey)
        template.extendedKeyUsages = [
            TLSPeer.serverAuthentication, TLSPeer.clientAuthentication,
        ]
        change(&template)
        return try hierarchy.authority(.tls).issue(template)
    }

    @discardableResult
    private func verify(
        _ leaf: Certificate, usage: String = TLSPeer.clientAuthentication,
        trust: TrustStore? = nil, sending more: [Certificate] = []
    ) throws -> TLSPeer {
        try TLSPeer.verify(
            chain: try hierarchy.chain(leaf, under: .tls) + more, usage: usage,
            trust: trust ?? hierarchy.trust, at: now)
    }

    @Test(arguments: [TLSPeer.serverAuthentication, TLSPeer.clientAuthentication])
    func `a peer is known by its OIN on either side`(usage: String) throws {
        let leaf = try leaf()
        let peer = try verify(leaf, usage: usage)
        #expect(peer.oin == Hierarchy.oin)
        #expect(peer.certificate == leaf)
    }

    @Test func `an anchor that is sent along is passed over, not trusted`() throws {
        let leaf = try leaf()
        let root = try hierarchy.root(.tls).certificate
        #expect(try verify(leaf, sending: [root]).oin == Hierarchy.oin)
        let stranger = try Hierarchy.root("stranger")
        let below = try Hierarchy.below(stranger, "below a stranger")
        let forged = try below.issue(Hierarchy.seal(hierarchy.key.publicKey))
        expectRefusal(.untrusted) {
            _ = try TLSPeer.verify(
                chain: [forged, below.certificate, stranger.certificate],
                usage: TLSPeer.clientAuthentication, trust: hierarchy.trust, at: now)
        }
    }

    @Test func `a seal certificate opens no connection`() throws {
        expectRefusal(.wrongRole) {
            _ = try TLSPeer.verify(
                chain: try hierarchy.chain(), usage: TLSPeer.clientAuthentication,
                trust: hierarchy.trust, at: now)
        }
    }

    @Test func `a TLS certificate seals nothing`() throws {
        let leaf = try leaf()
        expectRefusal(.wrongRole) {
            try hierarchy.verify(try hierarchy.chain(leaf, under: .tls))
        }
        expectRefusal(.wrongUsage) {
            try hierarchy.verify(try hierarchy.chain(leaf, under: .tls), role: .tls)
        }
    }

    @Test func `a certificate for one side is none for the other`() throws {
        let client = try leaf { $0.extendedKeyUsages = [TLSPeer.clientAuthentication] }
        let server = try leaf { $0.extendedKeyUsages = [TLSPeer.serverAuthentication] }
        expectRefusal(.wrongUsage) {
            try verify(client, usage: TLSPeer.serverAuthentication)
        }
        expectRefusal(.wrongUsage) {
            try verify(server, usage: TLSPeer.clientAuthentication)
        }
    }

    @Test func `usages that are absent or not for signing are refused`() throws {
        for leaf in [
            try leaf { $0.extendedKeyUsages = [] }, try leaf { $0.keyUsage = [.keyAgreement] },
            try leaf { $0.keyUsage = [] }, try leaf { $0.extendedKeyUsages = ["2.5.29.37.0"] },
        ] {
            expectRefusal(.wrongUsage) { try verify(leaf) }
        }
    }

    @Test func `a peer without one OIN is refused`() throws {
        for numbers in [[], [Hierarchy.oin, "00000099000000000102"]] {
            let leaf = try leaf { $0.subject = Hierarchy.subject(serialNumbers: numbers) }
            expectRefusal(.identityMissing) { try verify(leaf) }
        }
    }

    @Test func `a revoked, an expired and a self-signed peer are refused`() throws {
        let leaf = try leaf()
        let authority = try hierarchy.authority(.tls)
        let lists = [
            try Hierarchy.list(of: try hierarchy.root(.tls)),
            try Hierarchy.list(of: authority, revoking: [leaf]),
        ]
        expectRefusal(.certificateRevoked) {
            try verify(leaf, trust: hierarchy.trust(lists: lists))
        }
        expectRefusal(.revocationUnknown) {
            try verify(leaf, trust: hierarchy.trust(lists: []))
        }
        let expired = try self.leaf { $0.notAfter = now - 1 }
        expectRefusal(.certificateExpired) { try verify(expired) }
        let coming = try self.leaf { $0.notBefore = now + 1 }
        expectRefusal(.certificateNotYetValid) { try verify(coming) }
        let own = try Hierarchy.root("own")
        expectRefusal(.selfSigned) {
            _ = try TLSPeer.verify(
                chain: [own.certificate], usage: TLSPeer.clientAuthentication,
                trust: hierarchy.trust, at: now)
        }
        expectRefusal(.chainLength) {
            _ = try TLSPeer.verify(
                chain: [], usage: TLSPeer.clientAuthentication, trust: hierarchy.trust, at: now)
        }
    }
}
