package import OpenSSL
package import Trust

/// The keys and certificates of one party.
package struct PartyKeys: Sendable {
    /// A certificate with its intermediate, and its private key.
    package struct Credential: Sendable {
        package let key: P256PrivateKey
        /// Leaf and intermediate.
        package let chain: [Certificate]

        package var chainPEM: String { chain.map(\.pem).joined() }
    }

    package let party: PartyList.Party
    package let seal: Credential?
    package let tls: Credential?
    /// Further P-256 keys by name: `encryption`, `signing`.
    package let keys: [String: P256PrivateKey]
    /// The log's key, where the party keeps a log.
    package let logKey: Ed25519PrivateKey?

    init(
        _ party: PartyList.Party, authorities: [Role: RoleAuthority],
        lifetimes: PartyList.Lifetimes, at now: UnixTime
    ) throws(TestPKIError) {
        do {
            self.party = party
            let issuing = CredentialIssuing(party: party, lifetimes: lifetimes, now: now)
            seal = try party.seal.flatMap { role in authorities[role].map { (role, $0) } }
                .map { try issuing.seal(role: $0.0, by: $0.1) }
            tls =
                party.hasTLS
                ? try authorities[.tls].map { try issuing.tls(by: $0) } : nil
            var keys: [String: P256PrivateKey] = [:]
            for name in party.keys where name != "log" { keys[name] = try P256PrivateKey() }
            self.keys = keys
            logKey = party.keys.contains("log") ? try Ed25519PrivateKey() : nil
        } catch {
            throw TestPKIError(
                .operationFailed, "expected to make the keys of '\(party.slug)'")
        }
    }

    /// The party's seal.
    package func sealer() throws(TestPKIError) -> Sealer {
        guard let seal, let sealer = try? Sealer(key: seal.key, chain: seal.chain) else {
            throw TestPKIError(.keyUnknown, "expected '\(party.slug)' to have a seal")
        }
        return sealer
    }

    /// A further key of the party.
    package func key(_ name: String) throws(TestPKIError) -> P256PrivateKey {
        guard let key = keys[name] else {
            throw TestPKIError(.keyUnknown, "expected '\(party.slug)' to have a key '\(name)'")
        }
        return key
    }
}
