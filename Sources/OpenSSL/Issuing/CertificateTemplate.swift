/// What a certificate is to say; who issues it adds the serial number, its name and the signature.
public struct CertificateTemplate: Sendable {
    public enum Kind: Sendable, Hashable {
        /// - Parameter pathLength: how many authorities may follow below it; nil for any number.
        case authority(pathLength: Int?)
        case endEntity
    }

    public var subject: DistinguishedName
    public var publicKey: P256PublicKey
    /// The first and the last second of its validity.
    public var notBefore, notAfter: UnixTime
    public var kind: Kind
    /// Critical in the certificate; left out when empty.
    public var keyUsage: Set<KeyUsage>
    /// Dotted identifiers; left out when empty.
    public var extendedKeyUsages: [String]
    public var extendedKeyUsageCritical: Bool
    /// Left out when empty.
    public var names: [SubjectAlternativeName]
    /// The URL of the issuer's revocation list.
    public var crlDistributionPoint: String?

    public init(
        subject: DistinguishedName, publicKey: P256PublicKey, notBefore: UnixTime,
        notAfter: UnixTime, kind: Kind, keyUsage: Set<KeyUsage>,
        extendedKeyUsages: [String] = [], extendedKeyUsageCritical: Bool = false,
        names: [SubjectAlternativeName] = [], crlDistributionPoint: String? = nil
    ) {
        self.subject = subject
        self.publicKey = publicKey
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.kind = kind
        self.keyUsage = keyUsage
        self.extendedKeyUsages = extendedKeyUsages
        self.extendedKeyUsageCritical = extendedKeyUsageCritical
        self.names = names
        self.crlDistributionPoint = crlDistributionPoint
    }

    /// The TBSCertificate of RFC 5280, section 4.1.
    ///
    /// - Parameters:
    ///   - issuer: the issuer's name in DER; nil for the subject's own.
    ///   - authorityKey: the issuer's key identifier; nil for the subject's own.
    func toBeSigned(
        serial: [UInt8], issuer: [UInt8]?, authorityKey: [UInt8]?
    ) throws(OpenSSLError) -> [UInt8] {
        guard notBefore <= notAfter, CivilTime(notBefore).year >= 1950,
            CivilTime(notAfter).year <= 9_999
        else {
            throw OpenSSLError(
                .certificateMalformed, "expected a validity that ends after it starts")
        }
        let subject = try subject.der()
        return DER.sequence(
            DER.tagged(0, DER.integer(2)),
            DER.unsignedInteger(serial),
            SignedDER.algorithm,
            issuer ?? subject,
            DER.sequence(DER.time(notBefore), DER.time(notAfter)),
            subject,
            publicKey.subjectPublicKeyInfo,
            DER.tagged(3, DER.sequence(try extensions(authorityKey: authorityKey))))
    }

    private func extensions(authorityKey: [UInt8]?) throws(OpenSSLError) -> [[UInt8]] {
        let key = CertificateExtension.keyIdentifier(of: publicKey)
        var extensions = [
            try CertificateExtension.basicConstraints(kind),
            CertificateExtension.subjectKeyIdentifier(key),
            CertificateExtension.authorityKeyIdentifier(authorityKey ?? key),
        ]
        if !keyUsage.isEmpty { extensions.append(CertificateExtension.keyUsage(keyUsage)) }
        if !extendedKeyUsages.isEmpty {
            extensions.append(
                try CertificateExtension.extendedKeyUsage(
                    extendedKeyUsages, critical: extendedKeyUsageCritical))
        }
        if !names.isEmpty {
            extensions.append(try CertificateExtension.subjectAlternativeName(names))
        }
        if let crlDistributionPoint {
            extensions.append(try CertificateExtension.crlDistributionPoint(crlDistributionPoint))
        }
        return extensions
    }
}
