import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing

/// Changes that say nothing else: a folder with them still holds.
@Suite(.serialized) struct HarmlessTests {
    private let real: RealFolder

    init() async throws {
        real = try await RealFolder.shared
    }

    @Test(arguments: BitTests.documents.filter { !BitTests.notes.contains($0) })
    func `a line feed at the end of a file is no part of the document`(name: String) throws {
        let verdict = try real.verdict(name, real.text(name) + "\n")
        #expect(verdict.holds, "\(verdict)")
    }

    static let alterations = Judged([
        // Unknown members of what is not closed.
        Alteration(.directory, "x-later", ["a": [1, nil, true]]),
        Alteration(.directory, "sources|0|later", 1),
        Alteration(.directory, "recipients|0|later", 1),
        Alteration(.directory, "service|later", 1),
        Alteration(.directory, "identity_provider|later", 1),
        Alteration(.mandate, "later", 1), Alteration(.statement, "later", 1),
        Alteration(.overview, "later", 1), Alteration(.request, "later", 1),
        Alteration(.request, "client_metadata|client_name", "Woonhaven"),
        Alteration(.request, "dcql_query|credentials|0|later", 1),
        Alteration(.personClaims, "naam|later", 1), Alteration(.personClaims, "adres|later", 1),
        Alteration(.personBinding, "later", 1), Alteration(.consent, "later", 1),
        Alteration(.registration, "later", 1), Alteration(.receipt, "later", 1),
        Alteration(.receipt, "checks|0|later", 1),
        // A hint beside the prescribed header.
        Alteration(.directory, .header("kid", "x")), Alteration(.mandate, .header("kid", "x")),
        Alteration(.statement, .header("kid", "x")), Alteration(.overview, .header("kid", "x")),
        Alteration(.request, .header("kid", "x")), Alteration(.person, .header("kid", "x")),
        Alteration(.personBinding, .header("kid", "x")), Alteration(.consent, .header("kid", "x")),
        Alteration(.registration, .header("kid", "x")), Alteration(.receipt, .header("kid", "x")),
        // Unknown where unknown may be.
        Alteration(.personClaims, "naam|voorvoegsel", .null),
        Alteration(.personClaims, "geboorte|datum", "1980"),
        Alteration(.personClaims, "geboorte|datum", "1980-02-29"),
        Alteration(.personClaims, "naam", .null), Alteration(.personClaims, "adres", .null),
        Alteration(.personClaims, "adres|regels", ["Rue 1"]),
        Alteration(.incomeClaims, "inkomen-2024", .null),
        Alteration(.incomeClaims, "inkomen-2024|bedrag", -1),
        Alteration(.statement, "holdings|0|since", .null),
        Alteration(.statement, "holdings|0|retention", .null),
        Alteration(.statement, "holdings|0|recipients", []),
        // In any order.
        Alteration(.overview, .reversed("sources")),
        Alteration(.directory, .reversed("sources")),
        Alteration(.request, .reversed("dcql_query|credentials")),
        // Numbers and texts at their edges.
        Alteration(.directory, "version", 9_007_199_254_740_992),
        Alteration(.overview, "sub", ""),
        Alteration(.receipt, "checks", [["check": "x", "verdict": "ok"]]),
    ])

    @Test(arguments: alterations.alterations)
    func `what says nothing else changes nothing`(alteration: Alteration) async throws {
        let verdict = try await Self.alterations.verdict(of: alteration)
        #expect(verdict.holds, "\(verdict)")
    }

    @Test(arguments: ["overview.json", "registration.json", "receipt.json"])
    func `members of a flattened document may stand in any order, with white space`(
        name: String
    ) throws {
        let object = try JSONValue.parse(try real.text(name), maximumBytes: 32 << 20)
        var turned = JSONObject()
        for member in Array(object.objectValue ?? [:]).reversed() {
            turned[member.name] = member.value
        }
        for text in [JSONValue.object(turned).text, object.prettyText] {
            let verdict = try real.verdict(name, text)
            #expect(verdict.holds, "\(verdict)")
        }
    }

    /// Of an ECDSA signature (r, s) the other one, (r, n − s), is as good: so no document is ever
    /// named by its signature.
    @Test func `the other valid signature makes the same document`() throws {
        let text = try real.text("directory.jwt")
        let parts = text.split(separator: ".").map(String.init)
        var signature = try Base64URL.decode(parts[2])
        signature.replaceSubrange(32..<64, with: Self.negated(Array(signature[32...])))
        let twin = "\(parts[0]).\(parts[1]).\(Base64URL.encode(signature))"
        let verdict = try real.verdict("directory.jwt", twin)
        #expect(twin != text && verdict.holds, "\(verdict)")
    }

    /// n − s, for the order n of P-256.
    private static func negated(_ value: [UInt8]) -> [UInt8] {
        let order: [UInt8] = [
            0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2,
            0xFC, 0x63, 0x25, 0x51,
        ]
        var borrow = 0
        var result = [UInt8](repeating: 0, count: 32)
        for place in (0..<32).reversed() {
            let difference = Int(order[place]) - Int(value[place]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[place] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }
}
