import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import TestPKI
import Testing
import Trust

/// A directory of many sources, each with a seal of its own.
struct ManySources: Sendable {
    let directory: Directory
    let sealers: [OIN: Sealer]

    init(_ count: Int, _ world: ReleaseWorld) throws {
        let authority = world.pki.authorities[.source]
        var sources: [DirectorySource] = []
        var sealers: [OIN: Sealer] = [:]
        for number in 0..<count {
            let oin = try OIN("0000009900000009\(1000 + number)")
            let key = try P256PrivateKey()
            let leaf = try #require(authority).intermediate.issue(
                CertificateTemplate(
                    subject: DistinguishedName([
                        (.commonName, "Source \(number)"), (.serialNumber, oin.digits),
                    ]),
                    publicKey: key.publicKey, notBefore: world.time - 3600,
                    notAfter: world.time + 86_400, kind: .endEntity,
                    keyUsage: [.digitalSignature], names: [.uri("https://s\(number).example")]))
            let chain = [leaf, try #require(authority).intermediate.certificate]
            sealers[oin] = try Sealer(key: key, chain: chain)
            sources.append(
                DirectorySource(
                    slug: "s\(number)", oin: oin, name: "Source \(number)", gatewayOperator: oin,
                    endpoint: "https://s\(number).example",
                    encryptionKeys: [JWK(try P256PrivateKey().publicKey)], credentialTypes: [],
                    categories: ["category"]))
        }
        let model = world.directory
        let draft = DirectoryDraft(
            version: 7, issuedAt: world.time, expires: world.time + 86_400, sources: sources,
            recipients: model.recipients, service: model.service, log: model.log,
            identityProvider: model.identityProvider, revocationAddresses: [])
        directory = try Directory.verify(
            draft.sealed(by: world.sealer("scheme")), trust: world.trust, at: world.time)
        self.sealers = sealers
    }
}
