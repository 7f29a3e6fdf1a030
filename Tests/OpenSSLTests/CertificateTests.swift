import Testing

@testable import OpenSSL

@Suite struct CertificateTests {
    private let chain: TestChain

    init() throws {
        chain = try TestChain.shared.get()
    }

    @Test func `a certificate tells what its template said`() throws {
        let leaf = chain.leaf
        #expect(leaf.notBefore == TestChain.now - 30 * TestChain.day)
        #expect(leaf.notAfter == TestChain.now + 30 * TestChain.day)
        #expect(leaf.issuer == chain.intermediate.certificate.subject)
        #expect(leaf.subjectSerialNumbers == [TestChain.oin])
        #expect(leaf.commonName == "Élburg, zegel")
        #expect(leaf.uris == ["https://elburg.example"])
        #expect(leaf.dnsNames == ["localhost"])
        #expect(leaf.serial.count == 16)
        #expect(!leaf.isCA)
        #expect(!leaf.isSelfIssued)
        #expect(leaf.keyUsage == [.digitalSignature])
        #expect(leaf.extendedKeyUsages == nil)
        #expect(!leaf.extendedKeyUsageIsCritical)
        #expect(leaf.signatureAlgorithm == "1.2.840.10045.4.3.2")
        #expect(leaf.sha256 == SHA256.hash(leaf.der))
        #expect(try leaf.publicKey() == chain.leafKey.publicKey)
        #expect(
            leaf.authorityKeyIdentifier == chain.intermediate.certificate.subjectKeyIdentifier)
        #expect(leaf.subjectKeyIdentifier?.count == 20)
    }

    @Test func `a subject is one line in RFC 2253`() {
        #expect(
            chain.leaf.subjectText == """
                CN=Élburg\\, zegel,serialNumber=\(TestChain.oin),\
                organizationIdentifier=NTRNL-12345678,O=Gemeente Élburg,C=NL
                """)
    }

    @Test func `an authority is one and a root is self-issued`() {
        #expect(chain.root.certificate.isCA)
        #expect(chain.root.certificate.isSelfIssued)
        #expect(chain.intermediate.certificate.isCA)
        #expect(!chain.intermediate.certificate.isSelfIssued)
        #expect(chain.intermediate.certificate.keyUsage == [.keyCertSign, .cRLSign])
        #expect(chain.root.certificate.subjectSerialNumbers.isEmpty)
    }

    @Test func `extended key usages come with their criticality`() throws {
        var template = TestChain.organisation(chain.leafKey.publicKey)
        template.extendedKeyUsages = ["1.3.6.1.5.5.7.3.8", "2.999.1234567"]
        template.extendedKeyUsageCritical = true
        let certificate = try chain.intermediate.issue(template)
        #expect(certificate.extendedKeyUsages == ["1.3.6.1.5.5.7.3.8", "2.999.1234567"])
        #expect(certificate.extendedKeyUsageIsCritical)
    }

    @Test(arguments: KeyUsage.allCases)
    func `each key usage survives alone and beside another`(usage: KeyUsage) throws {
        var template = TestChain.organisation(chain.leafKey.publicKey)
        template.keyUsage = [usage]
        #expect(try chain.intermediate.issue(template).keyUsage == [usage])
        template.keyUsage = [usage, .keyAgreement]
        #expect(try chain.intermediate.issue(template).keyUsage == [usage, .keyAgreement])
    }

    @Test func `without key usage there is none`() throws {
        var template = TestChain.organisation(chain.leafKey.publicKey)
        template.keyUsage = []
        #expect(try chain.intermediate.issue(template).keyUsage == nil)
    }

    @Test(arguments: [
        UnixTime(seconds: -631_152_000), UnixTime(seconds: 2_524_607_999),
        UnixTime(seconds: 2_524_608_000), UnixTime(seconds: 253_402_300_799),
    ])
    func `times survive in both their forms`(time: UnixTime) throws {
        var template = TestChain.organisation(chain.leafKey.publicKey)
        template.notBefore = time
        template.notAfter = time
        let certificate = try chain.intermediate.issue(template)
        #expect(certificate.notBefore == time)
        #expect(certificate.notAfter == time)
    }

    @Test func `certificates in PEM come in order`() throws {
        let all = [chain.leaf, chain.intermediate.certificate, chain.root.certificate]
        let pem = all.map(\.pem).joined(separator: "# tekst\n") + chain.lists[0].pem
        #expect(try Certificate.all(pem: pem) == all)
        #expect(try Certificate.all(pem: "").isEmpty)
        #expect(Set(all + all).count == 3)
    }

    @Test func `broken PEM and other bytes in it are refused`() throws {
        let pem = chain.leaf.pem
        expectRefusal(.pemMalformed) { _ = try Certificate.all(pem: String(pem.dropLast(30))) }
        expectRefusal(.certificateMalformed) {
            _ = try Certificate.all(pem: pem + PEM.encode([0x30, 0x00], label: "CERTIFICATE"))
        }
    }

    @Test func `no bytes, fewer bytes and bytes after it are refused`() {
        let der = chain.leaf.der
        let refused: [[UInt8]] = [
            [], [0x30], [0x30, 0x00], [UInt8](der.dropLast()), [UInt8](der.dropFirst()),
            der + [0], der + der, chain.lists[0].der,
        ]
        for bytes in refused {
            expectRefusal(.certificateMalformed) { _ = try Certificate(der: bytes) }
        }
    }

    @Test func `BER is refused where OpenSSL reads it`() {
        let der = chain.leaf.der
        // 30 82 LL LL becomes 30 83 00 LL LL, and an indefinite length with its end.
        let longer = [0x30, 0x83, 0x00] + der[2...]
        let indefinite = [0x30, 0x80] + der[4...] + [0x00, 0x00]
        for bytes in [longer, indefinite] {
            expectRefusal(.certificateMalformed) { _ = try Certificate(der: bytes) }
        }
    }

    @Test func `an extension that comes twice is refused`() throws {
        let parts = try dissected(extraExtensions: [
            CertificateExtension.subjectKeyIdentifier([1, 2, 3])
        ])
        expectRefusal(.certificateMalformed) { _ = try Certificate(der: parts) }
    }

    @Test(
        arguments: [
            // Subject alternative names: a URI with a NUL, a DNS name with a blank, no sequence.
            (17, DER.sequence(DER.implicit(6, [0x61, 0x00, 0x62]))),
            (17, DER.sequence(DER.implicit(2, [0x61, 0x20, 0x62]))),
            (17, DER.integer(3)),
            // Key usage: bits that RFC 5280 does not name.
            (15, DER.bitString([0x80, 0x40], unusedBits: 6)),
            // Extended key usage that lists no identifiers, and basic constraints that are none.
            (37, DER.sequence(DER.integer(1))),
            (19, DER.octetString([1])),
        ] as [(UInt64, [UInt8])])
    func `an extension that cannot be read is refused`(arc: UInt64, value: [UInt8]) throws {
        let identifier = DER.objectIdentifier([2, 5, 29, arc])
        let der = try dissected(
            extensions: [DER.sequence(identifier, DER.octetString(value))])
        expectRefusal(.certificateMalformed) { _ = try Certificate(der: der) }
    }

    @Test(arguments: [
        DER.integer(0), DER.value(0x02, [0xff]),
        DER.unsignedInteger([1] + [UInt8](repeating: 0, count: 20)),
    ])
    func `a serial number of zero, below or of 21 bytes is refused`(serial: [UInt8]) throws {
        let der = try dissected(serial: serial)
        expectRefusal(.certificateMalformed) { _ = try Certificate(der: der) }
    }

    @Test(
        arguments: [
            (0x17, "2606010000Z"), (0x17, "260601000000+0000"), (0x17, "260230000000Z"),
            (0x17, "261301000000Z"), (0x17, "260601240000Z"), (0x17, "260601000060Z"),
            (0x18, "20260601000000.5Z"), (0x18, "20260601000000"), (0x18, "202606010000Z"),
        ] as [(UInt8, String)])
    func `a time in another form is refused`(tag: UInt8, text: String) throws {
        let der = try dissected(notBefore: DER.value(tag, [UInt8](text.utf8)))
        expectRefusal(.certificateMalformed) { _ = try Certificate(der: der) }
    }

    @Test func `a key on another curve gives a certificate without usable key`() throws {
        // The point is not on that curve either, which nobody asks before the key is wanted.
        var info = chain.leafKey.publicKey.subjectPublicKeyInfo
        info[22] = 0x01
        let certificate = try Certificate(der: try dissected(publicKey: info))
        expectRefusal(.keyMalformed) { _ = try certificate.publicKey() }
    }

    /// A certificate put together from parts, most of them right, signed by the authority.
    private func dissected(
        serial: [UInt8] = DER.integer(5), notBefore: [UInt8]? = nil, publicKey: [UInt8]? = nil,
        extensions: [[UInt8]]? = nil, extraExtensions: [[UInt8]] = []
    ) throws -> [UInt8] {
        let identifiers = [CertificateExtension.subjectKeyIdentifier([1, 2, 3])]
        let content = DER.sequence(
            DER.tagged(0, DER.integer(2)), serial, SignedDER.algorithm,
            chain.intermediate.certificate.subject,
            DER.sequence(
                notBefore ?? DER.time(TestChain.now), DER.time(TestChain.now + TestChain.day)),
            chain.leaf.subject, publicKey ?? chain.leafKey.publicKey.subjectPublicKeyInfo,
            DER.tagged(3, DER.sequence((extensions ?? identifiers) + extraExtensions)))
        return try SignedDER.sign(content, with: chain.intermediateKey)
    }
}
