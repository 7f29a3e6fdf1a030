/// Chains of certificates, judged by OpenSSL at a time of the caller's choice.
public enum CertificateChain {
    /// Builds and judges the chain from the leaf to one of the anchors; returns it, leaf first.
    ///
    /// Trust comes from the anchors alone, which must be self-signed: no system store, no partial
    /// chains, nothing fetched. OpenSSL's strict mode applies (RFC 5280), keys and hashes below
    /// 128 bits of security are refused. The leaf's key usages and names are the caller's to judge.
    ///
    /// - Parameters:
    ///   - intermediates: certificates that may stand between, in any order; they are not trusted,
    ///     and those that are not needed are passed over.
    ///   - revocation: nil to leave revocation out. Otherwise every certificate of the chain, the
    ///     anchor's included, needs a list of its issuer that is current at the time; missing is
    ///     refused. OpenSSL looks at one list of each issuer: here a certificate is refused when
    ///     any list of its issuer that is current and rightly signed names it.
    ///   - time: at which certificates and lists must be valid. Their first second counts in, and
    ///     so does their last, `notAfter` or `nextUpdate` (RFC 5280 section 4.1.2.5); OpenSSL, which
    ///     would leave the last one out, is not asked about times.
    public static func verify(
        leaf: Certificate, intermediates: [Certificate], anchors: [Certificate],
        revocation: [CertificateRevocationList]?, at time: UnixTime
    ) throws(ChainFailure) -> [Certificate] {
        let lists = revocation?.filter { $0.isCurrent(at: time) }
        // Of two that would do, OpenSSL takes the first.
        let context = try VerificationContext(
            leaf: leaf, intermediates: valid(first: intermediates, at: time),
            anchors: valid(first: anchors, at: time), revocation: lists)
        let chain: [Certificate]
        do {
            chain = try context.verify()
        } catch {
            throw timely(error, revocation: revocation ?? [], at: time)
        }
        try checkTimes(of: chain, at: time)
        guard let lists else { return chain }
        for (depth, certificate) in chain.enumerated() {
            // The anchor at the end is its own issuer.
            let issuer = chain[min(depth + 1, chain.count - 1)]
            let revoked = lists.contains { list in
                list.isCurrent(at: time) && list.lists(certificate)
                    && list.handle.isSigned(by: issuer.handle)
            }
            guard !revoked else {
                throw ChainFailure(
                    reason: .revoked, depth: depth,
                    detail: "certificate revoked by one of several lists of its issuer")
            }
        }
        return chain
    }

    private static func valid(
        first certificates: [Certificate], at time: UnixTime
    ) -> [Certificate] {
        certificates.filter { $0.isValid(at: time) }
            + certificates.filter { !$0.isValid(at: time) }
    }

    private static func checkTimes(
        of chain: [Certificate], at time: UnixTime
    ) throws(ChainFailure) {
        for (depth, certificate) in chain.enumerated() {
            guard certificate.notBefore <= time else {
                throw ChainFailure(
                    reason: .notYetValid, depth: depth, detail: "certificate is not yet valid")
            }
            guard time <= certificate.notAfter else {
                throw ChainFailure(
                    reason: .expired, depth: depth, detail: "certificate has expired")
            }
        }
    }

    /// Says of a missing list that it is there, but not current.
    private static func timely(
        _ failure: ChainFailure, revocation: [CertificateRevocationList], at time: UnixTime
    ) -> ChainFailure {
        guard failure.reason == .crlMissing, let certificate = failure.certificate else {
            return failure
        }
        let lists = revocation.filter { $0.nextUpdate != nil && $0.isOfIssuer(of: certificate) }
        guard !lists.isEmpty else { return failure }
        let isExpired = lists.contains { $0.thisUpdate <= time }
        return ChainFailure(
            reason: isExpired ? .crlExpired : .crlNotYetValid, depth: failure.depth,
            detail: isExpired ? "CRL has expired" : "CRL is not yet valid")
    }
}
