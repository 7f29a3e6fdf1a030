import BlueButton

/// The addresses under which the outside reaches this corporation.
struct Site: Sendable {
    let origin: Origin
    /// The privacy notice.
    let notice: String

    /// Where packages are delivered (`response_uri`).
    var responses: String { "\(origin.text)/v1/responses" }
    /// Where consents are withdrawn.
    var withdrawals: String { "\(origin.text)/v1/withdrawals" }

    /// Where a request object is fetched.
    func request(_ code: DocumentID) -> String { "\(origin.text)/r/\(code.text)" }
}
