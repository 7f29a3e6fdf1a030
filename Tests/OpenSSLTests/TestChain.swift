import OpenSSL

/// A root, an authority below it and an organisation's certificate, made once.
struct TestChain: Sendable {
    static let shared = Result { try TestChain() }

    static let now = UnixTime(seconds: 1_780_000_000)
    static let day: Int64 = 86_400
    static let oin = "00000001001234567000"

    let rootKey, intermediateKey, leafKey: P256PrivateKey
    let root, intermediate: CertificateAuthority
    let leaf: Certificate
    /// Lists of both authorities, on which nothing stands.
    let lists: [CertificateRevocationList]

    init() throws {
        rootKey = try P256PrivateKey()
        intermediateKey = try P256PrivateKey()
        leafKey = try P256PrivateKey()
        root = try CertificateAuthority.selfSigned(
            Self.authority("Stam", rootKey.publicKey, pathLength: nil), key: rootKey)
        let below = try root.issue(
            Self.authority("Tussen", intermediateKey.publicKey, pathLength: 0))
        intermediate = try CertificateAuthority(certificate: below, key: intermediateKey)
        leaf = try intermediate.issue(Self.organisation(leafKey.publicKey))
        lists = [try Self.list(of: root), try Self.list(of: intermediate)]
    }

    func verify(
        _ leaf: Certificate? = nil, intermediates: [Certificate]? = nil,
        anchors: [Certificate]? = nil, revocation: [CertificateRevocationList]?? = .none,
        at time: UnixTime = now
    ) throws(ChainFailure) -> [Certificate] {
        try CertificateChain.verify(
            leaf: leaf ?? self.leaf, intermediates: intermediates ?? [intermediate.certificate],
            anchors: anchors ?? [root.certificate], revocation: revocation ?? lists, at: time)
    }

    static func authority(
        _ name: String, _ key: P256PublicKey, pathLength: Int?
    ) -> CertificateTemplate {
        CertificateTemplate(
            subject: DistinguishedName([
                (.countryName, "NL"), (.organizationName, "Proef"), (.commonName, name),
            ]),
            publicKey: key, notBefore: now - 365 * day, notAfter: now + 3_650 * day,
            kind: .authority(pathLength: pathLength), keyUsage: [.keyCertSign, .cRLSign])
    }

    static func organisation(_ key: P256PublicKey) -> CertificateTemplate {
        CertificateTemplate(
            subject: DistinguishedName([
                (.countryName, "NL"), (.organizationName, "Gemeente Élburg"),
                (.organizationIdentifier, "NTRNL-12345678"), (.serialNumber, oin),
                (.commonName, "Élburg, zegel"),
            ]),
            publicKey: key, notBefore: now - 30 * day, notAfter: now + 30 * day,
            kind: .endEntity, keyUsage: [.digitalSignature],
            names: [.uri("https://elburg.example"), .dns("localhost"), .ip("127.0.0.1")],
            crlDistributionPoint: "https://crl.example/tussen.crl")
    }

    static func list(
        of authority: CertificateAuthority, revoking: [Certificate] = [], number: Int64 = 1,
        from: UnixTime = now - day, to: UnixTime = now + day
    ) throws -> CertificateRevocationList {
        try authority.revocationList(
            revoking: revoking.map { ($0.serial, now - 3_600) }, number: number,
            thisUpdate: from, nextUpdate: to)
    }
}

extension Certificate {
    /// The bytes with one of them changed.
    func changed(at index: Int, by mask: UInt8) -> [UInt8] {
        var bytes = der
        bytes[index] ^= mask
        return bytes
    }
}
