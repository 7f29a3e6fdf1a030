import JOSE
import OpenSSL
import Testing
import Trust

/// What a certificate must say to be a seal.
@Suite struct SealCertificateTests {
    private let hierarchy: Hierarchy
    private let now = Hierarchy.now

    init() throws {
        hierarchy = try Hierarchy.shared.get()
    }

    static let usages: [Set<KeyUsage>] = [
        [], [.nonRepudiation], [.digitalSignature, .nonRepudiation],
        [.digitalSignature, .keyEncipherment], [.keyAgreement],
        [.digitalSignature, .keyAgreement], [.digitalSignature, .dataEncipherment],
    ]

    @Test(arguments: usages)
    func `a seal has the key usage digitalSignature and no other`(usage: Set<KeyUsage>) throws {
        let leaf = try hierarchy.leaf { $0.keyUsage = usage }
        expectRefusal(.wrongUsage) { try hierarchy.verify(try hierarchy.chain(leaf)) }
    }

    @Test(arguments: [
        ["1.3.6.1.5.5.7.3.1"], ["1.3.6.1.5.5.7.3.2"], ["1.3.6.1.5.5.7.3.4"], ["2.5.29.37.0"],
        ["1.3.6.1.5.5.7.3.8"], ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
    ])
    func `a seal has no extended key usage`(usages: [String]) throws {
        for isCritical in [false, true] {
            let leaf = try hierarchy.leaf {
                $0.extendedKeyUsages = usages
                $0.extendedKeyUsageCritical = isCritical
            }
            expectRefusal(.wrongUsage) { try hierarchy.verify(try hierarchy.chain(leaf)) }
        }
    }

    @Test func `an authority seals nothing itself`() throws {
        let authority = try hierarchy.authority(.source).certificate
        expectRefusal(.wrongUsage) { try hierarchy.verify([authority]) }
    }

    @Test func `a leaf issues no other leaf`() throws {
        // An authority of its own making, whose certificate is a leaf's in the chain.
        var template = Hierarchy.seal(hierarchy.key.publicKey)
        template.kind = .authority(pathLength: nil)
        template.keyUsage = [.keyCertSign, .cRLSign]
        let pretended = try CertificateAuthority.selfSigned(template, key: hierarchy.key)
        let key = try P256PrivateKey()
        let below = try pretended.issue(Hierarchy.seal(key.publicKey))
        #expect(throws: TrustError.self) {
            try hierarchy.verify([below] + (try hierarchy.chain()))
        }
    }

    @Test(arguments: [[KeyUsage.keyCertSign], [.cRLSign], [.digitalSignature]] as [Set<KeyUsage>])
    func `an intermediate signs certificates and lists`(usage: Set<KeyUsage>) throws {
        let root = try hierarchy.root(.source)
        let key = try P256PrivateKey()
        let certificate = try root.issue(
            CertificateTemplate(
                subject: DistinguishedName([(.commonName, "half an authority")]),
                publicKey: key.publicKey, notBefore: now - 10, notAfter: now + 10,
                kind: .authority(pathLength: 0), keyUsage: usage))
        guard let authority = try? CertificateAuthority(certificate: certificate, key: key) else {
            return
        }
        let leaf = try authority.issue(Hierarchy.seal(hierarchy.key.publicKey))
        let trust = hierarchy.trust(
            lists: hierarchy.lists + [try Hierarchy.list(of: authority)])
        #expect(throws: TrustError.self) {
            try hierarchy.verify([leaf, certificate], trust: trust)
        }
    }

    @Test(arguments: [ForeignChain.sha384, ForeignChain.p384])
    func `keys and signatures are P-256, ECDSA with SHA-256`(leaf: String) throws {
        let trust = TrustStore(
            anchors: [.source: try Certificate.all(pem: ForeignChain.root)],
            revocationLists: try CertificateRevocationList.all(pem: ForeignChain.list))
        let chain = try Certificate.all(pem: leaf)
        let time = chain[0].notBefore + 400 * Hierarchy.day
        expectRefusal(.algorithmRefused) {
            try hierarchy.verify(chain, trust: trust, at: time)
        }
    }

    @Test(
        arguments: [
            [], ["00000099000000000101", "00000099000000000102"], ["0000009900000000010"],
            ["000000990000000001011"], ["0000009900000000010a"], ["OIN00000099000000001"],
            ["0000 099000000000101"],
        ] as [[String]])
    func `a seal names one OIN of twenty digits`(serialNumbers: [String]) throws {
        let leaf = try hierarchy.leaf {
            $0.subject = Hierarchy.subject(serialNumbers: serialNumbers)
        }
        expectRefusal(.identityMissing) { try hierarchy.verify(try hierarchy.chain(leaf)) }
    }

    @Test(
        arguments: [
            [], ["https://a.example", "https://b.example"], ["http://a.example"],
            ["https://a.example/"], ["https://a.example/pad"], ["https://a.example?x"],
            ["https://a.example#x"], ["https://gebruiker@a.example"], ["https://A.example"],
            ["https://"], ["urn:nl:a"], ["HTTPS://a.example"],
        ] as [[String]])
    func `a seal names one https URI without a path`(uris: [String]) throws {
        let leaf = try hierarchy.leaf { $0.names = uris.map { .uri($0) } }
        expectRefusal(.identityMissing) { try hierarchy.verify(try hierarchy.chain(leaf)) }
    }

    @Test func `other names and a port beside the one URI are fine`() throws {
        let leaf = try hierarchy.leaf {
            $0.names = [.dns("bron.example"), .uri("https://bron.example:8443")]
        }
        #expect(
            try hierarchy.verify(try hierarchy.chain(leaf)).uri == "https://bron.example:8443")
    }
}
