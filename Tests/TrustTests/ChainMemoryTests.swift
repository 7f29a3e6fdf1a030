import JOSE
import OpenSSL
import Testing
import Trust

/// A chain that was judged good is remembered; nothing that would be refused passes for it.
///
/// Each test asks one store more than once: the first time judges, the second may remember.
@Suite struct ChainMemoryTests {
    private let hierarchy: Hierarchy
    private let now = Hierarchy.now
    private let day = Hierarchy.day

    init() throws {
        hierarchy = try Hierarchy.shared.get()
    }

    private var x5c: [String] {
        get throws { try hierarchy.chain().map { Base64.encode($0.der) } }
    }

    @discardableResult
    private func verify(
        _ x5c: [String], role: Role = .source, trust: TrustStore, at time: UnixTime
    ) throws -> SealChain {
        try SealChain.verify(x5c: x5c, role: role, trust: trust, at: time)
    }

    @Test func `asked again a store answers the same`() throws {
        let trust = hierarchy.trust
        let first = try verify(x5c, trust: trust, at: now)
        for time in [now, now + 1, now - 1, now + day - 1, now + day] {
            let again = try verify(x5c, trust: trust, at: time)
            #expect(again.certificates == first.certificates)
            #expect(again.oin == first.oin && again.publicKey == first.publicKey)
        }
    }

    @Test func `a list that ends, ends what was remembered`() throws {
        let trust = hierarchy.trust
        try verify(x5c, trust: trust, at: now)
        for time in [now - day - 1, now + day + 1] {
            expectRefusal(.revocationUnknown) { try verify(x5c, trust: trust, at: time) }
        }
        #expect(throws: Never.self) { try verify(x5c, trust: trust, at: now) }
    }

    @Test func `a certificate that ends, ends what was remembered`() throws {
        let leaf = try hierarchy.leaf { $0.notAfter = now + 60 }
        let chain = try hierarchy.chain(leaf).map { Base64.encode($0.der) }
        let trust = hierarchy.trust
        for time in [now, now + 59, now + 60] { try verify(chain, trust: trust, at: time) }
        expectRefusal(.certificateExpired) { try verify(chain, trust: trust, at: now + 61) }
        let begin = try hierarchy.leaf { $0.notBefore = now - 60 }
        let begun = try hierarchy.chain(begin).map { Base64.encode($0.der) }
        for time in [now, now - 60] { try verify(begun, trust: trust, at: time) }
        expectRefusal(.certificateNotYetValid) { try verify(begun, trust: trust, at: now - 61) }
    }

    @Test func `a list that begins later revokes what was remembered`() throws {
        let trust = hierarchy.trust.adding(revocationLists: [
            try Hierarchy.list(
                of: hierarchy.authority(.source), revoking: [hierarchy.leaf], number: 2,
                from: now + 60)
        ])
        for time in [now, now + 59] { try verify(x5c, trust: trust, at: time) }
        for time in [now + 60, now + 61, now + day] {
            expectRefusal(.certificateRevoked) { try verify(x5c, trust: trust, at: time) }
        }
        #expect(throws: Never.self) { try verify(x5c, trust: trust, at: now) }
    }

    @Test func `another list means another memory`() throws {
        let trust = hierarchy.trust
        try verify(x5c, trust: trust, at: now)
        let revoking = trust.adding(revocationLists: [
            try Hierarchy.list(
                of: hierarchy.authority(.source), revoking: [hierarchy.leaf], number: 2)
        ])
        expectRefusal(.certificateRevoked) { try verify(x5c, trust: revoking, at: now) }
        #expect(throws: Never.self) { try verify(x5c, trust: trust, at: now) }
    }

    @Test func `what one role remembers says nothing to another`() throws {
        let trust = hierarchy.trust
        try verify(x5c, trust: trust, at: now)
        expectRefusal(.wrongRole) { try verify(x5c, role: .recipient, trust: trust, at: now) }
        try verify(x5c, trust: trust, at: now)
    }

    @Test func `text that is nearly the same is not the same`() throws {
        let (trust, good) = (hierarchy.trust, try x5c)
        try verify(good, trust: trust, at: now)
        let kelvin = good[0].replacing("K", with: "\u{212A}")
        #expect(kelvin == good[0] && !kelvin.utf8.elementsEqual(good[0].utf8))
        for chain in [
            [kelvin, good[1]], [good[0] + good[1]], ["\(good[0])|\(good[1].utf8.count)|\(good[1])"],
            [good[0] + "=", good[1]],
        ] {
            expectRefusal(.chainMalformed) { try verify(chain, trust: trust, at: now) }
        }
        expectRefusal(.untrusted) { try verify([good[0]], trust: trust, at: now) }
        expectRefusal(.chainMalformed) {
            try verify([good[0], good[1], good[1]], trust: trust, at: now)
        }
    }

    @Test func `a refusal is not remembered as anything else`() throws {
        let trust = hierarchy.trust(lists: [])
        for _ in 1...2 {
            expectRefusal(.revocationUnknown) { try verify(x5c, trust: trust, at: now) }
        }
    }

    // MARK: Time-stamping certificates

    @Test func `a time-stamping chain ends with its lists as well`() throws {
        let stamping = try StampingHierarchy.shared.get()
        let trust = stamping.trust
        for time in [now, now, now + day] {
            #expect(try stamping.verify(stamping.token(at: time), trust: trust).time == time)
        }
        let late = try stamping.token(at: now + day + 1)
        expectRefusal(.init(rawValue: "timestamp-revocation-unknown")) {
            try stamping.verify(late, trust: trust)
        }
    }

    @Test func `a time-stamping certificate that is revoked later stays good before`() throws {
        let stamping = try StampingHierarchy.shared.get()
        let trust = stamping.trust.adding(revocationLists: [
            try Hierarchy.list(
                of: stamping.intermediate, revoking: [stamping.leaf], number: 2, from: now + 60)
        ])
        let (before, after) = (try stamping.token(at: now), try stamping.token(at: now + 60))
        for _ in 1...2 {
            try stamping.verify(before, trust: trust)
            expectRefusal(.init(rawValue: "timestamp-certificate-revoked")) {
                try stamping.verify(after, trust: trust)
            }
        }
    }
}
