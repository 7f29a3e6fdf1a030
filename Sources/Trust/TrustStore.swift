public import OpenSSL

/// The anchors of every role, and the intermediates and revocation lists at hand, at one moment.
///
/// A role's anchor is no other role's: chains to a certificate that stands under two are refused.
/// A value: a program that fetches newer lists makes a new store. Anchors ship with the programs;
/// none comes from the service.
public struct TrustStore: Sendable {
    private let anchors: [Role: [Certificate]]
    /// Certificates that may stand between a time-stamping certificate and its anchor: its tokens
    /// carry the signer alone. They are not trusted, and no other chain is completed from them.
    public let intermediates: [Certificate]
    /// Anchors that stand under more than one role: chains to them say nothing of any.
    private let ambiguous: Set<Certificate>
    /// The anchors of all roles, and the intermediates below them: whoever signs revocation lists.
    public let authorities: [Certificate]
    /// All revocation lists at hand, of all issuers, current or not.
    public let revocationLists: [CertificateRevocationList]
    /// Seals by `x5c`, and the chains of time-stamping certificates by their hash, that this store
    /// judged good: copies of it share both, another store begins its own.
    let seals = ChainMemory<SealChain>()
    let stampings = ChainMemory<[Certificate]>()

    public init(
        anchors: [Role: [Certificate]], intermediates: [Certificate] = [],
        revocationLists: [CertificateRevocationList]
    ) {
        self.anchors = anchors
        self.intermediates = intermediates
        var seen: Set<Certificate> = []
        var ambiguous: Set<Certificate> = []
        for role in Role.allCases {
            for anchor in Set(anchors[role] ?? []) where !seen.insert(anchor).inserted {
                ambiguous.insert(anchor)
            }
        }
        self.ambiguous = ambiguous
        self.revocationLists = revocationLists
        let roots = anchors.values.flatMap { $0 }
        // Whether they are valid now is asked of each chain; here, who issued them.
        let below = intermediates.filter { authority in
            let chain = try? CertificateChain.verify(
                leaf: authority, intermediates: intermediates, anchors: roots, revocation: nil,
                at: authority.notBefore)
            return authority.isCA && chain != nil
        }
        authorities = roots + below
    }

    private init(_ other: TrustStore, revocationLists: [CertificateRevocationList]) {
        anchors = other.anchors
        intermediates = other.intermediates
        ambiguous = other.ambiguous
        authorities = other.authorities
        self.revocationLists = revocationLists
    }

    /// The same anchors with other revocation lists.
    public func with(revocationLists: [CertificateRevocationList]) -> TrustStore {
        TrustStore(self, revocationLists: revocationLists)
    }

    /// The same anchors with more revocation lists; each is held once.
    public func adding(revocationLists more: [CertificateRevocationList]) -> TrustStore {
        var held = Set(revocationLists)
        return with(
            revocationLists: revocationLists + more.filter { held.insert($0).inserted })
    }

    /// The anchors of one role; empty where the store has none.
    public func anchors(for role: Role) -> [Certificate] {
        anchors[role] ?? []
    }

    /// Judges a chain without its anchor, leaf first, for one role at one time.
    ///
    /// OpenSSL decides: signatures, validity, basic constraints, strict conformance and revocation,
    /// with a hard failure where no current list is at hand. Nothing is added to the chain from
    /// elsewhere, and each certificate must be issued by the next.
    ///
    /// - Returns: the chain with the anchor at its end.
    func judge(
        _ chain: [Certificate], role: Role, at time: UnixTime
    ) throws(TrustError) -> [Certificate] {
        guard let leaf = chain.first, chain.count <= 4 else {
            throw TrustError(.chainLength, "expected a chain of 1 to 4 certificates")
        }
        if leaf.isSelfIssued {
            throw TrustError(.selfSigned, "expected a leaf that an authority issued, not itself")
        }
        if chain.contains(where: \.isSelfIssued) {
            throw TrustError(
                .anchorInChain, "expected leaf and intermediates only, without the anchor")
        }
        let found: [Certificate]
        do {
            found = try verify(chain, role: role, at: time)
        } catch {
            throw refusal(of: error, chain: chain, role: role, at: time)
        }
        guard found.count == chain.count + 1, Array(found.dropLast()) == chain else {
            throw TrustError(
                .chainMalformed, "expected each certificate to be issued by the next one")
        }
        try checkForm(of: found)
        return found
    }

