import OpenSSL
import Testing

@Suite struct CertificateChainTests {
    private let chain: TestChain
    private let now = TestChain.now
    private let day = TestChain.day

    init() throws {
        chain = try TestChain.shared.get()
    }

    private func expectFailure(
        _ reason: ChainFailure.Reason, depth: Int? = nil,
        sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        let failure = #expect(throws: ChainFailure.self, sourceLocation: sourceLocation) {
            try body()
        }
        #expect(failure?.reason == reason, sourceLocation: sourceLocation)
        if let depth { #expect(failure?.depth == depth, sourceLocation: sourceLocation) }
        #expect(failure?.detail.isEmpty == false, sourceLocation: sourceLocation)
    }

    @Test func `a chain leads from the leaf to the anchor`() throws {
        let expected = [chain.leaf, chain.intermediate.certificate, chain.root.certificate]
        #expect(try chain.verify() == expected)
        #expect(try chain.verify(revocation: .some(nil)) == expected)
    }

    @Test func `what is not needed is passed over`() throws {
        let other = try TestChain()
        let verified = try chain.verify(
            intermediates: [other.intermediate.certificate, chain.intermediate.certificate],
            anchors: [other.root.certificate, chain.root.certificate],
            revocation: other.lists + chain.lists)
        #expect(verified.count == 3)
    }

    @Test func `the first and the last second of the validity count in`() throws {
        for time in [chain.leaf.notBefore, chain.leaf.notAfter - 1, chain.leaf.notAfter] {
            #expect(try chain.verify(revocation: .some(nil), at: time).count == 3)
        }
        expectFailure(.notYetValid, depth: 0) {
            _ = try chain.verify(revocation: .some(nil), at: chain.leaf.notBefore - 1)
        }
        expectFailure(.expired, depth: 0) {
            _ = try chain.verify(revocation: .some(nil), at: chain.leaf.notAfter + 1)
        }
    }

    @Test func `an expired authority spoils the chain`() throws {
        var template = TestChain.authority("Tussen", chain.intermediateKey.publicKey, pathLength: 0)
        template.notAfter = now - 1
        let expired = try chain.root.issue(template)
        expectFailure(.expired, depth: 1) { _ = try chain.verify(intermediates: [expired]) }
    }

    @Test func `other anchors, none, or a missing link are not trusted`() throws {
        let other = try TestChain()
        expectFailure(.untrusted) { _ = try chain.verify(anchors: [other.root.certificate]) }
        expectFailure(.untrusted) { _ = try chain.verify(anchors: []) }
        expectFailure(.untrusted) { _ = try chain.verify(intermediates: []) }
        expectFailure(.untrusted) {
            _ = try chain.verify(intermediates: [other.intermediate.certificate])
        }
    }

    @Test func `an anchor that is not self-signed ends no chain`() {
        expectFailure(.untrusted) {
            _ = try chain.verify(
                intermediates: [], anchors: [chain.intermediate.certificate])
        }
    }

    @Test func `a self-signed certificate that is no anchor is refused`() throws {
        let other = try TestChain()
        expectFailure(.selfSigned) {
            _ = try chain.verify(
                intermediates: [chain.intermediate.certificate, chain.root.certificate],
                anchors: [other.root.certificate])
        }
        expectFailure(.selfSigned, depth: 0) {
            _ = try chain.verify(chain.root.certificate, anchors: [other.root.certificate])
        }
    }

    @Test func `a link of the same name and another key does not fit`() throws {
        let impostor = try CertificateAuthority(
            certificate: chain.root.issue(
                TestChain.authority("Tussen", chain.leafKey.publicKey, pathLength: 0)),
            key: chain.leafKey)
        let leaf = try impostor.issue(TestChain.organisation(chain.leafKey.publicKey))
        expectFailure(.untrusted) { _ = try chain.verify(leaf) }
    }

    @Test func `a certificate that is no authority issues nothing`() throws {
        // The same name and key as the authority, for an end entity.
        var template = TestChain.authority("Tussen", chain.intermediateKey.publicKey, pathLength: 0)
        template.kind = .endEntity
        template.keyUsage = [.digitalSignature]
        let organisation = try chain.root.issue(template)
        expectFailure(.notACA, depth: 1) { _ = try chain.verify(intermediates: [organisation]) }
    }

    @Test func `an authority without the key usage for it issues nothing`() throws {
        var template = TestChain.authority(
            "Tussen", chain.intermediateKey.publicKey, pathLength: nil)
        template.keyUsage = [.cRLSign]
        let authority = try chain.root.issue(template)
        expectFailure(.notACA) { _ = try chain.verify(intermediates: [authority]) }
    }

    @Test func `a path longer than allowed is refused`() throws {
        let key = try P256PrivateKey()
        let below = try CertificateAuthority(
            certificate: chain.intermediate.issue(
                TestChain.authority("Onder", key.publicKey, pathLength: 0)),
            key: key)
        let leaf = try below.issue(TestChain.organisation(chain.leafKey.publicKey))
        let lists = chain.lists + [try TestChain.list(of: below)]
        expectFailure(.notACA) {
            _ = try chain.verify(
                leaf, intermediates: [below.certificate, chain.intermediate.certificate],
                revocation: lists)
        }
    }

    @Test func `a revoked leaf and a revoked authority are refused`() throws {
        let leafRevoked = try TestChain.list(of: chain.intermediate, revoking: [chain.leaf])
        expectFailure(.revoked, depth: 0) {
            _ = try chain.verify(revocation: [chain.lists[0], leafRevoked])
        }
        let authorityRevoked = try TestChain.list(
            of: chain.root, revoking: [chain.intermediate.certificate])
        expectFailure(.revoked, depth: 1) {
            _ = try chain.verify(revocation: [authorityRevoked, chain.lists[1]])
        }
    }

