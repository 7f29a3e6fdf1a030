import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// What holds for the seal of every document that an organisation seals.
@Suite struct SealTests {
    private let documents: Documents
    private let time = Documents.time
    private let day: Int64 = 86_400

    init() throws {
        documents = try Documents.shared.get()
    }

    /// The document sealed with another certificate.
    private func resealed(
        _ kind: Kind, _ chain: [Certificate], key: P256PrivateKey, issuer: String? = nil
    ) throws -> String {
        var (header, payload) = try Forge.parts(documents.jws(kind))
        header = header.setting("x5c", .array(chain.map { .string(Base64.encode($0.der)) }))
        if kind.isJAdES {
            header = header.setting("x5t#S256", .string(Base64URL.encode(chain[0].sha256)))
        }
        if let issuer { payload = payload.setting("iss", .string(issuer)) }
        let jws = try Forge.signed(
            header, payload.bytes(), key: key, like: documents.jws(kind))
        return documents.with(jws: jws, in: kind)
    }

    /// A certificate of the sealing party that differs from the real one.
    private func chain(
        _ kind: Kind, key: P256PrivateKey, _ change: (inout CertificateTemplate) -> Void
    ) throws -> [Certificate] {
        let slug = try #require(kind.party)
        let party = try documents.world.pki.party(slug).party
        let authority = try documents.authority(kind).intermediate
        var template = CertificateTemplate(
            subject: DistinguishedName([(.serialNumber, party.oin), (.commonName, party.name)]),
            publicKey: key.publicKey, notBefore: time - day, notAfter: time + 30 * day,
            kind: .endEntity, keyUsage: [.digitalSignature], names: [.uri(party.uri)])
        change(&template)
        return [try authority.issue(template), authority.certificate]
    }

