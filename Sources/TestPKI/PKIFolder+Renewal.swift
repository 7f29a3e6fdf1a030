import Foundation
package import OpenSSL
import Trust

/// A certificate that was revoked, and the list that says so.
package struct RevokedCertificate: Sendable {
    package let certificate: Certificate
    /// The name under which the list is served, such as `sources.crl`.
    package let listName: String
    package let list: CertificateRevocationList
}

/// What the authorities of a test PKI do after it was made: revoke, and issue anew.
extension PKIFolder {
    /// Revokes a party's certificate: the list in `crls/` is replaced by a fresh one.
    ///
    /// - Parameter kind: `seal` or `tls`.
    package func revoke(
        _ slug: String, _ kind: String, at now: UnixTime
    ) throws -> RevokedCertificate {
        guard let revoked = try revoke([slug], kind, at: now).first else {
            throw TestPKIError(.partyUnknown, "expected a \(kind) certificate of '\(slug)'")
        }
        return revoked
    }

    /// Revokes a certificate of each of these parties, all by one authority, with one fresh list.
    ///
    /// One after the other would date each list a second after the one before.
    package func revoke(
        _ slugs: [String], _ kind: String, at now: UnixTime
    ) throws -> [RevokedCertificate] {
        var leaves: [Certificate] = []
        var names: Set<String> = []
        for slug in slugs {
            guard let leaf = try? Certificate.all(pem: text("\(slug)/\(kind).pem")).first,
                let name = try authorityName(of: leaf)
            else {
                throw TestPKIError(.partyUnknown, "expected a \(kind) certificate of '\(slug)'")
            }
            leaves.append(leaf)
            names.insert(name)
        }
        guard let name = names.first, names.count == 1 else {
            throw TestPKIError(.partyUnknown, "expected parties of one authority")
        }
        let file = "\(name).crl"
        let before = try CertificateRevocationList(der: bytes("crls/\(file)"))
        let count = before.number?.reduce(Int64(0)) { $0 << 8 | Int64($1) } ?? 0
        let serials = Set(before.revokedSerials + leaves.map(\.serial))
        let thisUpdate = max(now, before.thisUpdate + 1)
        let list = try authority(name).revocationList(
            revoking: serials.map { ($0, now) }, number: count + 1, thisUpdate: thisUpdate,
            nextUpdate: thisUpdate + 30 * 86_400)
        try write(bytes: list.der, "crls/\(file)", isPrivate: false)
        return leaves.map { RevokedCertificate(certificate: $0, listName: file, list: list) }
    }

    /// Issues a party a new seal and a new TLS certificate with new keys, where it has them.
    package func renew(_ slug: String, describedBy list: PartyList, at now: UnixTime) throws {
        let keys = try issue(slug, describedBy: list, at: now)
        for (name, credential) in [("seal", keys.seal), ("tls", keys.tls)] {
            guard let credential else { continue }
            try write(credential, as: name, of: slug)
        }
    }

    /// Writes a further certificate of a party with its key, as `SLUG/NAME.pem` and `.key`.
    package func write(
        _ credential: PartyKeys.Credential, as name: String, of slug: String
    ) throws {
        try write(credential.chainPEM, "\(slug)/\(name).pem")
        try write(try credential.key.pem(), "\(slug)/\(name).key", isPrivate: true)
    }

    /// Issues a party all of its keys and certificates again, as they would be at a time; nothing is
    /// written.
    package func issue(
        _ slug: String, describedBy list: PartyList, at time: UnixTime
    ) throws -> PartyKeys {
        guard let party = list.parties.first(where: { $0.slug == slug }) else {
            throw TestPKIError(.partyUnknown, "expected '\(slug)' among the described parties")
        }
        var authorities: [Role: RoleAuthority] = [:]
        for role in Role.allCases {
            authorities[role] = RoleAuthority(
                root: try authority("\(role.fileName)-root"),
                intermediate: try authority(role.fileName))
        }
        return try PartyKeys(
            party, authorities: authorities, lifetimes: list.lifetimes, at: time)
    }

    private func authority(_ name: String) throws -> CertificateAuthority {
        guard let certificate = try Certificate.all(pem: text("authorities/\(name).pem")).first
        else { throw TestPKIError(.keyUnknown, "expected the authority '\(name)'") }
        return try CertificateAuthority(
            certificate: certificate,
            key: P256PrivateKey(pem: text("authorities/\(name).key")))
    }

    /// The authority that issued a certificate.
    private func authorityName(of leaf: Certificate) throws -> String? {
        try Role.allCases.map(\.fileName).first { name in
            try Certificate.all(pem: text("authorities/\(name).pem")).first?.subject == leaf.issuer
        }
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw TestPKIError(.operationFailed, "expected a file '\(name)' in the test PKI")
        }
        return [UInt8](data)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }
}
