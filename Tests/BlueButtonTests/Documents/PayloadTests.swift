import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// What holds for the payload of every signed document.
@Suite struct PayloadTests {
    private let documents: Documents

    init() throws {
        documents = try Documents.shared.get()
    }

    private func expect(_ code: Refusal.Code, _ kind: Kind, _ text: String) {
        expectRefusal(kind.onlyCode ?? code, "\(kind)") { try documents.verify(text, as: kind) }
    }

    static let notObjects: [String] = [
        "", "[]", "null", "1", "\"iss\"", "{", "{}}", "{} ]", "{\"iss\":\"a\",\"iss\":\"a\"}",
        "{\"iss\":\"a\",\"\\u0069ss\":\"a\"}", "{\"a\":1.0}", "{\"a\":1e3}",
        "{\"a\":9007199254740993}", "{\"a\":\"\\ud800\"}", "\u{FEFF}{}", "{\"a\":01}", "{'a':1}",
        "{\"a\":1,}", String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
    ]

    @Test(arguments: Kind.allCases, notObjects)
    func `a payload that is no strict JSON object is refused`(kind: Kind, json: String) throws {
        let jws = try Forge.over(
            Array(json.utf8), like: documents.jws(kind), key: documents.key(kind))
        expect(.malformed, kind, documents.with(jws: jws, in: kind))
    }

    @Test(arguments: Kind.allCases)
    func `a payload has nothing behind its object, not even a space`(kind: Kind) throws {
        let (_, payload) = try Forge.parts(documents.jws(kind))
        for surplus in [" ", "\n", "\t", "\r\n", "\0", "{}"] {
            let jws = try Forge.over(
                payload.bytes() + Array(surplus.utf8), like: documents.jws(kind),
                key: documents.key(kind))
            expect(.malformed, kind, documents.with(jws: jws, in: kind))
        }
    }

    @Test(arguments: Kind.allCases)
    func `a payload that is no UTF-8 is refused`(kind: Kind) throws {
        let jws = try Forge.over(
            Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8),
            like: documents.jws(kind), key: documents.key(kind))
        expect(.malformed, kind, documents.with(jws: jws, in: kind))
    }

    @Test(arguments: Kind.allCases.filter { $0 != .attestation })
    func `unknown members of a payload are ignored`(kind: Kind) throws {
        let text = try documents.changed(
            kind, ("x-later", ["a": [1, nil, true]]), ("Iss", "other"))
        #expect(throws: Never.self) { try documents.verify(text, as: kind) }
    }
}
