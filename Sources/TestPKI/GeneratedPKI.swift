package import OpenSSL
import SchemeAuthority
package import Trust

/// A test PKI, made: every authority, every party's keys, the revocation lists.
package struct GeneratedPKI: Sendable {
    package let description: PartyList
    package let authorities: [Role: RoleAuthority]
    package let revocationLists: [CertificateRevocationList]
    private let parties: [PartyKeys]

    /// Makes everything that the description names, valid from five minutes before `now`.
    ///
    /// - Parameter listsAt: the origin that serves the revocation lists, which the certificates
    ///   then name (`ORIGIN/crl/NAME.crl`); nil: they name none.
    package init(
        _ description: PartyList, listsAt: String? = nil, at now: UnixTime
    ) throws(TestPKIError) {
        var authorities: [Role: RoleAuthority] = [:]
        var lists: [CertificateRevocationList] = []
        do {
            for (role, name) in description.authorities {
                let authority = try RoleAuthority(
                    name: name, role: role, listsAt: listsAt, lifetimes: description.lifetimes,
                    at: now)
                authorities[role] = authority
                lists += try authority.revocationLists(
                    days: description.lifetimes.revocationList, at: now - 300)
            }
        } catch {
            throw TestPKIError(.operationFailed, "expected to make the authorities")
        }
        var parties: [PartyKeys] = []
        for party in description.parties {
            parties.append(
                try PartyKeys(
                    party, authorities: authorities, lifetimes: description.lifetimes, at: now))
        }
        self.description = description
        self.authorities = authorities
        self.parties = parties
        revocationLists = lists
    }

    /// The keys of a party.
    ///
    /// - Throws: `party-unknown`.
    package func party(_ slug: String) throws(TestPKIError) -> PartyKeys {
        guard let keys = parties.first(where: { $0.party.slug == slug }) else {
            throw TestPKIError(.partyUnknown, "expected '\(slug)' among the described parties")
        }
        return keys
    }

    /// The unit of a party whose seal is for time-stamping.
    ///
    /// - Throws: `party-unknown`, `key-unknown`.
    package func timeStampingUnit(
        _ slug: String = "tsa", policy: String = "2.999.3161"
    ) throws(TestPKIError) -> TimeStampingUnit {
        guard let seal = try party(slug).seal,
            let unit = try? TimeStampingUnit(
                certificate: seal.chain[0], key: seal.key, policy: policy)
        else {
            throw TestPKIError(.keyUnknown, "expected '\(slug)' to have a time-stamping seal")
        }
        return unit
    }

    /// The public keys that parties hand to the scheme authority, by file: `brp/encryption.jwk`.
    package var publicKeyFiles: [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for keys in parties {
            for (name, key) in keys.keys {
                files["\(keys.party.slug)/\(name).jwk"] = PublicKeyFile.json(key.publicKey)
            }
            if let logKey = keys.logKey {
                files["\(keys.party.slug)/log.jwk"] = PublicKeyFile.json(logKey.publicKey)
            }
        }
        return files
    }

    /// The revocation lists by the name of their file: two for each role.
    package var listFiles: [(name: String, list: CertificateRevocationList)] {
        authorities.flatMap { role, authority in
            RoleAuthority.listNames(role).compactMap { name, isOfRoot in
                let issuer = isOfRoot ? authority.root : authority.intermediate
                return revocationLists.first { $0.issuer == issuer.certificate.subject }
                    .map { (name, $0) }
            }
        }
    }

    /// All parties, as described.
    package var all: [PartyKeys] { parties }

    /// The anchors of every role, the intermediates and the revocation lists.
    package var trust: TrustStore {
        TrustStore(
            anchors: authorities.mapValues { [$0.root.certificate] },
            intermediates: authorities.values.map(\.intermediate.certificate),
            revocationLists: revocationLists)
    }
}
