import BlueButton
import OpenSSL
import Testing

@testable import CitizenCommands

struct LogTextTests {
    static func listed(_ event: LogEvent, trouble: Refusal? = nil) throws
        -> CitizenProgram.ListedEntry
    {
        let record = try LogRecord(
            committingTo: LogEntry(
                time: UnixTime(seconds: 1_795_000_000), event: event,
                actor: OIN("00000099000000000020"), document: DocumentHash(ofCharacters: "x")))
        return CitizenProgram.ListedEntry(
            index: 7, entry: record.entry, trouble: trouble, actorName: DisplayText("De dienst"),
            recipientName: event == .consent ? DisplayText("De Woonhaven") : nil, record: record,
            hashes: [])
    }

    @Test(arguments: LogEvent.allCases)
    func `each event is told in both languages, with who, when and why`(event: LogEvent) throws {
        let (nl, en) = (Texts(.nl), Texts(.en))
        for text in [nl.event(event), en.event(event), nl.reason(event), en.reason(event)] {
            #expect(!text.isEmpty)
        }
        #expect(nl.event(event) != en.event(event))
        let lines = LogText(entry: try Self.listed(event), texts: en).lines
        #expect(lines[0] == "Entry 7" && lines[1] == "  When   18 November 2026, 11:06 UTC")
        #expect(lines[2] == "  Who    De dienst" && lines.last == "  Proof  verified")
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.joined(separator: " ").contains("for De Woonhaven") == (event == .consent))
    }

    @Test(arguments: [true, false])
    func `an entry names its consent, and who says so`(isSaidHere: Bool) throws {
        var entry = try Self.listed(.withdrawal)
        let id = try DocumentID("AAAAAAAAAAAAAAAAAAAAAA")
        entry.consent = CitizenProgram.KnownConsent(
            id: id, recipientName: DisplayText("De Woonhaven"), isSaidHere: isSaidHere)
        let lines = LogText(entry: entry, texts: Texts(.nl)).lines.joined(separator: "\n")
        #expect(lines.contains("toestemming \(id.text)"))
        #expect(lines.contains("(volgens dit apparaat)") == isSaidHere)
    }

    @Test(arguments: LogEvent.allCases)
    func `an order for data names the organisation, as this device says`(event: LogEvent) throws {
        var entry = try Self.listed(event)
        entry.sourceName = DisplayText("De Registratie")
        let text = LogText(entry: entry, texts: Texts(.en)).lines.joined(separator: "\n")
        let said = text.contains("fetched your data at De Registratie (says this device)")
        #expect(said == (event == .attestation))
    }

    @Test func `a proof that does not hold is not passed over`() throws {
        let entry = try Self.listed(
            .query, trouble: Refusal(.inclusionInvalid, "expected another"))
        let lines = LogText(entry: entry, texts: Texts(.nl)).lines
        #expect(lines.last == "  Bewijs   LET OP: het bewijs klopt niet (inclusion-invalid)")
    }
}
