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
    ///   - time: at which certificates and lists must be valid. OpenSSL counts their first second
    ///     in and their last second, `notAfter` or `nextUpdate`, out.
    public static func verify(
        leaf: Certificate, intermediates: [Certificate], anchors: [Certificate],
        revocation: [CertificateRevocationList]?, at time: UnixTime
    ) throws(ChainFailure) -> [Certificate] {
        // OpenSSL takes a list without a next update for current for ever.
        let lists = revocation?.filter { $0.nextUpdate != nil }
        let context = try VerificationContext(
            leaf: leaf, intermediates: intermediates, anchors: anchors, revocation: lists)
        let chain = try context.verify(at: time)
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
}
