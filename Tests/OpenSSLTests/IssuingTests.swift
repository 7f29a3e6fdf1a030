import OpenSSL
import Testing

@Suite struct IssuingTests {
    private let chain: TestChain

    init() throws {
        chain = try TestChain.shared.get()
    }

    private var template: CertificateTemplate {
        TestChain.organisation(chain.leafKey.publicKey)
    }

    @Test func `serial numbers differ and have 16 bytes`() throws {
        let serials = try (0..<20).map { _ in try chain.intermediate.issue(template).serial }
        #expect(Set(serials).count == 20)
        #expect(serials.allSatisfy { $0.count == 16 && (0x40..<0x80).contains($0[0]) })
    }

    @Test(
        arguments: [
            (.commonName, ""), (.commonName, String(repeating: "a", count: 65)),
            (.commonName, "a\nb"),
            (.countryName, "N"), (.countryName, "NLD"), (.countryName, "É!"),
            (.serialNumber, "0000_1"), (.serialNumber, "é"), (.serialNumber, ""),
            (.organizationName, "\u{0}"),
        ] as [(DistinguishedName.Attribute, String)])
    func `a name's attribute out of bounds is refused`(
        attribute: DistinguishedName.Attribute, value: String
    ) {
        var template = template
        template.subject = DistinguishedName([(attribute, value)])
        expectRefusal(.certificateMalformed) { _ = try chain.intermediate.issue(template) }
    }

    @Test func `an empty name is refused`() {
        var template = template
        template.subject = DistinguishedName([])
        expectRefusal(.certificateMalformed) { _ = try chain.intermediate.issue(template) }
    }

    @Test(
        arguments: [
            .uri(""), .uri("https://é.example"), .uri("a b"), .dns("a\u{0}b"), .dns(""),
            .ip("localhost"), .ip("127.0.0"), .ip("1.2.3.256"), .ip(""),
        ] as [SubjectAlternativeName])
    func `an alternative name that cannot be written is refused`(name: SubjectAlternativeName) {
        var template = template
        template.names = [name]
        expectRefusal(.certificateMalformed) { _ = try chain.intermediate.issue(template) }
    }

    @Test func `addresses of both versions are written`() throws {
        var template = template
        template.names = [.ip("127.0.0.1"), .ip("::1")]
        let certificate = try chain.intermediate.issue(template)
        #expect(certificate.uris.isEmpty)
        #expect(contains(certificate.der, [0x87, 0x04, 127, 0, 0, 1]))
        #expect(
            contains(certificate.der, [0x87, 0x10] + [UInt8](repeating: 0, count: 15) + [1]))
    }

    @Test(arguments: [
        "", "1", "1.", ".1", "1..2", "3.1", "1.40", "a.b", "1.2.-3", "1.2.99999999999999999999",
    ])
    func `an extended key usage that is no identifier is refused`(text: String) {
        var template = template
        template.extendedKeyUsages = [text]
        expectRefusal(.certificateMalformed) { _ = try chain.intermediate.issue(template) }
    }

    @Test(arguments: [-1, 256, Int.max])
    func `a path length out of bounds is refused`(length: Int) {
        var template = template
        template.kind = .authority(pathLength: length)
        expectRefusal(.certificateMalformed) { _ = try chain.intermediate.issue(template) }
    }

    @Test func `a validity that ends before it starts is refused`() {
        var template = template
        template.notAfter = template.notBefore - 1
        expectRefusal(.certificateMalformed) { _ = try chain.intermediate.issue(template) }
    }

    @Test func `only an authority and its own key make an authority`() {
        expectRefusal(.certificateMalformed) {
            _ = try CertificateAuthority(certificate: chain.leaf, key: chain.leafKey)
        }
        expectRefusal(.certificateMalformed) {
            _ = try CertificateAuthority(
                certificate: chain.root.certificate, key: chain.intermediateKey)
        }
        let template = TestChain.authority("Stam", chain.rootKey.publicKey, pathLength: nil)
        expectRefusal(.certificateMalformed) {
            _ = try CertificateAuthority.selfSigned(template, key: chain.leafKey)
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        (0...(bytes.count - part.count)).contains {
            bytes[$0..<($0 + part.count)].elementsEqual(part)
        }
    }
}
