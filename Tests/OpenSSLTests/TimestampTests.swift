import Testing

@testable import OpenSSL

@Suite struct TimestampTests {
    private let stamping: Stamping

    init() throws {
        stamping = try Stamping.shared.get()
    }

    @Test func `a token tells what was stamped, when and under which policy`() throws {
        let request = try TimestampRequest(over: Stamping.message)
        let answer = try stamping.unit.respond(to: request.der, at: TestChain.now)
        let response = try TimestampResponse(der: answer)
        #expect(response.status == 0)
        let token = try TimestampToken(der: #require(response.token))
        #expect(token.imprint == SHA256.hash(Stamping.message))
        #expect(token.time == TestChain.now)
        #expect(token.policy == Stamping.policy)
        #expect(token.nonce == request.nonce)
        #expect(token.certificate == stamping.unit.certificate)
        try token.verify(over: Stamping.message, chain: stamping.certificates)
    }

    @Test func `a request reads back as it was written`() throws {
        let request = try TimestampRequest(over: Stamping.message, policy: "1.3.6.1.4.1.99999.7")
        let read = try TimestampRequest(der: request.der)
        #expect(read == request)
        #expect(read.nonce?.count == 16)
        #expect(try TimestampRequest(over: Stamping.message).nonce != request.nonce)
    }

    @Test(arguments: [
        (0, TestChain.now), (1, TestChain.now), (500_000, TestChain.now),
        (999_999, TestChain.now), (0, UnixTime(seconds: 951_782_399)),
        (250_000, UnixTime(seconds: 2_556_143_999)),
    ]) func `the fraction of its time is cut off`(microseconds: Int, time: UnixTime) throws {
        let token = try TimestampToken(
            der: stamping.token(at: time, microseconds: microseconds))
        #expect(token.time == time)
    }

    @Test(arguments: [
        "20261123033141Z", "20261123033141.5Z", "20261123033141.000001Z", "20261123033141.999999Z",
    ]) func `times of tokens are read`(text: String) throws {
        let time = try TimestampSyntax.time(Array(text.utf8)[...])
        #expect(time == UnixTime(seconds: 1_795_404_701))
    }

    @Test(arguments: [
        "", "Z", "20261123033141", "20261123033141+0100", "20261123033141.Z", "20261123033141.50Z",
        "20261123033141.0Z", "20261123033141,5Z", "202611230331Z", "20261323033141Z",
        "20261123033160Z", "20260230033141Z", "20261123033141.5.5Z", "261123033141Z",
        "20261123033141.-5Z", "2026112303314aZ",
    ]) func `times in other forms are refused`(text: String) {
        #expect(throws: DERReader.Unexpected.self) {
            _ = try TimestampSyntax.time(Array(text.utf8)[...])
        }
    }

    @Test func `a token over other bytes is refused`() throws {
        let token = try TimestampToken(der: stamping.token())
        expectRefusal(.timestampMismatch) {
            try token.verify(over: Stamping.message + [0], chain: stamping.certificates)
        }
    }

    @Test func `a chain that is not the token's own is refused`() throws {
        let token = try TimestampToken(der: stamping.token())
        let other = try P256PrivateKey()
        let stranger = try CertificateAuthority.selfSigned(
            TestChain.authority("Stam", other.publicKey, pathLength: nil), key: other)
        let sibling = try stamping.chain.intermediate.issue(Stamping.template(other.publicKey))
        for chain in [
            [], [token.certificate], [sibling] + stamping.certificates.dropFirst(),
            [token.certificate, stranger.certificate],
            [token.certificate, stamping.certificates[1], stranger.certificate],
        ] {
            expectRefusal(.timestampInvalid) {
                try token.verify(over: Stamping.message, chain: chain)
            }
        }
    }

    // MARK: Signature

    /// What a signer may not have signed, each with the change that makes it so; all are signed anew
    /// by the unit's key but the last two.
    enum SignedChange: CaseIterable {
        case noSigningCertificate, otherSigningCertificate, noDigest, otherDigest
        case otherContent, otherKey
    }

