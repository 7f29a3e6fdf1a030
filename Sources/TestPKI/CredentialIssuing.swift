import OpenSSL
import Trust

/// Issues the certificates of one party.
struct CredentialIssuing {
    let party: PartyList.Party
    let lifetimes: PartyList.Lifetimes
    let now: UnixTime

    private var subject: DistinguishedName {
        DistinguishedName([
            (.countryName, "NL"), (.organizationName, party.name), (.serialNumber, party.oin),
            (.commonName, party.name),
        ])
    }

    /// A seal certificate: `digitalSignature` alone; for time-stamping with its critical usage.
    func seal(
        role: Role, by authority: RoleAuthority
    ) throws(OpenSSLError) -> PartyKeys.Credential {
        let isTimeStamping = role == .timeStamping
        return try issue(
            by: authority, days: isTimeStamping ? lifetimes.timeStamping : lifetimes.seal,
            extendedKeyUsages: isTimeStamping ? ["1.3.6.1.5.5.7.3.8"] : [],
            isCritical: isTimeStamping, names: [.uri(party.uri)])
    }

    /// A TLS certificate for both sides of a connection on this machine.
    func tls(by authority: RoleAuthority) throws(OpenSSLError) -> PartyKeys.Credential {
        try issue(
            by: authority, days: lifetimes.tls,
            extendedKeyUsages: [TLSPeer.serverAuthentication, TLSPeer.clientAuthentication],
            isCritical: false, names: [.dns("localhost"), .ip("127.0.0.1"), .uri(party.uri)])
    }

    private func issue(
        by authority: RoleAuthority, days: Int64, extendedKeyUsages: [String],
        isCritical: Bool, names: [SubjectAlternativeName]
    ) throws(OpenSSLError) -> PartyKeys.Credential {
        let key = try P256PrivateKey()
        let begin = now - 300
        let leaf = try authority.intermediate.issue(
            CertificateTemplate(
                subject: subject, publicKey: key.publicKey, notBefore: begin,
                notAfter: begin + days * 86_400, kind: .endEntity,
                keyUsage: [.digitalSignature], extendedKeyUsages: extendedKeyUsages,
                extendedKeyUsageCritical: isCritical, names: names,
                crlDistributionPoint: authority.listAddress))
        return PartyKeys.Credential(key: key, chain: [leaf, authority.intermediate.certificate])
    }
}
