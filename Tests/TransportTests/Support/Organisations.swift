import OpenSSL

@testable import Transport

/// Two authorities and the organisations that they vouch for, made once.
struct Organisations: Sendable {
    static let time = UnixTime(seconds: 1_795_000_000)

    let ours: CertificateAuthority
    let foreign: CertificateAuthority
    /// Vouched for by ours.
    let server: TLSIdentity
    let gateway: TLSIdentity
    /// The same OIN as the gateway, vouched for by the foreign authority.
    let impostor: TLSIdentity
    /// A chain whose leaf is no longer valid at `time`.
    let expired: TLSIdentity
    /// Vouched for by ours, for another host name.
    let elsewhere: TLSIdentity

    static let serverOIN = "00000000000000000001"
    static let gatewayOIN = "00000000000000000002"

    static let shared = Result<Organisations, any Error> { try Organisations() }

    private init() throws {
        ours = try Self.authority("Ours")
        foreign = try Self.authority("Foreign")
        server = try Self.identity(Self.serverOIN, by: ours)
        gateway = try Self.identity(Self.gatewayOIN, by: ours)
        impostor = try Self.identity(Self.gatewayOIN, by: foreign)
        expired = try Self.identity(Self.gatewayOIN, by: ours, until: Self.time - 1)
        elsewhere = try Self.identity(Self.serverOIN, by: ours, names: [.dns("elsewhere.example")])
    }

    /// Accepts organisations with our authority's chain and, where one is given, this OIN.
    func decision(expecting oin: String? = nil) -> PeerDecision {
        { [anchor = ours.certificate] chain in
            let judged = try CertificateChain.verify(
                leaf: chain[0], intermediates: Array(chain.dropFirst()), anchors: [anchor],
                revocation: nil, at: Self.time)
            let found = judged[0].subjectSerialNumbers.first ?? ""
            guard oin == nil || oin == found else { throw WrongOrganisation() }
            return PeerIdentity(oin: found, certificate: judged[0])
        }
    }

    struct WrongOrganisation: Error {}

    private static func authority(_ name: String) throws -> CertificateAuthority {
        let key = try P256PrivateKey()
        return try .selfSigned(
            CertificateTemplate(
                subject: DistinguishedName([(.commonName, name)]), publicKey: key.publicKey,
                notBefore: UnixTime(seconds: 1_600_000_000),
                notAfter: UnixTime(seconds: 2_200_000_000), kind: .authority(pathLength: 0),
                keyUsage: [.keyCertSign, .cRLSign]), key: key)
    }

    private static func identity(
        _ oin: String, by authority: CertificateAuthority,
        until: UnixTime = UnixTime(seconds: 2_100_000_000),
        names: [SubjectAlternativeName] = [.dns("localhost"), .ip("127.0.0.1")]
    ) throws -> TLSIdentity {
        let key = try P256PrivateKey()
        let certificate = try authority.issue(
            CertificateTemplate(
                subject: DistinguishedName([(.commonName, "org"), (.serialNumber, oin)]),
                publicKey: key.publicKey, notBefore: UnixTime(seconds: 1_650_000_000),
                notAfter: until, kind: .endEntity, keyUsage: [.digitalSignature],
                extendedKeyUsages: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"], names: names))
        return try TLSIdentity(certificateChainPEM: certificate.pem, privateKeyPEM: key.pem())
    }
}
