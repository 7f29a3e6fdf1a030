/// A full and direct revocation list of X.509 version 2 (RFC 5280, section 5).
///
/// Delta, partial and indirect lists are refused: what they do not say would pass for "not
/// revoked". Being one says nothing about trust: `CertificateChain.verify` checks the signature.
public final class CertificateRevocationList: Sendable, Hashable {
    /// The bytes it was made from.
    public let der: [UInt8]
    /// The issuer's name in DER.
    public let issuer: [UInt8]
    /// The first second for which it speaks.
    public let thisUpdate: UnixTime
    /// The last second for which it speaks; a list without one is never current.
    public let nextUpdate: UnixTime?
    /// The list's own number (RFC 5280, section 5.2.3), its magnitude, big-endian, without zeros in
    /// front; nil where it has none.
    public let number: [UInt8]?

    let handle: RevocationListHandle
    private let serials: Set<[UInt8]>

    /// From DER and nothing after it; `crlMalformed` for everything else.
    public init(der: [UInt8]) throws(OpenSSLError) {
        let handle = try RevocationListHandle(der: der)
        try handle.checkIsFull()
        self.handle = handle
        self.der = der
        issuer = try handle.issuer()
        (thisUpdate, nextUpdate) = try handle.times()
        number = try handle.number()
        serials = try handle.serials()
    }

    /// Every list in the text, in order; other blocks are passed over.
    public static func all(pem: String) throws(OpenSSLError) -> [CertificateRevocationList] {
        var lists: [CertificateRevocationList] = []
        for der in try PEM.decode(pem, label: pemLabel) {
            lists.append(try CertificateRevocationList(der: der))
        }
        return lists
    }

    /// The list as one block of PEM.
    public var pem: String {
        PEM.encode(der, label: Self.pemLabel)
    }

    /// Whether the certificate has this list's issuer and its serial number is listed, whatever the
    /// date and reason of its revocation. Does not check who signed the list.
    public func lists(_ certificate: Certificate) -> Bool {
        serials.contains(certificate.serial) && handle.isIssued(byIssuerOf: certificate.handle)
    }

    /// The serial numbers that are listed, as `Certificate.serial` has them, in no order.
    public var revokedSerials: [[UInt8]] { Array(serials) }

    /// Whether the list has that certificate's subject as its issuer and its key signed it. Whether
    /// that certificate is trusted is another question.
    public func isSigned(by issuer: Certificate) -> Bool {
        self.issuer == issuer.subject && handle.isSigned(by: issuer.handle)
    }

    /// Whether another list of the same issuer is older, by its time or by its number.
    public func supersedes(_ other: CertificateRevocationList) -> Bool {
        guard issuer == other.issuer else { return false }
        if thisUpdate > other.thisUpdate { return true }
        guard let ours = number, let theirs = other.number else { return false }
        return ours.count == theirs.count
            ? theirs.lexicographicallyPrecedes(ours) : ours.count > theirs.count
    }

    /// Whether the list speaks for that time: from `thisUpdate` to `nextUpdate`, both counted in.
    public func isCurrent(at time: UnixTime) -> Bool {
        guard let nextUpdate else { return false }
        return thisUpdate <= time && time <= nextUpdate
    }

    /// Whether the list is of who issued that certificate, by name.
    func isOfIssuer(of certificate: Certificate) -> Bool {
        handle.isIssued(byIssuerOf: certificate.handle)
    }

    public static func == (
        left: CertificateRevocationList, right: CertificateRevocationList
    ) -> Bool {
        left === right || left.der == right.der
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(der)
    }

    private static let pemLabel = "X509 CRL"
}
