import BlueButton
import OpenSSL
import PlainWords

/// One entry of the log, as citizens read it: when, who, what, why, and what its proof is worth.
struct LogText {
    let entry: CitizenProgram.ListedEntry
    let texts: Texts

    var lines: [String] {
        var rows: [(label: String, values: [String])] = []
        if let found = entry.entry {
            let recipient = entry.recipientName.map { " " + texts.forRecipient($0.text) } ?? ""
            rows = [
                (texts.logWhen, [DateWords.text(found.time, texts.language)]),
                (texts.logWho, [entry.actorName.text]),
                (texts.logWhat, [texts.event(found.event) + recipient]),
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
}
