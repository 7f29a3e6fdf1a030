import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Testing
import TransparencyLog

struct LogRecordTests {
    static func entry(_ event: LogEvent = .query) throws -> LogEntry {
        LogEntry(
            time: UnixTime(seconds: 1_767_225_600), event: event,
            actor: try OIN("00000099000000000001"), document: DocumentHash(ofCharacters: "mandate"))
    }

    static func code(_ body: () throws -> Void) -> Refusal.Code? {
        do {
            try body()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        } catch {
            Issue.record("expected a Refusal, got \(error)")
            return nil
        }
    }

    @Test(arguments: LogEvent.allCases)
    func `a record is read back as written`(event: LogEvent) throws {
        let record = try LogRecord(committingTo: Self.entry(event))
        #expect(try LogRecord(record.json.bytes()) == record)
        #expect(try LogRecord(record.json.canonicalBytes()) == record)
        #expect(try LogRecord(entry: record.entry, key: record.key) == record)
    }

    @Test func `a leaf is the HMAC over the entry in canonical JSON`() throws {
        let key = try CommitmentKey(bytes: [UInt8](repeating: 1, count: 32))
        let record = try LogRecord(entry: Self.entry(), key: key)
        let document = DocumentHash(ofCharacters: "mandate").text
        let text =
            #"{"actor":"00000099000000000001","document":""# + document
            + #"","event":"query","time":1767225600}"#
        let commitment = try HMACSHA256.code(for: [UInt8](text.utf8), key: key.bytes)
        #expect(record.leaf.commitment == commitment)
    }

    @Test func `an altered entry, key or leaf does not open`() throws {
        let record = try LogRecord(committingTo: Self.entry())
        let other = try LogRecord(committingTo: Self.entry())
        for name in ["key", "leaf"] {
            var json = record.json
            json[name] = other.json[name]
            #expect(Self.code { _ = try LogRecord(json.bytes()) } == .commitmentMismatch)
        }
        let changes: [(String, JSONValue)] = [
            ("time", 1_767_225_601), ("event", "consent"), ("actor", "00000099000000000002"),
            ("document", .string(DocumentHash(ofCharacters: "other").text)),
        ]
        for (name, value) in changes {
            var entry = record.entry.json
            entry[name] = value
            var json = record.json
            json["entry"] = .object(entry)
            #expect(Self.code { _ = try LogRecord(json.bytes()) } == .commitmentMismatch)
        }
    }

    @Test(
        arguments: [
            ("time", 0), ("time", "1767225600"), ("time", -1), ("event", "delete"), ("event", 1),
            ("event", "Query"), ("actor", "99"), ("document", "short"), ("document", nil),
            ("subject", "somebody"),
        ] as [(String, JSONValue)])
    func `an entry of another form is refused`(name: String, value: JSONValue) throws {
        let record = try LogRecord(committingTo: Self.entry())
        var entry = record.entry.json
        entry[name] = value
        var json = record.json
        json["entry"] = .object(entry)
        #expect(Self.code { _ = try LogRecord(json.bytes()) } == .malformed)
    }

    @Test(arguments: ["entry", "key", "leaf"])
    func `a record without one of its three parts is refused`(name: String) throws {
        var json = try LogRecord(committingTo: Self.entry()).json
        json[name] = nil
        #expect(Self.code { _ = try LogRecord(json.bytes()) } == .malformed)
    }

    @Test func `a record is closed, bounded and has nothing behind it`() throws {
        let record = try LogRecord(committingTo: Self.entry())
        var json = record.json
        json["index"] = 1
        #expect(Self.code { _ = try LogRecord(json.bytes()) } == .malformed)
        #expect(Self.code { _ = try LogRecord(record.json.bytes() + [10]) } == .malformed)
        let long = [UInt8](repeating: 0x20, count: 65_536)
        #expect(Self.code { _ = try LogRecord(long + record.json.bytes()) } == .tooLarge)
    }
}
