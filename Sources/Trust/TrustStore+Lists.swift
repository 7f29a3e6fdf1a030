public import OpenSSL

/// Which authority's revocation lists a store has.
extension TrustStore {
    /// The authority of ours that signed a list; nil where none did.
    public func issuer(of list: CertificateRevocationList) -> Certificate? {
        authorities.first { list.isSigned(by: $0) }
    }

    /// The authorities without a list that is current: every chain below one of them is refused.
    public func authoritiesWithoutList(at time: UnixTime) -> [Certificate] {
        let current = revocationLists.filter { $0.isCurrent(at: time) }
        return authorities.filter { authority in
            !current.contains { $0.isSigned(by: authority) }
        }
    }

    /// When the first authority is left without a list, counting those that are current now.
    public func firstEnd(at time: UnixTime) -> UnixTime? {
        authorities.compactMap { authority in
            revocationLists.filter { $0.issuer == authority.subject && $0.isCurrent(at: time) }
                .compactMap(\.nextUpdate).max()
        }.min()
    }

    /// The lists that were current at some moment of a span, for those who keep a document with what
    /// it was judged by.
    public func lists(from: UnixTime, to: UnixTime) -> [CertificateRevocationList] {
        revocationLists.filter { list in
            list.thisUpdate <= to && list.nextUpdate.map { from <= $0 } == true
        }
    }
}
