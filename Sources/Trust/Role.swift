/// What an anchor is trusted for: a chain counts only for the role whose anchor it ends in.
///
/// Each role has a root of its own, so that a recipient's certificate can never stand in for a
/// source's, and a TLS certificate never seals a document.
public enum Role: String, CaseIterable, Sendable {
    /// The authority that seals the directory, offline.
    case scheme
    /// Organisations that hold data: statements and attestations.
    case source
    /// The service in the middle: overviews and registrations.
    case service
    /// Organisations that ask for data: requests, receipts and deletion receipts.
    case recipient
    /// The time-stamping authority (RFC 3161).
    case timeStamping
    /// TLS between the parties. It is no document's role.
    case tls

    /// The name of the anchor file of this role in a trust folder, without its `.pem`.
    public var fileName: String {
        switch self {
        case .scheme: "scheme"
        case .source: "sources"
        case .service: "service"
        case .recipient: "recipients"
        case .timeStamping: "tsa"
        case .tls: "tls"
        }
    }
}
