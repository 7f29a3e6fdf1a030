import BlueButton
import StrictJSON

/// A request as a citizen reads it, before anything is signed.
struct RequestText {
    let received: CitizenProgram.ReceivedRequest
    let texts: Texts

    private var request: PresentationRequest { received.request }

    /// Who asks, for what, on what ground, how long.
    var heading: [String] {
        let terms = request.terms
        let name = DisplayText(request.recipient.name).text
        let accreditation = texts.accredited(
            version: received.directory.version, until: "\(received.directory.expires)")
        return [texts.asks(name), "OIN \(request.recipient.oin)."]
            + Wrapping.lines(accreditation)
            + [texts.mayHaveBSN(request.recipient.hasBSNRight), ""]
            + [
                (texts.purpose, DisplayText(terms.purposeText[texts.language]).text),
                (texts.legalBasis, DisplayText(terms.legalBasis).text),
                (texts.retention, DurationText.text(terms.retention, texts.language)),
                (texts.notice, DisplayText(terms.notice).text),
            ].flatMap { Wrapping.lines("\($0.0): \($0.1)") }
            + [texts.answerBefore("\(request.expires)")]
    }

    /// What is asked, without values.
    var claims: [String] {
        parts { query in query.claims.map { texts.claim(DisplayText($0.name).text) } }
    }

    /// What is asked, with the actual values.
    ///
    /// - Parameter granted: the parts that the citizen grants so far; nil where that is not known.
    func values(
        of choice: CitizenProgram.Choice, granted: Set<String>? = nil
    ) -> [String] {
        let claim = ClaimText(texts: texts)
        return parts(granted: granted) { query in
            let attestation = choice.attestation(for: query)
            return query.claims.flatMap { path in
                claim.lines(path.name, attestation?[path.name] ?? .null)
            }
        }
    }

    private func parts(
        granted: Set<String>? = nil, _ lines: (CredentialQuery) -> [String]
    ) -> [String] {
        request.query.queries.flatMap { query in
            ["", heading(of: query, granted: granted)] + lines(query).map { "  " + $0 }
        }
    }

    private func heading(of query: CredentialQuery, granted: Set<String>?) -> String {
        guard !request.query.required.contains(query.id) else {
            return "\(texts.needed) [\(query.id)]"
        }
        let choice = granted.map {
            ": " + texts.optional(query.id, isGranted: $0.contains(query.id))
        }
        return "\(texts.optional) [\(query.id)]\(choice ?? "")"
    }
}
