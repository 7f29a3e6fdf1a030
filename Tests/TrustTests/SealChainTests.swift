import JOSE
import OpenSSL
import Testing
import Trust

@Suite struct SealChainTests {
    private let hierarchy: Hierarchy
    private let now = Hierarchy.now

    init() throws {
        hierarchy = try Hierarchy.shared.get()
    }

    private func x5c(_ chain: [Certificate]) -> [String] {
        chain.map { Base64.encode($0.der) }
    }

    private func verify(x5c: [String]) throws {
        _ = try SealChain.verify(x5c: x5c, role: .source, trust: hierarchy.trust, at: now)
    }

    // MARK: Who sealed

    @Test func `a chain tells OIN, URI and key of who seals`() throws {
        let seal = try SealChain.verify(
            x5c: x5c(try hierarchy.chain()), role: .source, trust: hierarchy.trust, at: now)
        #expect(seal.oin == Hierarchy.oin)
        #expect(seal.uri == Hierarchy.uri)
        #expect(seal.publicKey == hierarchy.key.publicKey)
        #expect(seal.leaf == hierarchy.leaf)
        #expect(
            seal.certificates == (try hierarchy.chain()) + [try hierarchy.root(.source).certificate]
        )
    }

    @Test(arguments: [Role.recipient, .tls, .scheme, .service, .timeStamping])
    func `a chain of sources seals for no other role`(role: Role) throws {
        expectRefusal(.wrongRole) { try hierarchy.verify(role: role) }
    }

    @Test func `a root of no role is trusted for none`() throws {
        let stranger = try Hierarchy.root("stranger")
        let below = try Hierarchy.below(stranger, "below a stranger")
        let leaf = try below.issue(Hierarchy.seal(hierarchy.key.publicKey))
        let trust = hierarchy.trust(
            lists: hierarchy.lists + [
                try Hierarchy.list(of: stranger), try Hierarchy.list(of: below),
            ])
        expectRefusal(.untrusted) {
            try hierarchy.verify([leaf, below.certificate], trust: trust)
        }
    }

    @Test func `a store without anchors trusts nobody`() {
        let empty = TrustStore(anchors: [:], revocationLists: hierarchy.lists)
        expectRefusal(.untrusted) { try hierarchy.verify(trust: empty) }
        #expect(empty.anchors(for: .source).isEmpty)
    }

    @Test func `a root under two roles is trusted for none of them`() throws {
        let both = try [hierarchy.root(.source), hierarchy.root(.recipient)].map(\.certificate)
        let trust = TrustStore(
            anchors: [.source: [both[0]], .recipient: [both[1], both[0]]],
            revocationLists: hierarchy.lists)
        for role in [Role.source, .recipient] {
            expectRefusal(.wrongRole) { try hierarchy.verify(role: role, trust: trust) }
        }
        let other = try Hierarchy.issue(
            Hierarchy.seal(hierarchy.key.publicKey), by: hierarchy.authority(.recipient))
        #expect(throws: Never.self) {
            try hierarchy.verify(
                hierarchy.chain(other, under: .recipient), role: .recipient, trust: trust)
        }
        let twice = TrustStore(
            anchors: [.source: [both[0], both[0]]], revocationLists: hierarchy.lists)
        #expect(throws: Never.self) { try hierarchy.verify(trust: twice) }
    }

    // MARK: The chain as sent

    @Test func `an empty chain and one of five are refused`() throws {
        expectRefusal(.chainLength) { try verify(x5c: []) }
        expectRefusal(.chainLength) { try hierarchy.verify([]) }
        let five = try hierarchy.chain() + Array(repeating: hierarchy.leaf, count: 3)
        expectRefusal(.chainLength) { try verify(x5c: x5c(five)) }
        expectRefusal(.chainLength) { try hierarchy.verify(five) }
    }

    @Test func `three intermediates are the most that fit`() throws {
        let root = try Hierarchy.root("deep root")
        var authorities = [root]
        for depth in 1...4 {
            authorities.append(
                try Hierarchy.below(authorities[depth - 1], "deep \(depth)", pathLength: nil))
        }
        let lists = try authorities.map { try Hierarchy.list(of: $0) }
        let trust = TrustStore(
            anchors: [.source: [root.certificate]], revocationLists: lists)
        let template = Hierarchy.seal(hierarchy.key.publicKey)
        let four =
            [try authorities[3].issue(template)]
            + authorities[1...3].reversed().map(\.certificate)
        #expect(try hierarchy.verify(four, trust: trust).certificates.count == 5)
        let five =
            [try authorities[4].issue(template)]
            + authorities[1...4].reversed().map(\.certificate)
        expectRefusal(.chainLength) { try hierarchy.verify(five, trust: trust) }
    }

    @Test func `a chain that carries its anchor is refused`() throws {
        let chain = try hierarchy.chain() + [try hierarchy.root(.source).certificate]
        expectRefusal(.anchorInChain) { try verify(x5c: x5c(chain)) }
        expectRefusal(.anchorInChain) {
            try verify(x5c: x5c([hierarchy.leaf, try hierarchy.root(.recipient).certificate]))
        }
    }

    @Test func `a certificate that issued itself seals nothing`() throws {
        let template = Hierarchy.seal(hierarchy.key.publicKey)
        let own = try CertificateAuthority.selfSigned(
            {
                var authority = template
                authority.kind = .authority(pathLength: nil)
                authority.keyUsage = [.digitalSignature, .keyCertSign, .cRLSign]
                return authority
            }(), key: hierarchy.key)
        expectRefusal(.selfSigned) { try hierarchy.verify([own.certificate]) }
        let root = try hierarchy.root(.source).certificate
        expectRefusal(.selfSigned) { try hierarchy.verify([root]) }
    }

    @Test func `a missing intermediate is not looked for elsewhere`() {
        expectRefusal(.untrusted) { try hierarchy.verify([hierarchy.leaf]) }
    }

    @Test func `a certificate that issued nothing in the chain is refused`() throws {
        let idle = try hierarchy.authority(.recipient).certificate
        let last = try hierarchy.authority(.source).certificate
        for chain in [[hierarchy.leaf, last, idle], [hierarchy.leaf, idle, last]] {
            expectRefusal(.chainMalformed) { try hierarchy.verify(chain) }
        }
        expectRefusal(.chainMalformed) {
            try hierarchy.verify(try hierarchy.chain() + [hierarchy.leaf])
        }
    }

    @Test func `an intermediate before its leaf is refused`() throws {
        let swapped = Array(try hierarchy.chain().reversed())
        expectRefusal(.chainMalformed) { try hierarchy.verify(swapped) }
    }

    @Test(arguments: ["", "-", "AAAA", "MIIB", "not base64", "TUlJQg==", "{}"])
    func `an entry that is no certificate is refused`(entry: String) throws {
        let chain = x5c(try hierarchy.chain())
        expectRefusal(.chainMalformed) { try verify(x5c: [entry] + chain.dropFirst()) }
        expectRefusal(.chainMalformed) { try verify(x5c: [chain[0], entry]) }
    }

    @Test func `base64url, line breaks and bytes behind a certificate are refused`() throws {
        let chain = x5c(try hierarchy.chain())
        for entry in [
            Base64URL.encode(hierarchy.leaf.der), chain[0] + "\n", " " + chain[0],
            Base64.encode(hierarchy.leaf.der + [0]), hierarchy.leaf.pem,
        ] {
            expectRefusal(.chainMalformed) { try verify(x5c: [entry, chain[1]]) }
        }
    }

    @Test(arguments: 0..<16)
    func `no single bit of a leaf can be changed`(slice: Int) throws {
        let chain = try hierarchy.chain()
        for position in stride(from: slice, to: chain[0].der.count, by: 16) {
            var der = chain[0].der
            der[position] ^= 1 << UInt8(position / 16 % 8)
            #expect(throws: TrustError.self, "byte \(position)") {
                try verify(x5c: [Base64.encode(der), Base64.encode(chain[1].der)])
            }
        }
    }

    // MARK: Time

    @Test func `the time that counts decides about expiry`() throws {
        let leaf = hierarchy.leaf
        let lists = try [hierarchy.root(.source), hierarchy.authority(.source)].map {
            try Hierarchy.list(
                of: $0, from: now - 300 * Hierarchy.day, to: now + 300 * Hierarchy.day)
        }
        let trust = hierarchy.trust(lists: lists)
        for time in [leaf.notBefore, leaf.notAfter - 1, leaf.notAfter] {
            #expect(try hierarchy.verify(trust: trust, at: time).oin == Hierarchy.oin)
        }
        for time in [leaf.notAfter + 1, leaf.notAfter + Hierarchy.day] {
            expectRefusal(.certificateExpired) { try hierarchy.verify(trust: trust, at: time) }
        }
        for time in [leaf.notBefore - 1, leaf.notBefore - Hierarchy.day] {
            expectRefusal(.certificateNotYetValid) {
                try hierarchy.verify(trust: trust, at: time)
            }
        }
    }
}
