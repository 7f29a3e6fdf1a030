import OpenSSL
import TestPKI
import Testing
import Trust

@Suite struct GeneratedPKITests {
    private let pki: GeneratedPKI
    private let now = Described.now

    init() throws {
        pki = try Described.pki.get()
    }

    private var sealed: [PartyKeys] { pki.all.filter { $0.seal != nil } }

    @Test func `every seal stands in its own role and no other`() throws {
        for keys in sealed where keys.party.seal != .timeStamping {
            let seal = try #require(keys.seal)
            let own = try #require(keys.party.seal)
            let judged = try SealChain.verify(
                chain: seal.chain, role: own, trust: pki.trust, at: now)
            #expect(judged.oin == keys.party.oin)
            #expect(judged.uri == keys.party.uri)
            for role in Role.allCases where role != own {
                let refusal = #expect(throws: TrustError.self) {
                    _ = try SealChain.verify(
                        chain: seal.chain, role: role, trust: pki.trust, at: now)
                }
                #expect(refusal?.code == .wrongRole)
            }
        }
    }

    @Test func `a seal certificate says what the formats say, and no more`() throws {
        for keys in sealed {
            let leaf = try #require(keys.seal).chain[0]
            #expect(!leaf.isCA)
            #expect(leaf.keyUsage == [.digitalSignature])
            #expect(leaf.uris == [keys.party.uri])
            #expect(leaf.dnsNames.isEmpty)
            #expect(leaf.subjectSerialNumbers == [keys.party.oin])
            #expect(leaf.signatureAlgorithm == "1.2.840.10045.4.3.2")
            let isTimeStamping = keys.party.seal == .timeStamping
            #expect(leaf.extendedKeyUsages == (isTimeStamping ? ["1.3.6.1.5.5.7.3.8"] : nil))
            #expect(leaf.extendedKeyUsageIsCritical == isTimeStamping)
        }
    }

    @Test func `a TLS certificate is for this machine, both sides, and seals nothing`() throws {
        for keys in pki.all where keys.party.hasTLS {
            let tls = try #require(keys.tls)
            #expect(tls.chain[0].dnsNames == ["localhost"])
            for usage in [TLSPeer.serverAuthentication, TLSPeer.clientAuthentication] {
                let peer = try TLSPeer.verify(
                    chain: tls.chain, usage: usage, trust: pki.trust, at: now)
                #expect(peer.oin == keys.party.oin)
            }
            for role in Role.allCases {
                #expect(throws: TrustError.self) {
                    _ = try SealChain.verify(
                        chain: tls.chain, role: role, trust: pki.trust, at: now)
                }
            }
        }
    }

    @Test func `roots are self-issued, one for each role, and intermediates sign lists`() throws {
        let roots = Role.allCases.compactMap { pki.authorities[$0]?.root.certificate }
        #expect(Set(roots).count == Role.allCases.count)
        #expect(roots.allSatisfy { $0.isCA && $0.isSelfIssued })
        for authority in pki.authorities.values {
            let certificate = authority.intermediate.certificate
            #expect(certificate.isCA && !certificate.isSelfIssued)
            #expect(certificate.keyUsage == [.keyCertSign, .cRLSign])
        }
    }

    @Test func `every key is one of a kind`() throws {
        var keys = Set<P256PublicKey>()
        var count = 0
        for party in pki.all {
            for key in [party.seal?.key, party.tls?.key].compactMap({ $0 }) + party.keys.values {
                keys.insert(key.publicKey)
                count += 1
            }
        }
        for authority in pki.authorities.values {
            for certificate in [authority.root.certificate, authority.intermediate.certificate] {
                keys.insert(try certificate.publicKey())
                count += 1
            }
        }
        #expect(keys.count == count)
    }

    @Test func `it begins five minutes before now, with lists that are current`() throws {
        #expect(pki.revocationLists.count == 2 * Role.allCases.count)
        #expect(pki.revocationLists.allSatisfy { $0.isCurrent(at: now) })
        let seal = try #require(pki.party("brp").seal)
        #expect(seal.chain.allSatisfy { $0.notBefore == now - 300 })
        #expect(throws: TrustError.self) {
            _ = try SealChain.verify(
                chain: seal.chain, role: .source, trust: pki.trust, at: now - 301)
        }
    }

    @Test func `an authority revokes what its list names`() throws {
        let seal = try #require(pki.party("brp").seal)
        let authority = try #require(pki.authorities[.source])
        let lists = try authority.revocationLists(revoking: [seal.chain[0]], days: 1, at: now)
        let trust = pki.trust.with(revocationLists: lists)
        let refusal = #expect(throws: TrustError.self) {
            _ = try SealChain.verify(chain: seal.chain, role: .source, trust: trust, at: now)
        }
        #expect(refusal?.code == .certificateRevoked)
        let other = try #require(pki.party("bri").seal)
        #expect(throws: Never.self) {
            _ = try SealChain.verify(chain: other.chain, role: .source, trust: trust, at: now)
        }
    }

    @Test func `a party, seal or key that is not described is refused`() throws {
        expectRefusal(.partyUnknown) { _ = try pki.party("gemeente") }
        expectRefusal(.keyUnknown) { _ = try pki.party("digid").sealer() }
        expectRefusal(.keyUnknown) { _ = try pki.party("brp").key("signing") }
        expectRefusal(.keyUnknown) { _ = try pki.party("service").key("log") }
        #expect(try pki.party("service").logKey != nil)
        #expect(try pki.party("brp").logKey == nil)
    }
}