    private func expect(
        _ code: Refusal.Code, _ kind: Kind, _ change: (inout CertificateTemplate) -> Void
    ) throws {
        let key = try P256PrivateKey()
        let text = try resealed(kind, try chain(kind, key: key, change), key: key)
        expectRefusal(code, "\(kind)") { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.sealed.filter { $0 != .request })
    func `another certificate of the same organisation seals as well`(kind: Kind) throws {
        let key = try P256PrivateKey()
        let text = try resealed(kind, try chain(kind, key: key) { _ in }, key: key)
        #expect(throws: Never.self) { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.sealed, ["scheme", "service", "brp", "woonhaven"])
    func `an organisation of another role seals nothing here`(
        kind: Kind, party: String
    ) throws {
        let keys = try documents.world.pki.party(party)
        guard keys.party.seal != kind.role else { return }
        let sealer = try keys.sealer()
        let text = try resealed(kind, sealer.chain, key: sealer.key, issuer: sealer.uri)
        expectRefusal(.below("wrong-role")) { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.sealed)
    func `a TLS certificate seals nothing`(kind: Kind) throws {
        let tls = try #require(documents.world.pki.party("service").tls)
        let text = try resealed(kind, tls.chain, key: tls.key)
        expectRefusal(.below("wrong-role")) { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.sealed)
    func `a certificate that has ended or not begun seals nothing`(kind: Kind) throws {
        try expect(.below("certificate-expired"), kind) { $0.notAfter = time - 1 }
        try expect(.below("certificate-expired"), kind) { $0.notAfter = time - day / 2 }
        try expect(.below("certificate-not-yet-valid"), kind) { $0.notBefore = time + 1 }
    }

    @Test(arguments: Kind.sealed)
    func `a certificate for another use seals nothing`(kind: Kind) throws {
        for usage in [[.nonRepudiation], [], [.digitalSignature, .keyEncipherment]]
            as [Set<KeyUsage>]
        {
            try expect(.below("wrong-usage"), kind) { $0.keyUsage = usage }
        }
        try expect(.below("wrong-usage"), kind) {
            $0.extendedKeyUsages = ["1.3.6.1.5.5.7.3.2"]
        }
    }

    @Test(arguments: Kind.sealed)
    func `a certificate without one OIN and one URI seals nothing`(kind: Kind) throws {
        try expect(.below("identity-missing"), kind) { $0.names = [] }
        try expect(.below("identity-missing"), kind) {
            $0.names = [.uri("https://a.example"), .uri("https://b.example")]
        }
        try expect(.below("identity-missing"), kind) {
            $0.subject = DistinguishedName([(.commonName, "zonder OIN")])
        }
    }

    @Test(arguments: Kind.sealed)
    func `a self-signed certificate and one under an unknown root seal nothing`(
        kind: Kind
    ) throws {
        let key = try P256PrivateKey()
        let own = try CertificateAuthority.selfSigned(
            CertificateTemplate(
                subject: DistinguishedName([(.commonName, "eigen")]), publicKey: key.publicKey,
                notBefore: time - day, notAfter: time + day, kind: .authority(pathLength: nil),
                keyUsage: [.keyCertSign, .cRLSign]), key: key)
        expectRefusal(.below("self-signed")) {
            try documents.verify(try resealed(kind, [own.certificate], key: key), as: kind)
        }
        let leafKey = try P256PrivateKey()
        let leaf = try own.issue(
            CertificateTemplate(
                subject: DistinguishedName([(.serialNumber, "00000099000000000101")]),
                publicKey: leafKey.publicKey, notBefore: time - day, notAfter: time + day,
                kind: .endEntity, keyUsage: [.digitalSignature],
                names: [.uri("https://rvig.example")]))
        expectRefusal(.below("untrusted")) {
            try documents.verify(try resealed(kind, [leaf], key: leafKey), as: kind)
        }
        expectRefusal(.below("anchor-in-chain")) {
            let text = try resealed(kind, [leaf, own.certificate], key: leafKey)
            try documents.verify(text, as: kind)
        }
    }

    @Test(arguments: Kind.sealed)
    func `an anchor in x5c is refused, and so is a chain without its intermediate`(
        kind: Kind
    ) throws {
        let sealer = try documents.sealer(kind)
        let root = try documents.authority(kind).root.certificate
        expectRefusal(.below("anchor-in-chain")) {
            let text = try resealed(kind, sealer.chain + [root], key: sealer.key)
            try documents.verify(text, as: kind)
        }
        expectRefusal(.below("untrusted")) {
            let text = try resealed(kind, [sealer.chain[0]], key: sealer.key)
            try documents.verify(text, as: kind)
        }
        expectRefusal(.below("chain-malformed")) {
            let text = try resealed(
                kind, sealer.chain + [sealer.chain[1]], key: sealer.key)
            try documents.verify(text, as: kind)
        }
    }

    @Test(arguments: Kind.sealed)
    func `x5c that is absent, empty or no list of certificates is refused`(kind: Kind) throws {
        let changes: [Change] = [
            Change("x5c", nil, .headerRefused), Change("x5c", [], .below("chain-length")),
            Change("x5c", "MIIB"), Change("x5c", [1]), Change("x5c", .null),
            Change("x5c", ["MIIB"], .below("chain-malformed")),
            Change("x5c|0", "", .below("chain-malformed")),
            Change("x5c|1", nil, .below("untrusted")),
        ]
        for change in changes {
            let text = try documents.changedHeader(kind, (change.path, change.value))
            expectRefusal(change.code, "\(change.testDescription)") {
                try documents.verify(text, as: kind)
            }
        }
    }

    @Test(arguments: Kind.sealed)
    func `a key that is not the certificate's is refused`(kind: Kind) throws {
        let sealer = try documents.sealer(kind)
        let text = try resealed(kind, sealer.chain, key: try P256PrivateKey())
        expectRefusal(.signatureInvalid) { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.sealed)
    func `a revoked seal is refused, and one of which that is unknown`(kind: Kind) throws {
        let pki = documents.world.pki
        let authority = try documents.authority(kind)
        let leaf = try documents.sealer(kind).chain[0]
        // A statement and an overview stand on other seals too: those lists stay.
        let others = pki.revocationLists.filter { $0.issuer != leaf.issuer }
        let lists = try authority.revocationLists(revoking: [leaf], days: 2, at: time - day)
        let revoked = pki.trust.with(revocationLists: others + lists)
        expectRefusal(.below("certificate-revoked")) {
            try documents.verify(documents[kind], as: kind, trust: revoked)
        }
        expectRefusal(.below("revocation-unknown")) {
            let none = pki.trust.with(revocationLists: others)
            try documents.verify(documents[kind], as: kind, trust: none)
        }
        let stale = try authority.revocationLists(days: 1, at: time - 2 * day)
        expectRefusal(.below("revocation-unknown")) {
            let old = pki.trust.with(revocationLists: others + stale)
            try documents.verify(documents[kind], as: kind, trust: old)
        }
    }
}
