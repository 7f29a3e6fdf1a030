import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// The package as it travels and the plaintext in it.
@Suite struct SealedPackageTests {
    private let documents: Documents
    private var key: JWK { JWK(documents.requestKey.publicKey) }

    init() throws {
        documents = try Documents.shared.get()
    }

    private func open(_ plaintext: [UInt8]) throws -> PackageContent {
        let jwe = try CompactJWE(encrypting: plaintext, to: key, keyID: key.thumbprint)
        return try SealedPackage(jwe.text).open(with: documents.requestKey)
    }

    private func padded(_ object: JSONValue) -> [UInt8] {
        let size = object.setting("pad", "").bytes().count
        let room = (16_384 - size % 16_384) % 16_384
        return object.setting("pad", .string(String(repeating: "0", count: room))).bytes()
    }

    private static let right: JSONValue = [
        "vp_token": ["persoon": ["x~y"]], "state": "s", "consent": "c",
        "confirm": "AAAAAAAAAAAAAAAAAAAAAA", "pad": "",
    ]

    @Test func `a package is padded to whole blocks and opens to what went in`() throws {
        let package = documents.release.package
        let bytes = try package.jwe.decrypt(with: documents.requestKey)
        #expect(bytes.count % 16_384 == 0)
        #expect(Set(package.jwe.header.names) == ["alg", "enc", "kid", "epk"])
        #expect(package.jwe.encryption == .A256GCM)
        #expect(package.hash.text == Base64URL.encode(SHA256.hash(utf8: package.text)))
        let content = try package.open(with: documents.requestKey)
        #expect(content.state == documents.request.state)
        #expect(content.consent == documents.release.consent.text)
        #expect(content.confirmation == documents.release.confirmation)
        #expect(Set(content.presentations.keys) == ["persoon", "inkomen"])
        #expect(try open(padded(Self.right)).state == "s")
    }

    static let refused: [Change] = [
        Change("vp_token", nil), Change("vp_token", "x"), Change("vp_token|persoon", []),
        Change("vp_token|persoon", "x~y"), Change("vp_token|persoon", ["a", "b"]),
        Change("vp_token|persoon", [1]), Change("vp_token|persoon", [[:]]),
        Change("state", nil), Change("state", 1), Change("consent", nil),
        Change("consent", [:]), Change("confirm", nil), Change("confirm", ""),
        Change("confirm", "AAAAAAAAAAAAAAAAAAAAA"), Change("confirm", "AAAAAAAAAAAAAAAAAAAAAB"),
        Change("id_token", "x"), Change("extra", 1), Change("vp_token|\u{212A}", ["x~y"]),
        Change("vp_token|", ["x~y"]), Change("vp_token|per soon", ["x~y"]),
    ]

    @Test(arguments: refused)
    func `a plaintext of another form is refused`(change: Change) {
        expectRefusal(change.code) {
            _ = try open(padded(Self.right.setting(change.path, change.value)))
        }
    }

    @Test func `the pad is zeros, as many as fill one block`() throws {
        let bare = Self.right.setting("pad", nil).bytes()
        expectRefusal(.malformed) { _ = try open(bare) }
        expectRefusal(.malformed) { _ = try open(Self.right.bytes()) }
        expectRefusal(.malformed) { _ = try open([]) }
        let spaces = Array(repeating: UInt8(0x20), count: 16_384 - Self.right.bytes().count)
        expectRefusal(.malformed) { _ = try open(Self.right.bytes() + spaces) }
        expectRefusal(.malformed) { _ = try open(bare + [0x20]) }
        let size = Self.right.bytes().count
        let room = 16_384 - size
        for pad in [
            String(repeating: "0", count: room + 16_384), String(repeating: "1", count: room),
            String(repeating: "0", count: room - 1) + " ", String(repeating: "0", count: room - 1),
        ] {
            expectRefusal(.malformed) {
                _ = try open(Self.right.setting("pad", .string(pad)).bytes())
            }
        }
    }

