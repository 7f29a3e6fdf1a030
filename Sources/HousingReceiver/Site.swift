import BlueButton

/// The addresses under which the outside reaches this corporation.
struct Site: Sendable {
    let origin: Origin
    /// The privacy notice.
    let notice: String
    /// The page of the corporation's own front where citizens confirm; nil: ours.
    var confirmationPage: String?

    /// Where packages are delivered (`response_uri`).
    var responses: String { "\(origin.text)/v1/responses" }
    /// Where consents are withdrawn.
    var withdrawals: String { "\(origin.text)/v1/withdrawals" }

    /// Where the citizen confirms a package (`redirect_uri`).
    func confirmation(_ code: DocumentID) -> String {
        let page = confirmationPage ?? "\(origin.text)/confirm"
        return page + (page.contains("?") ? "&" : "?") + "response_code=\(code.text)"
    }

    /// Where a request object is fetched.
    func request(_ code: DocumentID) -> String { "\(origin.text)/r/\(code.text)" }
}
