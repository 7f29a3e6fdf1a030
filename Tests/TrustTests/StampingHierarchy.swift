import OpenSSL
import Trust

/// A root for time-stamping with an intermediate and a unit below it, beside the other roles.
struct StampingHierarchy: Sendable {
    static let shared = Result<StampingHierarchy, any Error> { try StampingHierarchy() }
    static let now = Hierarchy.now
    static let policy = "2.999.3161"
    static let message = [UInt8]("de handtekening van een document".utf8)

    let others: Hierarchy
    let root, intermediate: CertificateAuthority
    let lists: [CertificateRevocationList]
    let key: P256PrivateKey
    let leaf: Certificate

    init() throws {
        others = try Hierarchy.shared.get()
        root = try Hierarchy.root("timeStamping root")
        intermediate = try Hierarchy.below(root, "timeStamping intermediate")
        lists = [try Hierarchy.list(of: root), try Hierarchy.list(of: intermediate)]
        key = try P256PrivateKey()
        leaf = try intermediate.issue(Self.template(key.publicKey))
    }

    var trust: TrustStore { trust() }

    func trust(
        lists: [CertificateRevocationList]? = nil, intermediates: [Certificate]? = nil,
        anchors: [Certificate]? = nil
    ) -> TrustStore {
        TrustStore(
            anchors: [
                .timeStamping: anchors ?? [root.certificate],
                .source: [others.roots[.source]].compactMap { $0?.certificate },
            ],
            intermediates: intermediates
                ?? [
                    others.intermediates[.source]?.certificate, intermediate.certificate,
                ].compactMap { $0 },
            revocationLists: (lists ?? self.lists) + others.lists)
    }

    static func template(_ key: P256PublicKey) -> CertificateTemplate {
        CertificateTemplate(
            subject: Hierarchy.subject(serialNumbers: ["00000099000000000302"]), publicKey: key,
            notBefore: now - 30 * Hierarchy.day, notAfter: now + 30 * Hierarchy.day,
            kind: .endEntity, keyUsage: [.digitalSignature],
            extendedKeyUsages: [TimeStampingUnit.usage], extendedKeyUsageCritical: true)
    }

    /// The bytes of a token by a certificate of the same key, or by the usual one.
    func token(
        by certificate: Certificate? = nil, at time: UnixTime = now,
        over message: [UInt8] = message
    ) throws -> [UInt8] {
        let unit = try TimeStampingUnit(
            certificate: certificate ?? leaf, key: key, policy: Self.policy)
        let request = try TimestampRequest(over: message)
        let response = try TimestampResponse(der: unit.respond(to: request.der, at: time))
        guard let token = response.token else {
            throw TrustError(.timestampInvalid, "expected a token")
        }
        return token
    }

    @discardableResult
    func verify(
        _ token: [UInt8]? = nil, over message: [UInt8] = message, trust: TrustStore? = nil,
        policy: String? = nil
    ) throws -> Timestamp {
        try Timestamp.verify(
            token ?? self.token(), over: message, trust: trust ?? self.trust, policy: policy)
    }
}
