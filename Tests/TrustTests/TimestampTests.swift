import OpenSSL
import Testing
import Trust

@Suite struct TimestampTests {
    private let world: StampingHierarchy

    init() throws {
        world = try StampingHierarchy.shared.get()
    }

    @Test func `a token of a trusted authority gives its time`() throws {
        let stamp = try world.verify(policy: StampingHierarchy.policy)
        #expect(stamp.time == StampingHierarchy.now)
        #expect(
            stamp.certificates == [
                world.leaf, world.intermediate.certificate, world.root.certificate,
            ])
    }

    @Test func `a token with any single bit changed is refused`() throws {
        let token = try world.token()
        var accepted: [Int] = []
        for bit in 0..<token.count * 8 {
            var altered = token
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            if (try? world.verify(altered)) != nil { accepted.append(bit) }
        }
        #expect(accepted == [])
        try world.verify(token)
    }

    @Test func `a token over another message is refused`() throws {
        expectRefusal(.timestampMismatch) { try world.verify(over: [1, 2, 3]) }
    }

    @Test func `a token under another policy than the demanded one is refused`() throws {
        expectRefusal(.timestampPolicy) { try world.verify(policy: "2.999.1") }
    }

    @Test(arguments: [[], [0x30, 0x00], [UInt8]("token".utf8)])
    func `what is no token is refused`(bytes: [UInt8]) throws {
        expectRefusal(.timestampMalformed) { try world.verify(bytes) }
    }

    // MARK: The chain at the token's own time

    @Test func `a token of another authority is refused`() throws {
        let stranger = try Hierarchy.root("timeStamping root")
        let trust = world.trust(anchors: [stranger.certificate])
        expectRefusal(.of("timestamp-untrusted")) { try world.verify(trust: trust) }
        expectRefusal(.of("timestamp-untrusted")) {
            try world.verify(trust: world.trust(anchors: []))
        }
    }

    @Test func `a token of a certificate under another role's anchor is refused`() throws {
        let leaf = try world.others.authority(.source).issue(
            StampingHierarchy.template(world.key.publicKey))
        let token = try world.token(by: leaf)
        expectRefusal(.of("timestamp-wrong-role")) { try world.verify(token) }
    }

    @Test func `without its intermediate in the store a token is refused`() throws {
        let trust = world.trust(intermediates: [])
        expectRefusal(.of("timestamp-untrusted")) { try world.verify(trust: trust) }
    }

    @Test func `the certificate must be valid at the token's time, whatever the time is now`()
        throws
    {
        let day = Hierarchy.day
        let lists = [
            try Hierarchy.list(
                of: world.root, from: StampingHierarchy.now - 60 * day,
                to: StampingHierarchy.now + 60 * day),
            try Hierarchy.list(
                of: world.intermediate, from: StampingHierarchy.now - 60 * day,
                to: StampingHierarchy.now + 60 * day),
        ]
        let trust = world.trust(lists: lists)
        let early = try world.token(at: StampingHierarchy.now - 31 * day)
        expectRefusal(.of("timestamp-certificate-not-yet-valid")) {
            try world.verify(early, trust: trust)
        }
        let late = try world.token(at: StampingHierarchy.now + 31 * day)
        expectRefusal(.of("timestamp-certificate-expired")) {
            try world.verify(late, trust: trust)
        }
        try world.verify(world.token(at: StampingHierarchy.now + 29 * day), trust: trust)
        // The first and the last second count in.
        for edge in [world.leaf.notBefore, world.leaf.notAfter] {
            try world.verify(world.token(at: edge), trust: trust)
        }
    }

    @Test func `lists that were not current at the token's time are refused`() throws {
        let now = StampingHierarchy.now
        for (from, to) in [
            (now + 60, now + 3600), (now - 3600, now - 60), (now - 3600, now - 1),
        ] {
            let lists = [
                world.lists[0],
                try Hierarchy.list(of: world.intermediate, from: from, to: to),
            ]
            expectRefusal(.of("timestamp-revocation-unknown")) {
                try world.verify(trust: world.trust(lists: lists))
            }
        }
        for list in world.lists {
            expectRefusal(.of("timestamp-revocation-unknown")) {
                try world.verify(trust: world.trust(lists: [list]))
            }
        }
    }

    @Test func `a listed certificate is revoked, whatever the date beside it`() throws {
        for date in [StampingHierarchy.now - 3600, StampingHierarchy.now + 3600] {
            let lists = [
                world.lists[0],
                try Hierarchy.list(
                    of: world.intermediate, revoking: [world.leaf], revokedAt: date),
            ]
            expectRefusal(.of("timestamp-certificate-revoked")) {
                try world.verify(trust: world.trust(lists: lists))
            }
        }
    }

    @Test func `a self-issued certificate is refused`() throws {
        var template = StampingHierarchy.template(world.key.publicKey)
        template.subject = Hierarchy.subject(serialNumbers: ["00000099000000000303"])
        template.kind = .authority(pathLength: nil)
        template.keyUsage = [.digitalSignature, .keyCertSign, .cRLSign]
        let own = try CertificateAuthority.selfSigned(template, key: world.key)
        // OpenSSL makes no token with it: the signer's purpose forbids that.
        #expect(throws: OpenSSLError.self) { try world.token(by: own.certificate) }
    }

    @Test func `a key that also signs certificates or agrees on keys is refused`() throws {
        for usage in [[.digitalSignature, .nonRepudiation], [.nonRepudiation]] as [Set<KeyUsage>] {
            var template = StampingHierarchy.template(world.key.publicKey)
            template.keyUsage = usage
            let token = try world.token(by: world.intermediate.issue(template))
            try world.verify(token)
        }
        var template = StampingHierarchy.template(world.key.publicKey)
        template.keyUsage = []
        let token = try world.token(by: world.intermediate.issue(template))
        expectRefusal(.of("timestamp-wrong-usage")) { try world.verify(token) }
    }

    @Test func `the intermediates of the store complete no seal's chain`() throws {
        let others = world.others
        expectRefusal(.untrusted) {
            _ = try SealChain.verify(
                chain: [others.leaf], role: .source, trust: world.trust, at: Hierarchy.now)
        }
    }
}

extension TrustError.Code {
    /// The code by its name.
    static func of(_ name: String) -> TrustError.Code { TrustError.Code(rawValue: name) }
}
