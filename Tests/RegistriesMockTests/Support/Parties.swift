import OpenSSL
import Transport

/// An authority for TLS, a registry, a gateway that may ask it, and someone else's gateway.
struct Parties: Sendable {
    static let shared = Result<Parties, any Error> { try Parties() }
    static let gatewayOIN = "00000099000000002000"
    static let registryOIN = "00000099000000001000"

    let authority: CertificateAuthority
    let registry: TLSIdentity
    let gateway: TLSIdentity
    /// The gateway's OIN, vouched for by another authority.
    let impostor: TLSIdentity
    let registryPEM: (chain: String, key: String)
    /// The time-stamping authority, under the same root.
    let unit: TimeStampingUnit
    /// The gateway's certificate itself.
    let gatewayCertificate: Certificate

    private init() throws {
        authority = try Self.authority("Test TLS")
        let key = try P256PrivateKey()
        unit = try TimeStampingUnit(
            certificate: authority.issue(
                CertificateTemplate(
                    subject: DistinguishedName([(.commonName, "tsa")]), publicKey: key.publicKey,
                    notBefore: UnixTime(seconds: 1_650_000_000),
                    notAfter: UnixTime(seconds: 2_100_000_000), kind: .endEntity,
                    keyUsage: [.digitalSignature], extendedKeyUsages: [TimeStampingUnit.usage],
                    extendedKeyUsageCritical: true)), key: key, policy: "2.999.3161")
        let foreign = try Self.authority("Foreign TLS")
        registryPEM = try Self.pem(Self.registryOIN, by: authority)
        registry = try TLSIdentity(
            certificateChainPEM: registryPEM.chain, privateKeyPEM: registryPEM.key)
        let gatewayPEM = try Self.pem(Self.gatewayOIN, by: authority)
        gatewayCertificate = try Certificate.all(pem: gatewayPEM.chain)[0]
        gateway = try TLSIdentity(
            certificateChainPEM: gatewayPEM.chain, privateKeyPEM: gatewayPEM.key)
        let impostorPEM = try Self.pem(Self.gatewayOIN, by: foreign)
        impostor = try TLSIdentity(
            certificateChainPEM: impostorPEM.chain, privateKeyPEM: impostorPEM.key)
    }

    /// Accepts every organisation that the authority vouches for.
    var decision: PeerDecision {
        { [anchor = authority.certificate] chain in
            let judged = try CertificateChain.verify(
                leaf: chain[0], intermediates: Array(chain.dropFirst()), anchors: [anchor],
                revocation: nil, at: TestClock.start)
            return PeerIdentity(
                oin: judged[0].subjectSerialNumbers.first ?? "", certificate: judged[0])
        }
    }

    private static func authority(_ name: String) throws -> CertificateAuthority {
        let key = try P256PrivateKey()
        return try .selfSigned(
            CertificateTemplate(
                subject: DistinguishedName([(.commonName, name)]), publicKey: key.publicKey,
                notBefore: UnixTime(seconds: 1_600_000_000),
                notAfter: UnixTime(seconds: 2_200_000_000), kind: .authority(pathLength: 0),
                keyUsage: [.keyCertSign, .cRLSign]), key: key)
    }

    private static func pem(
        _ oin: String, by authority: CertificateAuthority
    ) throws -> (chain: String, key: String) {
        let key = try P256PrivateKey()
        let certificate = try authority.issue(
            CertificateTemplate(
                subject: DistinguishedName([(.commonName, "org"), (.serialNumber, oin)]),
                publicKey: key.publicKey, notBefore: UnixTime(seconds: 1_650_000_000),
                notAfter: UnixTime(seconds: 2_100_000_000), kind: .endEntity,
                keyUsage: [.digitalSignature],
                extendedKeyUsages: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
                names: [.dns("localhost"), .ip("127.0.0.1")]))
        return (certificate.pem, try key.pem())
    }
}
