package import OpenSSL
package import Trust

/// The root and the intermediate of one role.
package struct RoleAuthority: Sendable {
    package let root: CertificateAuthority
    package let intermediate: CertificateAuthority
    /// Where the lists of both are served, for the certificates to name; nil: nowhere.
    private let lists: (root: String, intermediate: String)?

    /// The names of both lists' files.
    package static func listNames(_ role: Role) -> [(name: String, isOfRoot: Bool)] {
        [("\(role.fileName)-root.crl", true), ("\(role.fileName).crl", false)]
    }

    /// Puts together what was made before.
    package init(root: CertificateAuthority, intermediate: CertificateAuthority) {
        self.root = root
        self.intermediate = intermediate
        lists = nil
    }

    /// The address of the intermediate's list, which its certificates name.
    var listAddress: String? { lists?.intermediate }

    /// Makes both, valid from five minutes before `now`.
    init(
        name: String, role: Role, listsAt: String?, lifetimes: PartyList.Lifetimes,
        at now: UnixTime
    ) throws(OpenSSLError) {
        lists = listsAt.map { origin in
            let names = Self.listNames(role).map { "\(origin)/crl/\($0.name)" }
            return (names[0], names[1])
        }
        let begin = now - 300
        let rootKey = try P256PrivateKey()
        root = try CertificateAuthority.selfSigned(
            CertificateTemplate(
                subject: DistinguishedName([
                    (.countryName, "NL"), (.organizationName, "Blauwe Knop test"),
                    (.commonName, "\(name) Root"),
                ]),
                publicKey: rootKey.publicKey, notBefore: begin,
                notAfter: begin + lifetimes.root * 86_400, kind: .authority(pathLength: 1),
                keyUsage: [.keyCertSign, .cRLSign]),
            key: rootKey)
        let key = try P256PrivateKey()
        let certificate = try root.issue(
            CertificateTemplate(
                subject: DistinguishedName([
                    (.countryName, "NL"), (.organizationName, "Blauwe Knop test"),
                    (.commonName, "\(name) Intermediate"),
                ]),
                publicKey: key.publicKey, notBefore: begin,
                notAfter: begin + lifetimes.intermediate * 86_400,
                kind: .authority(pathLength: 0), keyUsage: [.keyCertSign, .cRLSign],
                crlDistributionPoint: lists?.root))
        intermediate = try CertificateAuthority(certificate: certificate, key: key)
    }

    /// A revocation list of the root and one of the intermediate.
    ///
    /// - Parameter revoked: certificates that the intermediate revokes.
    package func revocationLists(
        revoking revoked: [Certificate] = [], number: Int64 = 1, days: Int64, at now: UnixTime
    ) throws(OpenSSLError) -> [CertificateRevocationList] {
        let next = now + days * 86_400
        return [
            try root.revocationList(
                revoking: [], number: number, thisUpdate: now, nextUpdate: next),
            try intermediate.revocationList(
                revoking: revoked.map { ($0.serial, now) }, number: number, thisUpdate: now,
                nextUpdate: next),
        ]
    }
}
