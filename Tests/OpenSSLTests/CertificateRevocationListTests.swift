import Testing

@testable import OpenSSL

@Suite struct CertificateRevocationListTests {
    private let chain: TestChain

    init() throws {
        chain = try TestChain.shared.get()
    }

    @Test func `a list tells its issuer, times and what it lists`() throws {
        let other = try chain.intermediate.issue(TestChain.organisation(chain.leafKey.publicKey))
        let list = try TestChain.list(of: chain.intermediate, revoking: [chain.leaf])
        #expect(list.issuer == chain.intermediate.certificate.subject)
        #expect(list.thisUpdate == TestChain.now - TestChain.day)
        #expect(list.nextUpdate == TestChain.now + TestChain.day)
        #expect(list.lists(chain.leaf))
        #expect(!list.lists(other))
        #expect(!chain.lists[1].lists(chain.leaf))
    }

    @Test func `a serial number of another issuer is not listed`() throws {
        let list = try chain.root.revocationList(
            revoking: [(chain.leaf.serial, TestChain.now)], number: 1,
            thisUpdate: TestChain.now, nextUpdate: TestChain.now)
        #expect(!list.lists(chain.leaf))
    }

    @Test func `a list is current from its update up to the next, which is out`() throws {
        let list = chain.lists[0]
        let next = try #require(list.nextUpdate)
        #expect(list.isCurrent(at: list.thisUpdate))
        #expect(list.isCurrent(at: next))
        #expect(!list.isCurrent(at: list.thisUpdate - 1))
        #expect(!list.isCurrent(at: next + 1))
    }

    @Test func `lists in PEM come in order`() throws {
        let pem = chain.lists.map(\.pem).joined() + chain.leaf.pem
        #expect(try CertificateRevocationList.all(pem: pem) == chain.lists)
        #expect(try CertificateRevocationList.all(pem: "").isEmpty)
    }

    @Test func `other bytes, fewer and more are refused`() {
        let der = chain.lists[0].der
        let refused: [[UInt8]] = [
            [], [0x30, 0x00], [UInt8](der.dropLast()), der + [0], chain.leaf.der,
            [0x30, 0x82, 0x00] + der[2...],
        ]
        for bytes in refused {
            expectRefusal(.crlMalformed) { _ = try CertificateRevocationList(der: bytes) }
        }
    }

    @Test func `a list without next update is read and never current`() throws {
        let der = try chain.assembledList(nextUpdate: [])
        let list = try CertificateRevocationList(der: der)
        #expect(list.nextUpdate == nil)
        #expect(!list.isCurrent(at: TestChain.now))
    }

    @Test(
        arguments: [
            // Delta list indicator, issuing distribution point (indirect, only for authorities).
            (27, DER.integer(1)),
            (28, DER.sequence(DER.implicit(4, [0xff]))),
            (28, DER.sequence(DER.implicit(2, [0xff]))),
        ] as [(UInt64, [UInt8])])
    func `delta, indirect and partial lists are refused`(arc: UInt64, value: [UInt8]) throws {
        let identifier = DER.objectIdentifier([2, 5, 29, arc])
        let marked = DER.sequence(identifier, DER.boolean(true), DER.octetString(value))
        let der = try chain.assembledList(extensions: [marked])
        expectRefusal(.crlMalformed) { _ = try CertificateRevocationList(der: der) }
    }

    @Test func `an entry of another issuer is refused`() throws {
        let issuer = DER.sequence(DER.tagged(4, chain.root.certificate.subject))
        let marked = DER.sequence(
            DER.objectIdentifier([2, 5, 29, 29]), DER.boolean(true), DER.octetString(issuer))
        let entry = DER.sequence(
            DER.integer(5), DER.time(TestChain.now), DER.sequence([marked]))
        let der = try chain.assembledList(entries: [entry])
        expectRefusal(.crlMalformed) { _ = try CertificateRevocationList(der: der) }
    }

    @Test(arguments: [-1, Int64.min])
    func `a number below zero is refused`(number: Int64) {
        expectRefusal(.crlMalformed) { _ = try TestChain.list(of: chain.root, number: number) }
    }

    @Test func `an update after the next is refused`() {
        expectRefusal(.crlMalformed) {
            _ = try TestChain.list(of: chain.root, from: TestChain.now, to: TestChain.now - 1)
        }
    }
}

extension TestChain {
    /// A list put together from parts, signed by the authority below the root.
    func assembledList(
        entries: [[UInt8]] = [], nextUpdate: [UInt8]? = nil, extensions: [[UInt8]] = []
    ) throws -> [UInt8] {
        var parts = [
            DER.integer(1), SignedDER.algorithm, intermediate.certificate.subject,
            DER.time(Self.now), nextUpdate ?? DER.time(Self.now + Self.day),
        ]
        if !entries.isEmpty { parts.append(DER.sequence(entries)) }
        parts.append(
            DER.tagged(0, DER.sequence(extensions + [CertificateExtension.crlNumber(1)])))
        return try SignedDER.sign(DER.sequence(parts), with: intermediateKey)
    }
}
