import OpenSSL
import Testing
import Trust

@Suite struct RevocationTests {
    private let hierarchy: Hierarchy
    private let root, intermediate: CertificateAuthority
    private let now = Hierarchy.now
    private let day = Hierarchy.day

    init() throws {
        hierarchy = try Hierarchy.shared.get()
        root = try hierarchy.root(.source)
        intermediate = try hierarchy.authority(.source)
    }

    private func verify(_ lists: [CertificateRevocationList], at time: UnixTime? = nil) throws {
        try hierarchy.verify(trust: hierarchy.trust(lists: lists), at: time ?? now)
    }

    private func clean(_ authority: CertificateAuthority) throws -> CertificateRevocationList {
        try Hierarchy.list(of: authority)
    }

    @Test func `a leaf that its issuer lists is revoked`() throws {
        let lists = [
            try clean(root), try Hierarchy.list(of: intermediate, revoking: [hierarchy.leaf]),
        ]
        expectRefusal(.certificateRevoked) { try verify(lists) }
    }

    @Test func `a revoked intermediate takes its leaves along`() throws {
        let lists = [
            try Hierarchy.list(of: root, revoking: [intermediate.certificate]),
            try clean(intermediate),
        ]
        expectRefusal(.certificateRevoked) { try verify(lists) }
    }

    @Test(arguments: [-300, -1, 0, 1, 200] as [Int64])
    func `listed is revoked whatever the date of revocation`(days: Int64) throws {
        let lists = [
            try clean(root),
            try Hierarchy.list(
                of: intermediate, revoking: [hierarchy.leaf], revokedAt: now + days * day),
        ]
        expectRefusal(.certificateRevoked) { try verify(lists) }
    }

    @Test func `of several lists of an issuer any that is current revokes`() throws {
        let listing = try Hierarchy.list(of: intermediate, revoking: [hierarchy.leaf])
        let later = try Hierarchy.list(of: intermediate, number: 2, from: now - 60)
        for lists in [[listing, later], [later, listing]] {
            expectRefusal(.certificateRevoked) { try verify([try clean(root)] + lists) }
        }
    }

    @Test func `without a list of every issuer revocation is unknown`() throws {
        expectRefusal(.revocationUnknown) { try verify([]) }
        expectRefusal(.revocationUnknown) { try verify([try clean(root)]) }
        expectRefusal(.revocationUnknown) { try verify([try clean(intermediate)]) }
        expectRefusal(.revocationUnknown) {
            try verify([try clean(root), try clean(try hierarchy.authority(.recipient))])
        }
    }

    @Test func `a list that has ended or not begun tells nothing`() throws {
        let ended = try Hierarchy.list(of: intermediate, from: now - 2 * day, to: now - day)
        let coming = try Hierarchy.list(of: intermediate, from: now + 1, to: now + day)
        for list in [ended, coming] {
            expectRefusal(.revocationUnknown) { try verify([try clean(root), list]) }
        }
        let lists = [try clean(root), ended, coming, try clean(intermediate)]
        #expect(throws: Never.self) { try verify(lists) }
    }

    @Test func `a list is judged at the time that counts, not today`() throws {
        let lists = [try clean(root), try clean(intermediate)]
        #expect(throws: Never.self) { try verify(lists, at: now - day) }
        #expect(throws: Never.self) { try verify(lists, at: now + day) }
        expectRefusal(.revocationUnknown) { try verify(lists, at: now - day - 1) }
        expectRefusal(.revocationUnknown) { try verify(lists, at: now + day + 1) }
    }

    @Test func `a list by another key of the same name does not stand in`() throws {
        let twin = try Hierarchy.below(root, "source intermediate")
        expectRefusal(.revocationUnknown) {
            do { try verify([try clean(root), try clean(twin)]) } catch let error as TrustError {
                // OpenSSL names it a bad signature or a list that is not there.
                guard error.code == .chainMalformed else { throw error }
                throw TrustError(.revocationUnknown, error.message)
            }
        }
    }

    @Test func `a store with other lists keeps its anchors`() throws {
        let revoked = hierarchy.trust.with(revocationLists: [
            try clean(root), try Hierarchy.list(of: intermediate, revoking: [hierarchy.leaf]),
        ])
        #expect(revoked.anchors(for: .source) == [root.certificate])
        #expect(revoked.revocationLists.count == 2)
        expectRefusal(.certificateRevoked) { try hierarchy.verify(trust: revoked) }
    }
}
