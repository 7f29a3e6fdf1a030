/// What the access log records.
public enum LogEvent: String, Sendable, CaseIterable {
    /// Sources were asked what they hold; the document is the mandate.
    case query
    /// A source was asked for an attestation; the document is the mandate.
    case attestation
    /// A release was stored; the document is the consent.
    case consent
    /// A package is about to be delivered; the document is the package.
    case delivery
    /// A consent was withdrawn; the document is the withdrawal.
    case withdrawal
}
