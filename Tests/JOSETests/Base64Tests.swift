import JOSE
import Testing

@Suite struct Base64Tests {
    static let texts: [(String, String, String)] = [
        ("", "", ""), ("f", "Zg", "Zg=="), ("fo", "Zm8", "Zm8="), ("foo", "Zm9v", "Zm9v"),
        ("foob", "Zm9vYg", "Zm9vYg=="), ("fooba", "Zm9vYmE", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy", "Zm9vYmFy"),
    ]

    @Test(arguments: texts)
    func `the examples of RFC 4648 section 10 come out both ways`(
        plain: String, url: String, standard: String
    ) throws {
        #expect(Base64URL.encode(Array(plain.utf8)) == url)
        #expect(Base64.encode(Array(plain.utf8)) == standard)
        #expect(try Base64URL.decode(url) == Array(plain.utf8))
        #expect(try Base64.decode(standard) == Array(plain.utf8))
    }

    @Test func `the two alphabets differ in two characters`() throws {
        let bytes: [UInt8] = [0xFB, 0xEF, 0xFF]
        #expect(Base64URL.encode(bytes) == "--__")
        #expect(Base64.encode(bytes) == "++//")
        #expect(code { _ = try Base64URL.decode("++//") } == .malformed)
        #expect(code { _ = try Base64.decode("--__") } == .malformed)
    }

    @Test func `every byte survives at every length`() throws {
        for length in 0..<70 {
            for start in 0..<256 {
                let bytes = (0..<length).map { UInt8(truncatingIfNeeded: start + 37 * $0) }
                #expect(try Base64URL.decode(Base64URL.encode(bytes)) == bytes)
                #expect(try Base64.decode(Base64.encode(bytes)) == bytes)
            }
        }
    }

    @Test(arguments: [
        "A", "AAAAA", "Zg==", "Zm8=", "=", "Zh", "Zm9", "Zm9vYh", "Zm 8", "Zm8\n", " Zm8", "Zm.8",
        "Zm8é", "Zm8\u{0}", "Zg\u{301}", "++//",
    ])
    func `base64url that is not canonical is refused`(text: String) {
        #expect(code { _ = try Base64URL.decode(text) } == .malformed)
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Zm8", "Zm8==", "====", "=", "Z===", "Zh==", "Zm9=", "Zm8=Zm8=",
        "Zg==Zg==",
        "Zm9v\n", "Zm9vZ", "Zm9v====", "--__", "Zm=v",
    ])
    func `base64 that is not canonical is refused`(text: String) {
        #expect(code { _ = try Base64.decode(text) } == .malformed)
    }

    @Test func `there is one text for each sequence of bytes`() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var accepted = 0
        for first in alphabet {
            for second in alphabet {
                let text = String([first, second])
                guard let bytes = try? Base64URL.decode(text) else { continue }
                accepted += 1
                #expect(Base64URL.encode(bytes) == text)
            }
        }
        #expect(accepted == 256)
    }
}
