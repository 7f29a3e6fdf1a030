import JOSE
import OpenSSL
import StrictJSON
import TestKit
import Testing
import TransparencyLog

struct NoteTests {
    static func signer(_ name: String = "example.com/log", seed: UInt8 = 1) throws -> NoteSigner {
        NoteSigner(
            name: try NoteName(name),
            key: try Ed25519PrivateKey(seed: [UInt8](repeating: seed, count: 32)))
    }

    /// A signature line of an algorithm that nobody here knows.
    static let foreign = "— witness.example/w1 \(Base64.encode([UInt8](repeating: 9, count: 76)))\n"

    @Test func `a note is verified by the key that signed it and by no other`() throws {
        let note = try Self.signer().sign("one\n\ntwo\n")
        #expect(note.text == "one\n\ntwo\n")
        try note.verify(by: try Self.signer().verifierKey)
        #expect(code { try note.verify(by: try Self.signer(seed: 2).verifierKey) } == .noteUnsigned)
        #expect(
            code { try note.verify(by: try Self.signer("example.com/other").verifierKey) }
                == .noteUnsigned)
        #expect(try SignedNote(note.note) == note)
    }

    @Test func `signatures of unknown keys are ignored, before and behind`() throws {
        let signer = try Self.signer()
        let note = try signer.sign("text\n").note
        let other =
            try Self.signer("example.com/log", seed: 2).sign("text\n").note
            .split(separator: "\n").last ?? ""
        let both = try SignedNote("text\n\n\(Self.foreign)\(other)\n" + note.dropFirst(6))
        #expect(both.signatures.count == 3)
        try both.verify(by: signer.verifierKey)
        try both.verify(by: try Self.signer("example.com/log", seed: 2).verifierKey)
        let alone = try SignedNote("text\n\n\(Self.foreign)")
        #expect(code { try alone.verify(by: signer.verifierKey) } == .noteUnsigned)
    }

    @Test func `every bit of the text counts`() throws {
        let signer = try Self.signer()
        let bytes = [UInt8](try signer.sign("abc\n").note.utf8)
        for position in 0..<3 {
            for bit in 0..<5 {
                var changed = bytes
                changed[position] ^= 1 << UInt8(bit)
                let note = try SignedNote(bytes: changed)
                #expect(code { try note.verify(by: signer.verifierKey) } == .noteSignatureInvalid)
            }
        }
    }

    @Test func `a wrong signature in the key's name spoils the note, also beside a good one`()
        throws
    {
        let signer = try Self.signer()
        let good = try signer.sign("text\n")
        let bad = try signer.sign("other\n").note.split(separator: "\n").last ?? ""
        let note = try SignedNote(good.note + bad + "\n")
        #expect(code { try note.verify(by: signer.verifierKey) } == .noteSignatureInvalid)
    }

    @Test(arguments: [
        "", "\n", "text\n", "text\n\n", "\n— n AAAAAAA=\n", "text\n\n— n AAAAAAA=",
        "text\n\n- n AAAAAAA=\n", "text\n\n—  AAAAAAA=\n", "text\n\n— n\n", "text\n\n— n AAAA\n",
        "text\n\n— n AAAAAAA= \n", "text\n\n— n+m AAAAAAA=\n", "text\n\n— n AAAAAAA\n",
        "text\n\n— n AAAAAAB=\n", "text\n\n— n AAAAA_A=\n", "text\n\n— n\u{A0}m AAAAAAA=\n",
        "te\rxt\n\n— n AAAAAAA=\n", "te\txt\n\n— n AAAAAAA=\n", "te\0xt\n\n— n AAAAAAA=\n",
        "text\r\n\r\n— n AAAAAAA=\r\n", "text\n\n— n AAAAAAA=\n\n", "text\n\n— n AAAAAAA=\nx\n",
        "text\n\n\n— n AAAAAAA=\n— n A\n", "text\n\n— n m AAAAAAA=\n",
    ])
    func `what is no note is refused`(text: String) {
        #expect(code { _ = try SignedNote(text) } == .malformed)
    }

    @Test func `the smallest note is read`() throws {
        let note = try SignedNote("t\n\n— n AAAAAAA=\n")
        #expect(note.signatures.map(\.bytes) == [[0]])
        #expect(note.signatures[0].keyID == 0)
        #expect(try SignedNote("\n\n— n AAAAAAA=\n").text == "\n")
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        let bytes = [UInt8]("te".utf8) + [0xC3, 0x28] + [UInt8]("\n\n— n AAAAAAA=\n".utf8)
        #expect(code { _ = try SignedNote(bytes: bytes) } == .malformed)
    }

    @Test func `size and number of signatures are bounded`() throws {
        let long = String(repeating: "a", count: SignedNote.maximumBytes)
        #expect(code { _ = try SignedNote("\(long)\n\n— n AAAAAAA=\n") } == .tooLarge)
        #expect(code { _ = try SignedNote(bytes: [UInt8](long.utf8) + [10]) } == .tooLarge)
        let line = "— n AAAAAAA=\n"
        let most = SignedNote.maximumSignatures
        _ = try SignedNote("t\n\n" + String(repeating: line, count: most))
        #expect(
            code { _ = try SignedNote("t\n\n" + String(repeating: line, count: most + 1)) }
                == .tooLarge)
        // Sixteen signatures of post-quantum size must pass (C2SP signed-note, section Format).
        let large = "— n \(Base64.encode([UInt8](repeating: 1, count: 5_000)))\n"
        #expect(
            try SignedNote("t\n\n" + String(repeating: large, count: 16)).signatures.count == 16)
    }

    @Test(arguments: [
        "", "a b", "a+b", "a\u{2003}b", "a\nb", "a\u{85}b", "a\u{7F}b", "a\u{3000}",
        String(repeating: "a", count: 256),
    ])
    func `what is no key name is refused`(text: String) {
        #expect(code { _ = try NoteName(text) } == .malformed)
    }

    @Test func `a verifier key is read back as written`() throws {
        let key = try Self.signer().verifierKey
        #expect(try NoteVerifierKey(key.text) == key)
        #expect(key.text.hasPrefix("example.com/log+"))
    }

    @Test func `a verifier key of another form is refused`() throws {
        let text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        _ = try NoteVerifierKey(text)
        let material = try Base64.decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        let other = [0x02] + material.dropFirst()
        for refused in [
            "", "example.com/foo", "example.com/foo+530d903a", text + "\n", text + "+",
            text.replacing("530d903a", with: "530D903A"),
            text.replacing("530d903a", with: "530d903b"),
            text.replacing("530d903a", with: "0530d903a"),
            text.replacing("example.com/foo", with: "example.com/fop"),
            "example.com/foo+530d903a+\(Base64.encode(other))",
            "example.com/foo+530d903a+\(Base64.encode(Array(material.dropLast())))",
            "example.com/foo+530d903a+\(Base64.encode(material + [0]))",
            "example.com/foo+530d903a+\(Base64URL.encode(material))x",
        ] {
            #expect(code { _ = try NoteVerifierKey(refused) } == .noteKeyRefused)
        }
        #expect(code { _ = try NoteVerifierKey(text.replacing("foo", with: "f o")) } == .malformed)
    }

    @Test(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
    func `the examples of C2SP are read, and what has a key verifies`() throws {
        let bytes = try #require(SharedData.bytes("vectors/merkle/c2sp-examples.json"))
        let file = JSONReader(try JSONValue.parse(bytes, maximumBytes: 100_000))
        var (read, verified) = (0, 0)
        for example in try file.array("examples") {
            guard let text = try example.optionalString("note") else { continue }
            let note = try SignedNote(text)
            let signatures = try example.array("signatures")
            #expect(note.signatures.count == signatures.count)
            for (signature, expected) in zip(note.signatures, signatures) {
                #expect(try signature.name.text == expected.string("key_name"))
                let id = try expected.string("key_id_hex")
                #expect(try signature.keyID == #require(UInt32(id, radix: 16)))
                #expect(try Int64(signature.bytes.count) == expected.integer("signature_bytes"))
            }
            read += 1
            guard let vkey = try example.optionalString("vkey") else { continue }
            let key = try NoteVerifierKey(vkey)
            try note.verify(by: key)
            #expect(key.text == vkey)
            verified += 1
        }
        #expect(read == 3)
        #expect(verified == 1)
    }
}