    @Test(arguments: SignedChange.allCases)
    func `a token whose signature does not say all it must is refused`(
        change: SignedChange
    ) throws {
        var parts = try TokenParts(stamping.token())
        var attributes = try parts.signedAttributes()
        // The object identifiers of signingCertificateV2 and messageDigest.
        let certificate = DER.objectIdentifier([1, 2, 840, 113_549, 1, 9, 16, 2, 47])
        let digest = DER.objectIdentifier([1, 2, 840, 113_549, 1, 9, 4])
        func edit(_ identifier: [UInt8], _ body: ([UInt8]) -> [UInt8]?) {
            attributes = attributes.compactMap { whole in
                var outer = DERReader(whole[...])
                let isMeant = outer.takeIfPresent(0x30)?.content.starts(with: identifier) == true
                return isMeant ? body(whole) : whole
            }
        }
        func flipped(_ bytes: [UInt8]) -> [UInt8] {
            bytes.dropLast() + [bytes[bytes.count - 1] ^ 1]
        }
        let count = attributes.count
        switch change {
        case .noSigningCertificate: edit(certificate) { _ in nil }
        case .otherSigningCertificate:
            let own = stamping.unit.certificate.sha256
            let other = stamping.chain.leaf.sha256
            edit(certificate) { whole in
                let place = whole.indices.first { whole[$0...].starts(with: own) }
                return place.map { whole[..<$0] + other + whole[($0 + 32)...] }
            }
        case .noDigest: edit(digest) { _ in nil }
        case .otherDigest: edit(digest, flipped)
        case .otherContent: parts.content = try content(of: parts, policy: "2.999.3161.2")
        case .otherKey: break
        }
        #expect(
            attributes.count
                == ([.noSigningCertificate, .noDigest].contains(change) ? count - 1 : count))
        let key = change == .otherKey ? try P256PrivateKey() : stamping.key
        if change != .otherContent { try parts.sign(attributes, by: key) }
        let token = try TimestampToken(der: parts.der)
        expectRefusal(.timestampInvalid) {
            try token.verify(over: Stamping.message, chain: stamping.certificates)
        }
    }

    @Test func `a token signed anew with the same attributes is verified`() throws {
        var parts = try TokenParts(stamping.token())
        try parts.sign(parts.signedAttributes(), by: stamping.key)
        let token = try TimestampToken(der: parts.der)
        try token.verify(over: Stamping.message, chain: stamping.certificates)
    }

    @Test func `a chain that was found fit says nothing of another token's signature`() throws {
        let sound = try TimestampToken(der: stamping.token())
        try sound.verify(over: Stamping.message, chain: stamping.certificates)
        var parts = try TokenParts(stamping.token())
        parts.signature[parts.signature.count - 1] ^= 1
        let forged = try TimestampToken(der: parts.der)
        for _ in 0..<2 {
            expectRefusal(.timestampInvalid) {
                try forged.verify(over: Stamping.message, chain: stamping.certificates)
            }
        }
    }

    @Test func `a certificate that is not for time-stamping signs no token`() throws {
        for change in [
            { $0.extendedKeyUsages = [] }, { $0.extendedKeyUsageCritical = false },
            { $0.extendedKeyUsages = ["1.3.6.1.5.5.7.3.1"] },
        ] as [(inout CertificateTemplate) -> Void] {
            var template = Stamping.template(stamping.key.publicKey)
            change(&template)
            let certificate = try stamping.chain.intermediate.issue(template)
            var parts = try TokenParts(stamping.token())
            parts.certificates = [certificate.der]
            parts.signer = DER.sequence(
                certificate.issuer, DER.unsignedInteger(certificate.serial))
            let own = stamping.unit.certificate.sha256
            let attributes = try parts.signedAttributes().map { whole in
                let place = whole.indices.first { whole[$0...].starts(with: own) }
                return place.map { whole[..<$0] + certificate.sha256 + whole[($0 + 32)...] }
                    ?? whole
            }
            try parts.sign(attributes, by: stamping.key)
            let token = try TimestampToken(der: parts.der)
            #expect(
                throws: OpenSSLError(
                    .timestampInvalid, "expected a chain for time-stamping")
            ) {
                try token.verify(
                    over: Stamping.message,
                    chain: [certificate] + stamping.certificates.dropFirst())
            }
        }
    }

    // MARK: Form

    @Test func `the parts of a token put together again are that token`() throws {
        let der = try stamping.token()
        #expect(try TokenParts(der).der == der)
    }

    /// What a token may not be, each with the change that makes it so.
    enum Form: CaseIterable {
        case otherType, versionOne, noDigest, twoDigests, otherDigest, otherContentType
        case noCertificate, twoCertificates, otherCertificate, revocationList
        case noSigner, twoSigners, signerVersionThree, otherSerial, otherSignedDigest
        case noAttributes, otherAlgorithm, algorithmParameters, unsignedAttributes
        case contentVersion, contentPadded, extensionCritical
    }

    @Test(arguments: Form.allCases)
    func `a token of another form is refused`(form: Form) throws {
        var parts = try TokenParts(stamping.token())
        let sha384 = DER.sequence(
            DER.objectIdentifier([2, 16, 840, 1, 101, 3, 4, 2, 2]), [0x05, 0x00])
        switch form {
        case .otherType: parts.type = DER.objectIdentifier([1, 2, 840, 113_549, 1, 7, 1])
        case .versionOne: parts.version = DER.integer(1)
        case .noDigest: parts.digests = []
        case .twoDigests: parts.digests.append(sha384)
        case .otherDigest: parts.digests = [sha384]
        case .otherContentType:
            parts.contentType = DER.objectIdentifier([1, 2, 840, 113_549, 1, 7, 1])
        case .noCertificate: parts.certificates = []
        case .twoCertificates:
            parts.certificates.append(stamping.chain.intermediate.certificate.der)
        case .otherCertificate: parts.certificates = [stamping.chain.leaf.der]
        case .revocationList:
            parts.revocationLists = DER.tagged(1, stamping.chain.lists[0].der)
        case .noSigner: parts.signers = 0
        case .twoSigners: parts.signers = 2
        case .signerVersionThree: parts.signerVersion = DER.integer(3)
        case .otherSerial:
            parts.signer = DER.sequence(stamping.unit.certificate.issuer, DER.integer(7))
        case .otherSignedDigest: parts.digest = sha384
        case .noAttributes: parts.attributes = []
        case .otherAlgorithm:
            parts.algorithm = DER.sequence(DER.objectIdentifier([1, 2, 840, 10_045, 4, 3, 3]))
        case .algorithmParameters:
            parts.algorithm = DER.sequence(
                DER.objectIdentifier([1, 2, 840, 10_045, 4, 3, 2]), [0x05, 0x00])
        case .unsignedAttributes: parts.unsigned = DER.tagged(1, parts.digest)
        case .contentVersion: parts.content = try content(of: parts, version: 2)
        case .contentPadded: parts.content += [0]
        case .extensionCritical:
            parts.content = try content(
                of: parts,
                more: DER.tagged(
                    1,
                    DER.sequence(
                        DER.objectIdentifier([2, 999, 1]), DER.boolean(true),
                        DER.octetString([0x05, 0x00]))))
        }
        expectRefusal(.timestampMalformed) { _ = try TimestampToken(der: parts.der) }
    }

    /// The TSTInfo under another policy.
    private func content(
        of parts: TokenParts, policy: String
    ) throws -> [UInt8] {
        let own = DER.objectIdentifier(try #require(DER.arcs(Stamping.policy)))
        let other = DER.objectIdentifier(try #require(DER.arcs(policy)))
        let content = parts.content
        let place = try #require(content.indices.first { content[$0...].starts(with: own) })
        try #require(own.count == other.count)
        return content[..<place] + other + content[(place + own.count)...]
    }

    /// The TSTInfo with another version, or with more at its end.
    private func content(
        of parts: TokenParts, version: Int64 = 1, more: [UInt8] = []
    ) throws -> [UInt8] {
        var outer = DERReader(parts.content[...])
        var members = try outer.take(0x30).members
        _ = try members.take(0x02)
        let rest = try outer.isAtEnd ? [UInt8](parts.content.suffix(rest(of: &members))) : []
        return DER.sequence(DER.integer(version), rest, more)
    }

    private func rest(of members: inout DERReader) throws -> Int {
        var count = 0
        for tag: UInt8 in [0x06, 0x30, 0x02, 0x18, 0x30, 0x02] {
            count += try members.take(tag).whole.count
        }
        try members.end()
        return count
    }

    @Test func `bytes around a token and encodings other than DER are refused`() throws {
        let der = try stamping.token()
        // A length in one byte more than it takes.
        let padded = [0x30, 0x83, 0x00] + der[2...]
        let indefinite = [0x30, 0x80] + der[4...] + [0, 0]
        for bytes in [[], der + [0], [0] + der, der.dropLast(), padded, indefinite] {
            expectRefusal(.timestampMalformed) { _ = try TimestampToken(der: bytes) }
        }
        let answer = try stamping.unit.respond(
            to: TimestampRequest(over: Stamping.message).der, at: TestChain.now)
        expectRefusal(.timestampMalformed) { _ = try TimestampToken(der: answer) }
    }

    // MARK: Requests and responses

    @Test func `an authority refuses another policy and another hash`() throws {
        let other = try TimestampRequest(over: Stamping.message, policy: "2.999.1")
        let refused = try TimestampResponse(
            der: stamping.unit.respond(to: other.der, at: TestChain.now))
        #expect(refused.status == 2)
        #expect(refused.token == nil)
        let short = DER.sequence(
            DER.integer(1),
            DER.sequence(
                DER.sequence(DER.objectIdentifier([1, 3, 14, 3, 2, 26]), [0x05, 0x00]),
                DER.octetString([UInt8](repeating: 7, count: 20))))
        #expect(
            try TimestampResponse(der: stamping.unit.respond(to: short, at: TestChain.now))
                .status == 2)
        expectRefusal(.timestampMalformed) { _ = try TimestampRequest(der: short) }
    }

    @Test(arguments: [[], [0x30, 0x00], [UInt8]("hello".utf8), [0x05, 0x00]])
    func `what is no request or response is refused`(bytes: [UInt8]) throws {
        expectRefusal(.timestampMalformed) { _ = try TimestampRequest(der: bytes) }
        expectRefusal(.timestampMalformed) { _ = try TimestampResponse(der: bytes) }
    }

    @Test(arguments: ["", "abc", "1", "9.9.9", "2.999.", "1.2.x"])
    func `what is no policy is refused`(policy: String) throws {
        expectRefusal(.timestampMalformed) {
            _ = try TimestampRequest(over: Stamping.message, policy: policy)
        }
        expectRefusal(.timestampMalformed) {
            _ = try TimeStampingUnit(
                certificate: stamping.unit.certificate, key: stamping.key, policy: policy)
        }
    }

    @Test func `a token without being granted, or granted without one, is refused`() throws {
        let token = try stamping.token()
        for (status, more) in [(0, []), (2, token), (5, token), (1, [])] as [(Int64, [UInt8])] {
            let bytes = DER.sequence(DER.sequence(DER.integer(status)), more)
            expectRefusal(.timestampMalformed) { _ = try TimestampResponse(der: bytes) }
        }
        let granted = DER.sequence(DER.sequence(DER.integer(1)), token)
        #expect(try TimestampResponse(der: granted).token == token)
    }

    @Test func `a certificate that is not for time-stamping makes no unit`() throws {
        for change in [
            { $0.extendedKeyUsages = [] }, { $0.extendedKeyUsageCritical = false },
            { $0.extendedKeyUsages = [TimeStampingUnit.usage, "1.3.6.1.5.5.7.3.1"] },
        ] as [(inout CertificateTemplate) -> Void] {
            var template = Stamping.template(stamping.key.publicKey)
            change(&template)
            let certificate = try stamping.chain.intermediate.issue(template)
            expectRefusal(.certificateMalformed) {
                _ = try TimeStampingUnit(
                    certificate: certificate, key: stamping.key, policy: Stamping.policy)
            }
        }
        expectRefusal(.certificateMalformed) {
            _ = try TimeStampingUnit(
                certificate: stamping.unit.certificate, key: P256PrivateKey(),
                policy: Stamping.policy)
        }
    }
}