    @Test func `bytes that are no JSON are refused`() {
        for byte in [0x00, 0x20, 0x30, 0x7B, 0xFF] as [UInt8] {
            expectRefusal(.malformed) { _ = try open(Array(repeating: byte, count: 16_384)) }
        }
        expectRefusal(.malformed) {
            _ = try PackageContent(
                plaintext: padded(Self.right) + Array(repeating: 0, count: 16_384))
        }
    }

    @Test func `more than a package may hold is neither made nor read`() throws {
        let big = PackageContent(
            presentations: ["a": String(repeating: "x", count: 400_000)], state: "s",
            consent: "c", confirmation: try DocumentID())
        expectRefusal(.tooLarge) { _ = try big.plaintext() }
        expectRefusal(.tooLarge) {
            _ = try PackageContent(plaintext: Array(repeating: 0x20, count: 25 * 16_384))
        }
        expectRefusal(.tooLarge) {
            _ = try SealedPackage(String(repeating: "A", count: (512 << 10) + 1))
        }
        expectRefusal(.malformed) {
            _ = try SealedPackage(String(repeating: "A", count: 512 << 10))
        }
    }

    @Test func `another key opens nothing, and another kid does not fit`() throws {
        let package = documents.release.package
        expectRefusal(.below("decryption-failed")) {
            _ = try package.open(with: documents.decryptionKey)
        }
        let other = try documents.world.request()
        expectRefusal(.packageMismatch) { try package.fits(other.request) }
        let renamed = try CompactJWE(encrypting: [0], to: key, keyID: "1")
        expectRefusal(.packageMismatch) {
            try SealedPackage(renamed.text).fits(documents.request)
        }
        #expect(throws: Never.self) { try package.fits(documents.request) }
    }

    @Test func `a header with more or less than ours is refused`() throws {
        let typed = try CompactJWE(
            encrypting: [0], to: key, keyID: key.thumbprint, contentType: "JWT")
        expectRefusal(.headerRefused) { _ = try SealedPackage(typed.text) }
        let parts = documents.release.package.text.split(
            separator: ".", omittingEmptySubsequences: false)
        let header = JSONValue.object(documents.release.package.jwe.header)
        let changes: [(String, JSONValue?, String)] = [
            ("kid", nil, "header-refused"), ("typ", "JWE", "header-refused"),
            ("jwk", [:], "header-refused"), ("extra", 1, "header-refused"),
            ("alg", "none", "algorithm-refused"), ("alg", "RSA1_5", "algorithm-refused"),
            ("alg", "PBES2-HS256+A128KW", "algorithm-refused"),
            ("alg", "ECDH-ES+A128KW", "algorithm-refused"), ("alg", "dir", "algorithm-refused"),
            ("enc", "A128CBC-HS256", "algorithm-refused"), ("enc", "A192GCM", "algorithm-refused"),
            ("zip", "DEF", "compression-refused"), ("crit", ["exp"], "critical-refused"),
        ]
        for (name, value, code) in changes {
            let changed = Base64URL.encode(header.setting(name, value).bytes())
            expectRefusal(.below(code), "\(name)") {
                _ = try SealedPackage(
                    ([Substring(changed)] + parts.dropFirst()).joined(separator: "."))
            }
        }
        for name in ["apu", "apv"] {
            let changed = Base64URL.encode(header.setting(name, "QQ").bytes())
            let text = ([Substring(changed)] + parts.dropFirst()).joined(separator: ".")
            // Read, but it is another key then.
            expectRefusal(.below("decryption-failed")) {
                _ = try SealedPackage(text).open(with: documents.requestKey)
            }
        }
    }

    @Test(arguments: 0..<8)
    func `no single bit of a package can be changed`(slice: Int) throws {
        let bytes = Array(documents.release.package.text.utf8)
        for position in stride(from: slice * 5, to: bytes.count, by: 40) {
            var changed = bytes
            changed[position] ^= 1 << UInt8(position / 5 % 8)
            let text = String(decoding: changed, as: UTF8.self)
            #expect(throws: Refusal.self, "byte \(position)") {
                let package = try SealedPackage(text)
                try package.fits(documents.request)
                _ = try package.open(with: documents.requestKey)
            }
        }
    }
}
