import BlueButton
import OpenSSL

/// One entry of the log, as citizens read it: when, who, what, why, and what its proof is worth.
struct LogText {
    let entry: CitizenProgram.ListedEntry
    let texts: Texts

    var lines: [String] {
        let time = entry.entry.map { "\($0.time)" } ?? "?"
        var lines = ["\(entry.index)  \(time)  \(entry.actorName)"]
        if let event = entry.entry?.event {
            let recipient = entry.recipientName.map { " " + texts.forRecipient($0.text) } ?? ""
            lines += Wrapping.lines(texts.event(event) + recipient, indent: "  ")
            lines += Wrapping.lines(texts.reason(event), indent: "  ")
        }
        lines.append(
            "  " + (entry.trouble.map { texts.notProven($0.code.rawValue) } ?? texts.proven))
        return lines
    }
}