    /// Builds and judges the chain of a time-stamping certificate at one time, as `judge` does, from
    /// the intermediates at hand.
    ///
    /// - Returns: the chain with the anchor at its end.
    func judgeTimeStamping(
        _ leaf: Certificate, at time: UnixTime
    ) throws(TrustError) -> [Certificate] {
        if let known = stampings.judged(leaf.sha256, at: time) { return known }
        if leaf.isSelfIssued {
            throw TrustError(.selfSigned, "expected a leaf that an authority issued, not itself")
        }
        let found: [Certificate]
        do {
            found = try CertificateChain.verify(
                leaf: leaf, intermediates: intermediates, anchors: anchors(for: .timeStamping),
                revocation: revocationLists, at: time)
        } catch {
            throw refusal(of: error, chain: [leaf] + intermediates, role: .timeStamping, at: time)
        }
        guard found.count <= 5 else {
            throw TrustError(.chainLength, "expected a chain of 1 to 4 certificates")
        }
        try checkForm(of: found)
        stampings.remember(found, leaf.sha256, within: span(of: found, around: time))
        return found
    }

    /// Demands an anchor of one role alone, the one algorithm of all, and of intermediates that they
    /// sign lists as well.
    private func checkForm(of chain: [Certificate]) throws(TrustError) {
        guard let anchor = chain.last, !ambiguous.contains(anchor) else {
            throw TrustError(
                .wrongRole, "expected a chain to a root that is the anchor of one role alone")
        }
        for certificate in chain {
            guard certificate.signatureAlgorithm == Self.ecdsaWithSHA256,
                (try? certificate.publicKey()) != nil
            else {
                throw TrustError(
                    .algorithmRefused, "expected P-256 keys that sign with ECDSA and SHA-256")
            }
        }
        for authority in chain.dropFirst().dropLast() {
            guard authority.keyUsage?.isSuperset(of: [.keyCertSign, .cRLSign]) == true else {
                throw TrustError(
                    .wrongUsage, "expected intermediates that sign certificates and lists")
            }
        }
    }

    /// RFC 5758 section 3.2.
    private static let ecdsaWithSHA256 = "1.2.840.10045.4.3.2"

    private func verify(
        _ chain: [Certificate], role: Role, at time: UnixTime
    ) throws(ChainFailure) -> [Certificate] {
        try CertificateChain.verify(
            leaf: chain[0], intermediates: Array(chain.dropFirst()), anchors: anchors(for: role),
            revocation: revocationLists, at: time)
    }

    private func refusal(
        of failure: ChainFailure, chain: [Certificate], role: Role, at time: UnixTime
    ) -> TrustError {
        switch failure.reason {
        case .expired:
            TrustError(.certificateExpired, "expected a certificate valid at \(time)")
        case .notYetValid:
            TrustError(.certificateNotYetValid, "expected a certificate valid at \(time)")
        case .revoked:
            TrustError(.certificateRevoked, "expected a certificate that is not revoked")
        case .crlMissing, .crlExpired, .crlNotYetValid:
            TrustError(
                .revocationUnknown,
                "expected a revocation list of every issuer that is current at \(time)")
        case .notACA:
            TrustError(.wrongUsage, "expected intermediates that may issue certificates")
        case .untrusted, .selfSigned:
            if endsElsewhere(chain, than: role, at: time) {
                TrustError(.wrongRole, "expected a chain for the role '\(role.rawValue)'")
            } else {
                TrustError(.untrusted, "expected a chain to an anchor of '\(role.rawValue)'")
            }
        case .badSignature, .malformed, .other:
            TrustError(.chainMalformed, "expected a sound chain: \(failure.detail)")
        }
    }

    private func endsElsewhere(_ chain: [Certificate], than role: Role, at time: UnixTime) -> Bool {
        Role.allCases.contains { other in
            guard other != role, let leaf = chain.first else { return false }
            let verified = try? CertificateChain.verify(
                leaf: leaf, intermediates: Array(chain.dropFirst()),
                anchors: anchors(for: other), revocation: nil, at: time)
            return verified != nil
        }
    }
}
