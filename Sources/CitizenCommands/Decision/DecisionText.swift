import BlueButton
import StrictJSON

/// A decision as a citizen reads it: what is needed and what may be left out, with the actual
/// values, and at the end what is shared and what is not.
struct DecisionText {
    let choice: CitizenProgram.Choice
    let texts: Texts

    private var query: PresentationQuery { choice.request.query }
    private var recipient: String { DisplayText(choice.request.recipient.name).text }

    /// What is shared with every yes.
    var needed: [String] {
        let required = query.required
        return ["", texts.neededParts]
            + query.queries.filter { required.contains($0.id) }
            .flatMap { values(of: $0, indent: "  ") }
    }

    /// What may be left out, each with its number and its tick.
    func options(_ decision: ReleaseDecision) -> [String] {
        guard !decision.parts.isEmpty else { return [] }
        var lines = ["", texts.optionalParts]
        if decision.offersLimit { lines += Wrapping.lines(texts.limitInstead, indent: "  ") }
        for place in decision.parts.indices {
            lines.append(line(place, decision))
            for asked in queries(of: decision.parts[place]) {
                lines += values(of: asked, indent: "        ")
            }
        }
        return lines
    }

    /// One part: its tick, its number, what it is.
    func line(_ place: Int, _ decision: ReleaseDecision) -> String {
        let isTicked = decision.ticked.contains(place)
        return "  \(isTicked ? "[x]" : "[ ]") \(place + 1)  "
            + "\(title(of: decision.parts[place])): \(texts.ticked(isTicked))"
    }

    /// What a yes shares, what it does not, and what then holds.
    func summary(_ decision: ReleaseDecision) -> [String] {
        let granted = decision.granted
        let terms = choice.request.terms
        var lines = ["", texts.summary(recipient)]
        for asked in query.queries where granted.contains(asked.id) {
            for path in asked.claims { lines += item(path) }
        }
        let left = decision.parts.indices.filter { !decision.ticked.contains($0) }
        if !left.isEmpty {
            lines.append(texts.notSharedParts)
            lines += left.map { "  - " + title(of: decision.parts[$0]) }
        }
        if !sharesBSN(granted) { lines.append(texts.noBSN) }
        lines.append(
            "\(texts.retention): \(DurationText.text(terms.retention, texts.language))")
        return lines + Wrapping.lines(texts.rights)
    }

    /// A claim as an item of a list, with all that a yes gives away of it.
    private func item(_ path: ClaimPath) -> [String] {
        claim(path).enumerated().flatMap { place, line in
            place == 0
                ? Wrapping.item(line, indent: "  ")
                : Wrapping.lines(line.trimmed, indent: "    ", hanging: "  ")
        }
    }

    private func sharesBSN(_ granted: Set<String>) -> Bool {
        query.queries.contains { asked in
            granted.contains(asked.id)
                && asked.claims.contains(ClaimPath("burgerservicenummer"))
        }
    }

    private func title(of part: ReleaseDecision.Part) -> String {
        switch part.kind {
        case .limit: texts.proveLimit
        case .income: texts.showIncome
        case .other:
            queries(of: part).flatMap(\.claims).map { texts.claim(DisplayText($0.name).text) }
                .joined(separator: ", ")
        }
    }

    private func queries(of part: ReleaseDecision.Part) -> [CredentialQuery] {
        query.queries.filter { part.queries.contains($0.id) }
    }

    private func values(of asked: CredentialQuery, indent: String) -> [String] {
        asked.claims.flatMap { claim($0) }.flatMap { line in
            let own = indent + line.prefix { $0 == " " }
            return Wrapping.lines(line.trimmed, indent: own)
        }
    }

    private func claim(_ path: ClaimPath) -> [String] {
        let attestation = query.queries.first { $0.claims.contains(path) }
            .flatMap { choice.attestation(for: $0) }
        return ClaimText(texts: texts).lines(path.name, attestation?[path.name] ?? .null)
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
