/// A certificate and its key, which issue certificates and revocation lists.
///
/// Writes DER itself, since every structure here is one of a few fixed ones, and has OpenSSL sign
/// it and parse the result: what comes out is a `Certificate` like any other.
public struct CertificateAuthority: Sendable {
    public let certificate: Certificate

    private let key: P256PrivateKey
    private let keyIdentifier: [UInt8]

    /// Refuses a certificate that is no authority's, and one of another key.
    public init(certificate: Certificate, key: P256PrivateKey) throws(OpenSSLError) {
        guard certificate.isCA, try certificate.publicKey() == key.publicKey,
            let keyIdentifier = certificate.subjectKeyIdentifier
        else {
            throw OpenSSLError(
                .certificateMalformed, "expected an authority's certificate and the key in it")
        }
        self.certificate = certificate
        self.key = key
        self.keyIdentifier = keyIdentifier
    }

    /// A new root: an authority that is its own issuer.
    public static func selfSigned(
        _ template: CertificateTemplate, key: P256PrivateKey
    ) throws(OpenSSLError) -> CertificateAuthority {
        let certificate = try issue(template, issuer: nil, authorityKey: nil, key: key)
        return try CertificateAuthority(certificate: certificate, key: key)
    }

    /// A certificate with a random serial number of 128 bits.
    ///
    /// Refuses what cannot be written: names, addresses and identifiers out of their bounds. What
    /// is unwise is the template's own business, an expired certificate for a test for instance.
    public func issue(_ template: CertificateTemplate) throws(OpenSSLError) -> Certificate {
        try Self.issue(
            template, issuer: certificate.subject, authorityKey: keyIdentifier, key: key)
    }

    /// The key as PKCS #8 in PEM, for an authority that is to go on another time.
    public func privateKeyPEM() throws(OpenSSLError) -> String {
        try key.pem()
    }

    /// A full revocation list (RFC 5280, section 5.1).
    ///
    /// - Parameters:
    ///   - revoking: serial numbers as `Certificate.serial` has them, and since when.
    ///   - number: the list's own number, above that of the list before.
    ///   - thisUpdate: the first second for which the list speaks.
    ///   - nextUpdate: the second from which it no longer does.
    public func revocationList(
        revoking: [(serial: [UInt8], at: UnixTime)], number: Int64,
        thisUpdate: UnixTime, nextUpdate: UnixTime
    ) throws(OpenSSLError) -> CertificateRevocationList {
        guard number >= 0, thisUpdate <= nextUpdate, CivilTime(thisUpdate).year >= 1950,
            CivilTime(nextUpdate).year <= 9_999
        else {
            throw OpenSSLError(.crlMalformed, "expected a number, and an update before the next")
        }
        var parts = [
            DER.integer(1), SignedDER.algorithm, certificate.subject,
            DER.time(thisUpdate), DER.time(nextUpdate),
        ]
        let entries = revoking.map { entry in
            DER.sequence(DER.unsignedInteger(entry.serial), DER.time(entry.at))
        }
        // An empty list of entries is left out altogether.
        if !entries.isEmpty { parts.append(DER.sequence(entries)) }
        let extensions = DER.sequence(
            CertificateExtension.authorityKeyIdentifier(keyIdentifier),
            CertificateExtension.crlNumber(number))
        parts.append(DER.tagged(0, extensions))
        return try CertificateRevocationList(
            der: SignedDER.sign(DER.sequence(parts), with: key))
    }

    private static func issue(
        _ template: CertificateTemplate, issuer: [UInt8]?, authorityKey: [UInt8]?,
        key: P256PrivateKey
    ) throws(OpenSSLError) -> Certificate {
        var serial = try SecureRandom.bytes(16)
        // Positive and always of 16 bytes.
        serial[0] = serial[0] & 0x7f | 0x40
        let content = try template.toBeSigned(
            serial: serial, issuer: issuer, authorityKey: authorityKey)
        return try Certificate(der: SignedDER.sign(content, with: key))
    }
}
