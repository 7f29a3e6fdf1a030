import OpenSSL
import Trust

/// A root of each of three roles, an intermediate below each, and what they issue.
struct Hierarchy: Sendable {
    static let shared = Result<Hierarchy, any Error> { try Hierarchy() }
    static let now = UnixTime(seconds: 1_795_000_000)
    static let day: Int64 = 86_400
    static let oin = "00000099000000000101"
    static let uri = "https://bron.example"

    let roots: [Role: CertificateAuthority]
    let intermediates: [Role: CertificateAuthority]
    let lists: [CertificateRevocationList]
    /// A key and its seal certificate under the role of sources.
    let key: P256PrivateKey
    let leaf: Certificate

    init() throws {
        var roots: [Role: CertificateAuthority] = [:]
        var intermediates: [Role: CertificateAuthority] = [:]
        var lists: [CertificateRevocationList] = []
        for role in [Role.source, .recipient, .tls] {
            let root = try Self.root("\(role.rawValue) root")
            let below = try Self.below(root, "\(role.rawValue) intermediate")
            (roots[role], intermediates[role]) = (root, below)
            lists += [try Self.list(of: root), try Self.list(of: below)]
        }
        (self.roots, self.intermediates, self.lists) = (roots, intermediates, lists)
        key = try P256PrivateKey()
        leaf = try Self.issue(Self.seal(key.publicKey), by: intermediates[.source])
    }

    var trust: TrustStore { trust(lists: lists) }

    func trust(lists: [CertificateRevocationList]) -> TrustStore {
        TrustStore(anchors: roots.mapValues { [$0.certificate] }, revocationLists: lists)
    }

    /// The leaf, as given or the usual one, and the intermediate of a role.
    func chain(_ leaf: Certificate? = nil, under role: Role = .source) throws -> [Certificate] {
        [leaf ?? self.leaf, try authority(role).certificate]
    }

    func authority(_ role: Role) throws -> CertificateAuthority {
        guard let authority = intermediates[role] else {
            throw TrustError(.untrusted, "expected a role of the hierarchy")
        }
        return authority
    }

    func root(_ role: Role) throws -> CertificateAuthority {
        guard let authority = roots[role] else {
            throw TrustError(.untrusted, "expected a role of the hierarchy")
        }
        return authority
    }

    /// A leaf of sources that differs from the usual one.
    func leaf(_ change: (inout CertificateTemplate) -> Void) throws -> Certificate {
        var template = Self.seal(key.publicKey)
        change(&template)
        return try authority(.source).issue(template)
    }

    @discardableResult
    func verify(
        _ chain: [Certificate]? = nil, role: Role = .source, trust: TrustStore? = nil,
        at time: UnixTime = now
    ) throws -> SealChain {
        try SealChain.verify(
            chain: chain ?? self.chain(), role: role, trust: trust ?? self.trust, at: time)
    }

    static func issue(
        _ template: CertificateTemplate, by authority: CertificateAuthority?
    ) throws -> Certificate {
        guard let authority else { throw TrustError(.untrusted, "expected an authority") }
        return try authority.issue(template)
    }

    static func seal(_ key: P256PublicKey) -> CertificateTemplate {
        CertificateTemplate(
            subject: subject(serialNumbers: [oin]), publicKey: key, notBefore: now - 30 * day,
            notAfter: now + 30 * day, kind: .endEntity, keyUsage: [.digitalSignature],
            names: [.uri(uri)])
    }

    static func subject(serialNumbers: [String]) -> DistinguishedName {
        DistinguishedName(
            [(.countryName, "NL"), (.organizationName, "Bron (test)")]
                + serialNumbers.map { (.serialNumber, $0) } + [(.commonName, "Bron, zegel")])
    }

    static func root(_ name: String) throws -> CertificateAuthority {
        let key = try P256PrivateKey()
        return try .selfSigned(authority(name, key.publicKey, pathLength: nil), key: key)
    }

    static func below(
        _ root: CertificateAuthority, _ name: String, pathLength: Int? = 0,
        keyUsage: Set<KeyUsage> = [.keyCertSign, .cRLSign]
    ) throws -> CertificateAuthority {
        let key = try P256PrivateKey()
        var template = authority(name, key.publicKey, pathLength: pathLength)
        template.keyUsage = keyUsage
        return try CertificateAuthority(certificate: root.issue(template), key: key)
    }

    static func list(
        of authority: CertificateAuthority, revoking revoked: [Certificate] = [],
        revokedAt: UnixTime = now - day, number: Int64 = 1, from begin: UnixTime = now - day,
        to end: UnixTime = now + day
    ) throws -> CertificateRevocationList {
        try authority.revocationList(
            revoking: revoked.map { ($0.serial, revokedAt) }, number: number, thisUpdate: begin,
            nextUpdate: end)
    }

    private static func authority(
        _ name: String, _ key: P256PublicKey, pathLength: Int?
    ) -> CertificateTemplate {
        CertificateTemplate(
            subject: DistinguishedName([
                (.countryName, "NL"), (.organizationName, "Proef"), (.commonName, name),
            ]),
            publicKey: key, notBefore: now - 365 * day, notAfter: now + 365 * day,
            kind: .authority(pathLength: pathLength), keyUsage: [.keyCertSign, .cRLSign])
    }
}
