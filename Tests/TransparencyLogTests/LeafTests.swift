import JOSE
import OpenSSL
import StrictJSON
import Testing
import TransparencyLog

struct LeafTests {
    static let entry: JSONObject = ["time": 1_767_225_600, "event": "query", "b": "é", "a": 1]

    static func key(_ byte: UInt8) throws -> CommitmentKey {
        try CommitmentKey(bytes: [UInt8](repeating: byte, count: 32))
    }

    @Test func `a leaf is the HMAC of the canonical entry, in canonical JSON`() throws {
        let leaf = try LogLeaf(committingTo: Self.entry, with: try Self.key(7))
        let text = #"{"a":1,"b":"é","event":"query","time":1767225600}"#
        let commitment = try HMACSHA256.code(
            for: [UInt8](text.utf8), key: [UInt8](repeating: 7, count: 32))
        #expect(leaf.commitment == commitment)
        let json = #"{"commitment":""# + Base64URL.encode(commitment) + #"","v":1}"#
        #expect(leaf.hash == .leaf([UInt8](json.utf8)))
    }

    @Test func `a leaf opens with its entry and its key alone`() throws {
        let leaf = try LogLeaf(committingTo: Self.entry, with: try Self.key(7))
        try leaf.verify(Self.entry, key: try Self.key(7))
        #expect(code { try leaf.verify(Self.entry, key: try Self.key(8)) } == .commitmentMismatch)
        for name in Self.entry.names {
            var other = Self.entry
            other[name] = "other"
            #expect(code { try leaf.verify(other, key: try Self.key(7)) } == .commitmentMismatch)
        }
    }

    @Test func `the same entry twice gives leaves that nobody can match`() throws {
        let (first, second) = (try CommitmentKey.random(), try CommitmentKey.random())
        #expect(first != second)
        #expect(
            try LogLeaf(committingTo: Self.entry, with: first)
                != LogLeaf(committingTo: Self.entry, with: second))
    }

    @Test(arguments: [
        "{}", #"{"v":1}"#, #"{"v":2,"commitment":"C"}"#, #"{"v":1,"commitment":"AAAA"}"#,
        #"{"v":1,"commitment":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","x":1}"#,
        #"{"v":"1","commitment":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#,
        #"{"v":2,"commitment":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#,
        #"{"v":1,"commitment":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"}"#, "[]",
    ])
    func `a leaf of another form is refused`(text: String) throws {
        let json = JSONReader(try JSONValue.parse(text, maximumBytes: 1_000))
        #expect(code { _ = try LogLeaf(json: json) } == .malformed)
    }

    @Test func `a leaf is read back as written`() throws {
        let leaf = try LogLeaf(committingTo: Self.entry, with: try Self.key(7))
        #expect(try LogLeaf(json: JSONReader(.object(leaf.json))) == leaf)
        #expect(try LogLeaf(commitment: leaf.commitment) == leaf)
        #expect(code { _ = try LogLeaf(commitment: [1]) } == .malformed)
    }

    @Test func `a key says nothing of itself, and has 32 bytes`() throws {
        let key = try CommitmentKey.random()
        #expect(!"\(key)".contains(key.base64URL))
        #expect(try CommitmentKey(base64URL: key.base64URL) == key)
        for text in ["", "AAAA", key.base64URL + "=", key.base64URL + "AAAA"] {
            #expect(code { _ = try CommitmentKey(base64URL: text) } == .malformed)
        }
    }
}
