import BlueButton
import JOSE
import StrictJSON
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: [
        "", "0000009900000000010", "000000990000000001011", "0000009900000000010a",
        " 00000099000000000101", "00000099000000000101\n", "-0000099000000000101",
        "٠٠٠٠٠٠٩٩٠٠٠٠٠٠٠٠٠١٠١", "0000009900000000010１",
    ])
    func `an OIN is twenty digits`(text: String) {
        expectRefusal(.malformed) { _ = try OIN(text) }
    }

    @Test func `an OIN is compared as text`() throws {
        #expect(try OIN("00000099000000000101").digits == "00000099000000000101")
        #expect(try OIN("00000099000000000101") != OIN("00000099000000000102"))
    }

    static let notOrigins = [
        "", "https://", "http://a.example", "HTTPS://a.example", "https://A.example",
        "https://a.example/", "https://a.example/x", "https://a.example?x", "https://a.example#x",
        "https://a.example:443", "https://a.example:0", "https://a.example:65536",
        "https://a.example:", "https://a.example:08443", "https://a.example:+8443",
        "https://a.example:8443:1", "https://x@a.example", "https://x:y@a.example",
        "https://bücher.example", "https://a_b.example", "https://a..example", "https://.example",
        "https://a.example.", "https://..", "https://[::1]", "https:///", "https:a.example",
        "a.example", "//a.example", " https://a.example", "https://a.example ",
        "https://a.example\\x", "https://a%2eexample", "ws://a.example",
        "https://" + String(repeating: "a", count: 64) + ".example",
        "https://" + String(repeating: "a.", count: 130) + "a",
    ]

    @Test(arguments: notOrigins)
    func `an origin has one form`(text: String) {
        expectRefusal(.malformed) { _ = try Origin(text) }
    }

    @Test(arguments: [
        "https://a.example", "https://a.example:8443", "https://127.0.0.1:40001",
        "https://localhost:1", "https://xn--bcher-kva.example", "https://a-b.example:65535",
    ])
    func `an origin is kept as it is written`(text: String) throws {
        #expect(try Origin(text).text == text)
        #expect(try Origin(of: text + "/pad?x=y").text == text)
    }

    @Test(arguments: [
        "", "a.example", "http://a.example/", "https://a@b.example/", "https://a.example/#x",
        "https://a.example\\@b.example/", "https://a.example/\n", "https://a.example/é",
        "https://A.example/", "javascript:alert(1)", "https://a.example /x", "https://",
        "https:///x", "https://?x", "https://a.example:99999/",
    ])
    func `an address without an origin of ours is refused`(address: String) {
        expectRefusal(.malformed) { _ = try Origin(of: address) }
    }

    @Test func `the standard port is left out of an address's origin`() throws {
        #expect(try Origin(of: "https://a.example:443/x").text == "https://a.example")
    }

    @Test(arguments: ["", " ", "urn: x", "urn:é", "a\n", String(repeating: "a", count: 256)])
    func `a credential type is printable ASCII`(text: String) {
        expectRefusal(.malformed) { _ = try CredentialType(text) }
    }

    @Test func `the known credential types are those of the protocol`() {
        #expect(CredentialType.brp.description == "urn:nl:blauweknop:brp:1")
        #expect(CredentialType.bri.description == "urn:nl:blauweknop:bri:1")
    }

    @Test(arguments: [
        "", "AAAA", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
        String(repeating: "A", count: 42) + "B", String(repeating: "A", count: 42) + "=",
        String(repeating: "A", count: 43) + "=", String(repeating: "+", count: 43),
        String(repeating: "A", count: 42) + "\u{212A}",
    ])
    func `a hash is canonical base64url of 32 bytes`(text: String) {
        expectRefusal(.malformed) { _ = try DocumentHash(text) }
    }

    @Test func `the hash of characters is theirs alone`() throws {
        let hash = DocumentHash(ofCharacters: "abc")
        #expect(hash.text == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
        #expect(try DocumentHash(hash.text) == hash)
        #expect(hash.json == .string(hash.text))
        #expect(DocumentHash(ofCharacters: "abd") != hash)
    }

    @Test(arguments: ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAAA", "a b"])
    func `a number is canonical base64url of 16 bytes`(text: String) {
        expectRefusal(.malformed) { _ = try DocumentID(text) }
    }

    @Test func `numbers are fresh`() throws {
        let many = try Set((0..<100).map { _ in try DocumentID() })
        #expect(many.count == 100)
        #expect(many.allSatisfy { $0.text.utf8.count == 22 })
    }

    @Test(
        arguments: [
            ["nl": "a"], ["en": "a"], ["nl": "a", "en": .null], ["nl": 1, "en": "b"],
            ["nl": "a", "en": "b", "de": "c"], [:], [], "a",
        ] as [JSONValue])
    func `a text is there in Dutch and English`(value: JSONValue) {
        expectRefusal(.malformed) { _ = try LocalizedText(reading: JSONReader(value)) }
    }

    @Test func `a text is given in the language that is asked`() throws {
        let text = try LocalizedText(reading: JSONReader(["nl": "knop", "en": "button"]))
        #expect(Language.allCases.map { text[$0] } == ["knop", "button"])
    }

    @Test func `a refusal prints its code and what was expected`() {
        let refusal = Refusal(.bsnNotAllowed, "expected a recipient with the right to the BSN")
        #expect(
            "\(refusal)" == "bsn-not-allowed: expected a recipient with the right to the BSN")
    }
}
