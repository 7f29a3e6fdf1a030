import BlueButton
import StrictJSON

/// A request as a citizen reads it, before anything is signed.
struct RequestText {
    let request: PresentationRequest
    let texts: Texts

    /// Who asks, for what, on what ground, how long.
    var heading: [String] {
        let terms = request.terms
        let name = DisplayText(request.recipient.name).text
        return [
            texts.asks(name), "OIN \(request.recipient.oin).", texts.listed, "",
            "\(texts.purpose): \(DisplayText(terms.purposeText[texts.language]))",
            "\(texts.legalBasis): \(DisplayText(terms.legalBasis))",
            "\(texts.retention): \(DurationText.text(terms.retention, texts.language))",
            "\(texts.notice): \(DisplayText(terms.notice))",
        ]
    }

    /// What is asked, without values.
    var claims: [String] {
        parts { query in query.claims.map { texts.claim(DisplayText($0.name).text) } }
    }

    /// What is asked, with the actual values.
    func values(of choice: CitizenProgram.Choice) -> [String] {
        let claim = ClaimText(texts: texts)
        return parts { query in
            let attestation = choice.attestation(for: query)
            return query.claims.flatMap { path in
                claim.lines(path.name, attestation?[path.name] ?? .null)
            }
        }
    }

    private func parts(_ lines: (CredentialQuery) -> [String]) -> [String] {
        let required = request.query.required
        return request.query.queries.flatMap { query in
            let kind = required.contains(query.id) ? texts.needed : texts.optional
            return ["", "\(kind) [\(query.id)]"] + lines(query).map { "  " + $0 }
        }
    }
}
