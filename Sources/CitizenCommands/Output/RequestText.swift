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
            until: texts.time(received.directory.expires))
        return [texts.asks(name), "\(texts.organisationNumber): \(request.recipient.oin)"]
            + Wrapping.lines(accreditation)
            + [texts.mayHaveBSN(request.recipient.hasBSNRight), ""]
            + [
                (texts.purpose, DisplayText(terms.purposeText[texts.language]).text),
                (texts.legalBasis, DisplayText(terms.legalBasis).text),
                (texts.retention, DurationText.text(terms.retention, texts.language)),
                (texts.notice, DisplayText(terms.notice).text),
            ].flatMap { Wrapping.lines("\($0.0): \($0.1)") }
            + [texts.answerBefore(texts.time(request.expires))]
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

    /// What is needed together, then what may be left out, part by part.
    private func parts(_ lines: (CredentialQuery) -> [String]) -> [String] {
        let required = request.query.required
        let needed = request.query.queries.filter { required.contains($0.id) }.flatMap(lines)
        let others = request.query.queries.filter { !required.contains($0.id) }
        return (needed.isEmpty ? [] : ["", texts.neededParts]) + needed.map { "  " + $0 }
            + others.flatMap { query in
                ["", texts.optionalPart(query.id)] + lines(query).map { "  " + $0 }
            }
    }
}
