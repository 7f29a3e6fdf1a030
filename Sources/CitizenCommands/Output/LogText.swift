import BlueButton
import OpenSSL

/// One entry of the log, as citizens read it: when, who, what, why, and what its proof is worth.
struct LogText {
    let entry: CitizenProgram.ListedEntry
    let texts: Texts

    var lines: [String] {
        var rows: [(label: String, values: [String])] = []
        if let found = entry.entry {
            let recipient = entry.recipientName.map { " " + texts.forRecipient($0.text) } ?? ""
            rows = [
                (texts.logWhen, [texts.time(found.time)]),
                (texts.logWho, [entry.actorName.text]),
                (texts.logWhat, [what(found.event) + recipient]),
                (texts.logWhy, [texts.reason(found.event)]),
            ]
            if let consent = entry.consent {
                let by = consent.isSaidHere ? " (\(texts.saysThisDevice))" : ""
                rows.append((texts.logAbout, [texts.consent(consent.id.text) + by]))
            }
        }
        let proof = entry.trouble.map { texts.notProven($0.code.rawValue) } ?? texts.proven
        rows.append((texts.logProof, [proof]))
        return [texts.logEntry("\(entry.index)")] + LabelledRows(rows).lines
    }

    /// What happened; at which organisation data was fetched is this device's own word.
    private func what(_ event: LogEvent) -> String {
        guard event == .attestation, let name = entry.sourceName else { return texts.event(event) }
        return "\(texts.fetched(at: name.text)) (\(texts.saysThisDevice))"
    }
}
