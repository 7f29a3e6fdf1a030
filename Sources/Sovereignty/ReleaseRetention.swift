package import BlueButton
package import OpenSSL

/// How long the service keeps a release.
///
/// As long as its recipient may hold the data the citizen must be able to see the consent and to
/// withdraw it (GDPR 7(3)), and afterwards, for as long as claims can follow, the consent must be
/// provable (GDPR 7(1)). Then it is deleted, also where a recipient never answered a withdrawal.
package struct ReleaseRetention: Sendable {
    /// Five years: the term in which a claim for damages lapses (Burgerlijk Wetboek 3:310).
    package static let usualDays = 1826

    private let seconds: Int64

    /// - Parameter days: after the recipient's own retention has ended.
    package init(days: Int = Self.usualDays) {
        seconds = Int64(days) * 86_400
    }

    /// When a release to a request is deleted.
    package func end(of request: PresentationRequest) -> UnixTime {
        let atRecipient = ISO8601Duration.longestSeconds(request.terms.retention) ?? 0
        return request.expires + atRecipient + seconds
    }
}
