package import BlueButton
package import DocumentCheck
package import PlainWords
package import StrictJSON

// What commands print, for others who show it: the proof of concept tells its story with it.

extension CitizenProgram.ReceivedOverview {
    /// The overview as `blauweknop overview` prints it.
    package func lines(in language: Language, zone: LocalZone = .utc) -> [String] {
        OverviewText(
            OverviewAccount(overview, directory: directory, language: language), zone: zone
        ).lines
    }
}

/// A verification in English, as `blauweknop verify` writes it into a file.
package enum ChecklistLines {
    package static func lines(_ checks: [CheckLine]) -> [String] {
        ChecklistText(checks: checks, texts: Texts(.en), isWrapped: false).lines
    }
}

extension CitizenProgram.Choice {
    /// The request with the actual values, as `blauweknop release` prints it.
    package func lines(in language: Language) -> [String] {
        let text = RequestText(received: received, texts: Texts(language))
        return text.heading + text.values(of: self)
    }
}

/// One claim as a citizen reads it.
package enum ClaimLines {
    package static func lines(_ name: String, _ value: JSONValue, in language: Language) -> [String]
    {
        ClaimText(texts: Texts(language)).lines(name, value)
    }
}

extension CitizenProgram.ListedEntry {
    /// The entry in one line: when, and what.
    package func line(in language: Language) -> String {
        let texts = Texts(language)
        guard let entry else { return "\(index)  ?" }
        let recipient = recipientName.map { " " + texts.forRecipient($0.text) } ?? ""
        return "\(entry.time)  \(texts.event(entry.event))\(recipient)"
    }
}
