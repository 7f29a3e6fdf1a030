import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// What holds for the signature and the form of every signed document.
@Suite struct SignatureTests {
    private let documents: Documents

    init() throws {
        documents = try Documents.shared.get()
    }

    private func expect(_ code: Refusal.Code, _ kind: Kind, _ text: String) {
        expectRefusal(kind.onlyCode ?? code, "\(kind)") { try documents.verify(text, as: kind) }
    }

    @Test(arguments: Kind.allCases)
    func `each document of the story verifies`(kind: Kind) throws {
        #expect(throws: Never.self) { try documents.verify(documents[kind], as: kind) }
    }

    @Test(arguments: Kind.allCases, 0..<8)
    func `no single bit can be changed`(kind: Kind, slice: Int) throws {
        let bytes = Array(documents[kind].utf8)
        let step = 8 * max(1, bytes.count / 320)
        for position in stride(from: slice * step / 8, to: bytes.count, by: step) {
            var changed = bytes
            changed[position] ^= 1 << UInt8((position + position / step) % 8)
            let text = String(decoding: changed, as: UTF8.self)
            #expect(throws: Refusal.self, "byte \(position)") {
                try documents.verify(text, as: kind)
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `bytes before, behind or lost are refused`(kind: Kind) {
        let text = documents[kind]
        let forms = [
            "", " ", ".", "..", "...", "~", "{}", text + "\n", text + ".", text + "A",
            text + "=", String(text.dropLast()), String(text.dropFirst()), text + text,
            "\u{FEFF}" + text,
        ]
        for form in forms {
            #expect(throws: Refusal.self, "\(form.prefix(12))") {
                try documents.verify(form, as: kind)
            }
        }
        if !kind.isJAdES {
            #expect(throws: Refusal.self) { try documents.verify(" " + text, as: kind) }
        }
    }

    @Test(arguments: Kind.allCases)
    func `more bytes than a document may have are refused before they are read`(kind: Kind) {
        let tooMany = String(repeating: "A", count: kind.maximumBytes + 1)
        expect(.tooLarge, kind, tooMany)
        let most = #expect(throws: Refusal.self) {
            try documents.verify(String(tooMany.dropLast()), as: kind)
        }
        #expect(most?.code != .tooLarge)
    }

    @Test(arguments: Kind.allCases, Kind.allCases)
    func `no document passes for another`(kind: Kind, other: Kind) {
        guard kind != other, kind.type != other.type || kind.isJAdES else { return }
        let refusal = #expect(throws: Refusal.self) {
            try documents.verify(documents[kind], as: other)
        }
        guard other.onlyCode == nil, kind.isJAdES == other.isJAdES,
            (kind == .attestation) == (other == .attestation)
        else { return }
        #expect(refusal?.code == .typeMismatch)
    }
}
