@testable import OpenSSL

/// A time-stamping unit below the authorities of `TestChain`, and what it makes.
struct Stamping: Sendable {
    static let shared = Result { try Stamping() }
    static let policy = "2.999.3161.1"
    static let message = [UInt8]("de handtekening van een document".utf8)

    let chain: TestChain
    let key: P256PrivateKey
    let unit: TimeStampingUnit
    /// From the unit's certificate to the root.
    let certificates: [Certificate]

    init() throws {
        chain = try TestChain.shared.get()
        key = try P256PrivateKey()
        let leaf = try chain.intermediate.issue(Self.template(key.publicKey))
        unit = try TimeStampingUnit(certificate: leaf, key: key, policy: Self.policy)
        certificates = [leaf, chain.intermediate.certificate, chain.root.certificate]
    }

    static func template(_ key: P256PublicKey) -> CertificateTemplate {
        CertificateTemplate(
            subject: DistinguishedName([(.countryName, "NL"), (.commonName, "Tijdstempels")]),
            publicKey: key, notBefore: TestChain.now - 30 * TestChain.day,
            notAfter: TestChain.now + 3_650 * TestChain.day, kind: .endEntity,
            keyUsage: [.digitalSignature], extendedKeyUsages: [TimeStampingUnit.usage],
            extendedKeyUsageCritical: true)
    }

    /// The bytes of a token over a message.
    func token(
        over message: [UInt8] = message, at time: UnixTime = TestChain.now, microseconds: Int = 0
    ) throws -> [UInt8] {
        let request = try TimestampRequest(over: message)
        let answer = try unit.respond(to: request.der, at: time, microseconds: microseconds)
        guard let token = try TimestampResponse(der: answer).token else {
            throw OpenSSLError(.operationFailed, "expected a token")
        }
        return token
    }
}

/// A token taken apart, to be put together otherwise.
struct TokenParts {
    var type = TimestampSyntax.signedData
    var version = DER.integer(3)
    var digests: [[UInt8]]
    var content: [UInt8]
    var contentType = TimestampSyntax.timestampInfo
    var certificates: [[UInt8]]
    var revocationLists: [UInt8] = []
    var signers = 1
    var signerVersion = DER.integer(1)
    var signer, digest, attributes, algorithm, signature: [UInt8]
    var unsigned: [UInt8] = []

    init(_ der: [UInt8]) throws {
        func whole(_ value: DERReader.Value) -> [UInt8] { [UInt8](value.whole) }
        var outer = DERReader(der[...])
        var information = try outer.take(0x30).members
        _ = try information.take(0x06)
        var explicit = try information.take(0xa0).members
        var data = try explicit.take(0x30).members
        _ = try data.take(0x02)
        digests = [[UInt8](try data.take(0x31).content)]
        var encapsulated = try data.take(0x30).members
        _ = try encapsulated.take(0x06)
        var octets = try encapsulated.take(0xa0).members
        content = [UInt8](try octets.take(0x04).content)
        certificates = [[UInt8](try data.take(0xa0).content)]
        var infos = try data.take(0x31).members
        var info = try infos.take(0x30).members
        _ = try info.take(0x02)
        signer = whole(try info.take(0x30))
        digest = whole(try info.take(0x30))
        attributes = whole(try info.take(0xa0))
        algorithm = whole(try info.take(0x30))
        signature = whole(try info.take(0x04))
    }

    var der: [UInt8] {
        let info = DER.sequence(
            signerVersion, signer, digest, attributes, algorithm, signature, unsigned)
        let data = DER.sequence(
            version, DER.value(0x31, digests.flatMap { $0 }),
            DER.sequence(contentType, DER.tagged(0, DER.octetString(content))),
            DER.tagged(0, certificates.flatMap { $0 }), revocationLists,
            DER.value(0x31, [[UInt8]](repeating: info, count: signers).flatMap { $0 }))
        return DER.sequence(type, DER.tagged(0, data))
    }
}

extension TokenParts {
    /// The signed attributes, each with its header.
    func signedAttributes() throws -> [[UInt8]] {
        var list = DERReader(attributes[...])
        var members = try list.take(0xa0).members
        var all: [[UInt8]] = []
        while !members.isAtEnd { all.append([UInt8](try members.take(0x30).whole)) }
        return all
    }

    /// Other attributes, signed by a key.
    mutating func sign(_ list: [[UInt8]], by key: P256PrivateKey) throws {
        attributes = DER.tagged(0, list.flatMap { $0 })
        let raw = try key.sign([0x31] + attributes.dropFirst())
        signature = DER.octetString(ECDSASignature.der(raw: raw) ?? [])
    }
}