    @Test func `of several current lists any that lists it revokes`() throws {
        let revoking = try TestChain.list(
            of: chain.intermediate, revoking: [chain.leaf], number: 1, from: now - 2 * day)
        let later = try TestChain.list(of: chain.intermediate, number: 2)
        for lists in [[revoking, later], [later, revoking]] {
            expectFailure(.revoked, depth: 0) {
                _ = try chain.verify(revocation: [chain.lists[0]] + lists)
            }
        }
    }

    @Test func `a list that is no longer or not yet current revokes nothing`() throws {
        let past = try TestChain.list(
            of: chain.intermediate, revoking: [chain.leaf], from: now - 9 * day, to: now - 1)
        let future = try TestChain.list(
            of: chain.intermediate, revoking: [chain.leaf], from: now + 1, to: now + 9 * day)
        #expect(try chain.verify(revocation: chain.lists + [past, future]).count == 3)
    }

    @Test func `a list signed by another key revokes nothing beside a right one`() throws {
        let impostor = try CertificateAuthority(
            certificate: chain.root.issue(
                TestChain.authority("Tussen", chain.leafKey.publicKey, pathLength: 0)),
            key: chain.leafKey)
        let forged = try TestChain.list(of: impostor, revoking: [chain.leaf], number: 9)
        #expect(try chain.verify(revocation: chain.lists + [forged]).count == 3)
    }

    @Test func `a list whose signature was changed is refused`() throws {
        var der = chain.lists[1].der
        der[der.count - 1] ^= 1
        let changed = try CertificateRevocationList(der: der)
        expectFailure(.badSignature, depth: 0) {
            _ = try chain.verify(revocation: [chain.lists[0], changed])
        }
    }

    @Test func `a missing list is refused, for every certificate of the chain`() {
        expectFailure(.crlMissing, depth: 0) { _ = try chain.verify(revocation: []) }
        expectFailure(.crlMissing, depth: 0) {
            _ = try chain.verify(revocation: [chain.lists[0]])
        }
        expectFailure(.crlMissing, depth: 1) {
            _ = try chain.verify(revocation: [chain.lists[1]])
        }
    }

    @Test func `a stale list and one of tomorrow are refused`() throws {
        let stale = try TestChain.list(of: chain.intermediate, from: now - 9 * day, to: now - 1)
        expectFailure(.crlExpired, depth: 0) {
            _ = try chain.verify(revocation: [chain.lists[0], stale])
        }
        let future = try TestChain.list(of: chain.intermediate, from: now + 1, to: now + 9 * day)
        expectFailure(.crlNotYetValid, depth: 0) {
            _ = try chain.verify(revocation: [chain.lists[0], future])
        }
    }

    @Test func `the first and the last second of a list count in`() throws {
        for (from, to) in [(now, now + 1), (now - day, now), (now, now)] {
            let list = try TestChain.list(of: chain.intermediate, from: from, to: to)
            #expect(try chain.verify(revocation: [chain.lists[0], list]).count == 3)
        }
        let past = try TestChain.list(of: chain.intermediate, from: now - day, to: now - 1)
        expectFailure(.crlExpired, depth: 0) {
            _ = try chain.verify(revocation: [chain.lists[0], past])
        }
        let last = try TestChain.list(
            of: chain.intermediate, revoking: [chain.leaf], from: now - day, to: now)
        expectFailure(.revoked, depth: 0) {
            _ = try chain.verify(revocation: chain.lists + [last])
        }
    }

    @Test func `of two roots of one name and key the one that is valid counts`() throws {
        func root(until end: UnixTime) throws -> Certificate {
            var template = TestChain.authority("Stam", chain.rootKey.publicKey, pathLength: nil)
            template.notAfter = end
            return try CertificateAuthority.selfSigned(template, key: chain.rootKey).certificate
        }
        let (old, new) = (try root(until: now - 1), try root(until: now + day))
        for anchors in [[old, new], [new, old]] {
            #expect(try chain.verify(anchors: anchors).last == new)
        }
        expectFailure(.expired, depth: 2) { _ = try chain.verify(anchors: [old]) }
    }

    @Test func `a list without next update is refused`() throws {
        // Without a next update OpenSSL takes a list for current for ever.
        let endless = try CertificateRevocationList(
            der: try chain.assembledList(nextUpdate: []))
        #expect(endless.nextUpdate == nil)
        expectFailure(.crlMissing, depth: 0) {
            _ = try chain.verify(revocation: [chain.lists[0], endless])
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
    func `no changed bit of a leaf passes`(bit: Int) {
        for index in chain.leaf.der.indices where index % 8 == bit {
            guard
                let changed = try? Certificate(
                    der: chain.leaf.changed(at: index, by: 1 << (index / 8 % 8)))
            else { continue }
            #expect(throws: ChainFailure.self, "byte \(index)") {
                _ = try chain.verify(changed, revocation: .some(nil))
            }
        }
    }

    @Test func `a changed signature is a bad signature`() throws {
        let der = chain.leaf.changed(at: chain.leaf.der.count - 1, by: 1)
        let changed = try Certificate(der: der)
        expectFailure(.badSignature, depth: 0) { _ = try chain.verify(changed) }
    }

    @Test func `many threads judge one chain at once`() async throws {
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { try chain.verify().count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [Int](repeating: 3, count: 100))
    }
}
