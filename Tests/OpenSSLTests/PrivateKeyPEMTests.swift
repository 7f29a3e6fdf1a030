import OpenSSL
import Testing

@Suite struct PrivateKeyPEMTests {
    @Test func `a key without passphrase survives`() throws {
        let key = try P256PrivateKey()
        let pem = try key.pem()
        #expect(try PEM.decode(pem, label: "PRIVATE KEY").count == 1)
        let again = try P256PrivateKey(pem: pem)
        #expect(again.scalar == key.scalar)
        #expect(again.publicKey == key.publicKey)
    }

    @Test func `a key with a passphrase opens with that one alone`() throws {
        let key = try P256PrivateKey()
        let pem = try key.pem(passphrase: "vier woorden zijn beter")
        #expect(try PEM.decode(pem, label: "ENCRYPTED PRIVATE KEY").count == 1)
        let again = try P256PrivateKey(pem: pem, passphrase: "vier woorden zijn beter")
        #expect(again.scalar == key.scalar)
        for wrong in ["vier woorden", "vier woorden zijn beter ", "", nil] {
            expectRefusal(.passphraseWrong) { _ = try P256PrivateKey(pem: pem, passphrase: wrong) }
        }
    }

    @Test func `an encrypted key is another text each time and holds no scalar`() throws {
        let key = try P256PrivateKey()
        let (one, other) = (try key.pem(passphrase: "a b c"), try key.pem(passphrase: "a b c"))
        #expect(one != other)
        let der = try PEM.decode(one, label: "ENCRYPTED PRIVATE KEY")[0]
        #expect(!contains(der, key.scalar))
    }

    @Test func `an empty passphrase is refused`() throws {
        let key = try P256PrivateKey()
        expectRefusal(.passphraseWrong) { _ = try key.pem(passphrase: "") }
    }

    @Test func `none or two keys are refused`() throws {
        let pem = try P256PrivateKey().pem()
        for text in ["", "not a key", pem + pem] {
            expectRefusal(.keyMalformed) { _ = try P256PrivateKey(pem: text) }
        }
    }

    @Test func `bytes after the key and changed ones are refused`() throws {
        let der = try PEM.decode(try P256PrivateKey().pem(), label: "PRIVATE KEY")[0]
        var otherPoint = der
        otherPoint[otherPoint.count - 1] ^= 1
        for bytes in [der + [0], [UInt8](der.dropLast()), otherPoint, [0x30, 0x00]] {
            let pem = PEM.encode(bytes, label: "PRIVATE KEY")
            expectRefusal(.keyMalformed) { _ = try P256PrivateKey(pem: pem) }
        }
    }

    @Test func `a point of another key is refused`() throws {
        let one = try PEM.decode(try P256PrivateKey().pem(), label: "PRIVATE KEY")[0]
        let other = try PEM.decode(try P256PrivateKey().pem(), label: "PRIVATE KEY")[0]
        let mixed = [UInt8](one.dropLast(64) + other.suffix(64))
        expectRefusal(.keyMalformed) {
            _ = try P256PrivateKey(pem: PEM.encode(mixed, label: "PRIVATE KEY"))
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        (0...(bytes.count - part.count)).contains {
            bytes[$0..<($0 + part.count)].elementsEqual(part)
        }
    }
}
