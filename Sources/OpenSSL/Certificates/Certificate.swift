internal import COpenSSL

/// A certificate of X.509 version 3 (RFC 5280), parsed whole when it is made.
///
/// Being one says nothing about trust: `CertificateChain.verify` does. Equal when the bytes are.
public final class Certificate: Sendable, Hashable {
    /// The bytes it was made from.
    public let der: [UInt8]
    /// The SHA-256 of `der`, the fingerprint.
    public let sha256: [UInt8]
    /// The first and the last second of its validity.
    public let notBefore, notAfter: UnixTime
    /// The names in DER.
    public let subject, issuer: [UInt8]
    /// The subject on one line (RFC 2253), for messages about organisations.
    public let subjectText: String
    /// The values of the subject's attribute serialNumber (2.5.4.5), in order.
    public let subjectSerialNumbers: [String]
    /// The subject's last common name, which is the most specific.
    public let commonName: String?
    /// The URIs and DNS names of the subject alternative name, in order.
    public let uris, dnsNames: [String]
    /// The serial number's magnitude, big-endian, 1 to 20 bytes without zeros in front.
    public let serial: [UInt8]
    /// Whether the basic constraints say that it is an authority.
    public let isCA: Bool
    /// Whether subject and issuer are one name; says nothing about who signed.
    public let isSelfIssued: Bool
    /// Nil when the extension is absent.
    public let keyUsage: Set<KeyUsage>?
    /// Dotted identifiers in order; nil when the extension is absent.
    public let extendedKeyUsages: [String]?
    /// Whether the extended key usage is there and critical.
    public let extendedKeyUsageIsCritical: Bool
    public let subjectKeyIdentifier, authorityKeyIdentifier: [UInt8]?
    /// The dotted identifier of the algorithm that signed it; `1.2.840.10045.4.3.2` is ECDSA with
    /// SHA-256.
    public let signatureAlgorithm: String

    let handle: CertificateHandle
    private let key: Result<P256PublicKey, OpenSSLError>

    /// From DER and nothing after it.
    ///
    /// Refuses with `certificateMalformed` also what OpenSSL lets pass: BER, extensions that come
    /// twice or cannot be read, serial numbers below 1, times with fractions or zones, names with
    /// NULs, unknown key usages. A public key of another kind than P-256 is no reason.
    public init(der: [UInt8]) throws(OpenSSLError) {
        let handle = try CertificateHandle(der: der)
        try handle.checkExtensionsAreUnique()
        let names = try CertificateNames(handle)
        let validity = try handle.validity()
        let alternatives = try handle.alternativeNames()
        let extended = try handle.extendedKeyUsages()
        self.handle = handle
        self.der = der
        sha256 = SHA256.hash(der)
        (notBefore, notAfter) = validity
        subject = names.subject
        issuer = names.issuer
        subjectText = names.subjectText
        subjectSerialNumbers = names.subjectSerialNumbers
        commonName = names.commonNames.last
        (uris, dnsNames) = alternatives
        serial = try handle.serial()
        isCA = handle.flags & Int32(EXFLAG_CA) != 0
        isSelfIssued = handle.flags & Int32(EXFLAG_SI) != 0
        keyUsage = try handle.keyUsage()
        extendedKeyUsages = extended?.usages
        extendedKeyUsageIsCritical = extended?.critical ?? false
        subjectKeyIdentifier = handle.subjectKeyIdentifier()
        authorityKeyIdentifier = handle.authorityKeyIdentifier()
        signatureAlgorithm = try handle.signatureAlgorithm()
        key = Result { () throws(OpenSSLError) in
            try P256PublicKey(subjectPublicKeyInfo: handle.subjectPublicKeyInfo() ?? [])
        }
    }

    /// Every certificate in the text, in order; other blocks are passed over.
    public static func all(pem: String) throws(OpenSSLError) -> [Certificate] {
        var certificates: [Certificate] = []
        for der in try PEM.decode(pem, label: pemLabel) {
            certificates.append(try Certificate(der: der))
        }
        return certificates
    }

    /// The certificate as one block of PEM.
    public var pem: String {
        PEM.encode(der, label: Self.pemLabel)
    }

    /// The public key; throws `keyMalformed` where it is not an uncompressed P-256 point.
    public func publicKey() throws(OpenSSLError) -> P256PublicKey {
        try key.get()
    }

    /// Whether a time lies in its validity, both ends counted in.
    func isValid(at time: UnixTime) -> Bool {
        notBefore <= time && time <= notAfter
    }

    public static func == (left: Certificate, right: Certificate) -> Bool {
        left === right || left.der == right.der
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(sha256)
    }

    private static let pemLabel = "CERTIFICATE"
}

/// What a certificate says about its subject and issuer.
private struct CertificateNames {
    let subject, issuer: [UInt8]
    let subjectText: String
    let subjectSerialNumbers, commonNames: [String]

    init(_ handle: CertificateHandle) throws(OpenSSLError) {
        let read = unsafe handle.withPointer { certificate -> CertificateNames? in
            let subject = unsafe X509_get_subject_name(certificate)
            guard let der = unsafe NameReader.der(subject),
                let issuer = unsafe NameReader.der(X509_get_issuer_name(certificate)),
                let text = unsafe NameReader.text(subject),
                let serialNumbers = unsafe NameReader.values(subject, of: NID_serialNumber),
                let commonNames = unsafe NameReader.values(subject, of: NID_commonName)
            else { return nil }
            return CertificateNames(
                subject: der, issuer: issuer, subjectText: text,
                subjectSerialNumbers: serialNumbers, commonNames: commonNames)
        }
        guard let read else {
            throw .drained(.certificateMalformed, "expected names of readable text")
        }
        self = read
    }

    private init(
        subject: [UInt8], issuer: [UInt8], subjectText: String,
        subjectSerialNumbers: [String], commonNames: [String]
    ) {
        self.subject = subject
        self.issuer = issuer
        self.subjectText = subjectText
        self.subjectSerialNumbers = subjectSerialNumbers
        self.commonNames = commonNames
    }
}
