import TestPKI
import Testing
import Trust

@Suite struct PartyListTests {
    @Test func `the project's parties are read`() throws {
        let list = try PartyList(json: Described.bytes("parties.json"))
        #expect(Set(list.authorities.keys) == Set(Role.allCases))
        #expect(list.parties.contains { $0.slug == "brp" && $0.seal == .source && $0.hasTLS })
        #expect(list.parties.allSatisfy { $0.oin.hasPrefix("00000099") })
    }

    static let changes: [(String, String)] = [
        ("\"seal\": \"scheme\"", "\"seal\": \"schema\""),
        ("\"seal\": \"scheme\"", "\"seal\": 1"),
        ("\"seal\": \"scheme\", ", ""),
        ("\"role\": \"scheme\"", "\"role\": \"root\""),
        ("{ \"role\": \"scheme\", \"name\": \"Blauwe Knop Test Scheme\" },", ""),
        ("\"slug\": \"stadswonen\"", "\"slug\": \"woonhaven\""),
        ("00000099000000000010", "00000001000000000010"),
        ("00000099000000000010", "000000990000000010"),
        ("00000099000000000010", "00000099000000000010 "),
        ("00000099000000000010", "0000009900000000001a"),
        ("\"tls\": false", "\"tls\": \"no\""),
        ("\"keys\": [\"log\"]", "\"keys\": \"log\""),
        ("\"root\": 3650", "\"root\": \"3650\""),
        ("\"root\": 3650", "\"root\": 3650.5"),
        ("\"lifetimes_days\"", "\"lifetimes\""),
        ("\"authorities\"", "\"roots\""),
        ("\"parties\"", "\"people\""),
    ]

    @Test(arguments: changes)
    func `a description that does not fit is refused`(old: String, new: String) throws {
        let bytes = try Described.changed("parties.json", old, new)
        expectRefusal(.descriptionMalformed) { _ = try PartyList(json: bytes) }
    }

    @Test(arguments: ["", "[]", "null", "{}", "{\"parties\": []} x", "{\"a\": 1, \"a\": 1}"])
    func `what is no description is refused`(text: String) {
        expectRefusal(.descriptionMalformed) { _ = try PartyList(json: Array(text.utf8)) }
    }
}
