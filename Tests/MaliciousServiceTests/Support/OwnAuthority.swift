import OpenSSL
import Trust

/// Certificates that the attacker made, with the names of those that it would like to be.
enum OwnAuthority {
    private static func template(_ key: P256PrivateKey, isAuthority: Bool) -> CertificateTemplate {
        let now = UnixTime.now()
        return CertificateTemplate(
            subject: DistinguishedName([
                (.countryName, "NL"), (.organizationName, "Blauwe Knop"),
                (.serialNumber, "00000099000000000001"),
                (.commonName, isAuthority ? "Scheme Root" : "Scheme"),
            ]),
            publicKey: key.publicKey, notBefore: now - 300, notAfter: now + 86_400,
            kind: isAuthority ? .authority(pathLength: 0) : .endEntity,
            keyUsage: isAuthority ? [.keyCertSign, .cRLSign] : [.digitalSignature],
            names: isAuthority ? [] : [.uri("https://scheme.blauweknop.example")])
    }

    /// A seal under a root of the attacker's own.
    static func sealer() throws -> Sealer {
        let (rootKey, key) = (try P256PrivateKey(), try P256PrivateKey())
        let root = try CertificateAuthority.selfSigned(
            template(rootKey, isAuthority: true), key: rootKey)
        return try Sealer(key: key, chain: [root.issue(template(key, isAuthority: false))])
    }

    /// A root of the attacker's own, and its key.
    static func selfSigned() throws -> (P256PrivateKey, Certificate) {
        let key = try P256PrivateKey()
        let root = try CertificateAuthority.selfSigned(template(key, isAuthority: true), key: key)
        return (key, root.certificate)
    }

    /// A time-stamping unit under a root of the attacker's own.
    static func timeStampingUnit() throws -> TimeStampingUnit {
        let (rootKey, key) = (try P256PrivateKey(), try P256PrivateKey())
        let root = try CertificateAuthority.selfSigned(
            template(rootKey, isAuthority: true), key: rootKey)
        var leaf = template(key, isAuthority: false)
        leaf.extendedKeyUsages = [TimeStampingUnit.usage]
        leaf.extendedKeyUsageCritical = true
        return try TimeStampingUnit(
            certificate: root.issue(leaf), key: key, policy: "2.999.3161")
    }
}
