import Foundation
import OpenSSL
import TestKit
import Testing

/// Project Wycheproof's vectors, every case of which is run.
@Suite(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
struct WycheproofTests {
    @Test(arguments: Vector.load("ecdsa_secp256r1_sha256_p1363_test.json"))
    func `ES256 accepts and refuses as expected`(vector: Vector) throws {
        let info = try hex(try #require(vector.group["publicKeyDer"]))
        let key = try P256PublicKey(subjectPublicKeyInfo: info)
        let valid = key.isValid(
            try hex(try #require(vector["sig"])), for: try hex(try #require(vector["msg"])))
        #expect(valid == (vector.result == "valid"))
    }

    @Test(arguments: Vector.load("ecdh_secp256r1_ecpoint_test.json"))
    func `ECDH agrees and refuses as expected`(vector: Vector) throws {
        let point = try hex(try #require(vector["public"]))
        let digits = try #require(vector["private"])
        let number = try hex(digits.count.isMultiple(of: 2) ? digits : "0" + digits)
        let magnitude = number.drop { $0 == 0 }
        let scalar = [UInt8](repeating: 0, count: 32 - magnitude.count) + magnitude
        let key = try P256PrivateKey(scalar: scalar)
        // Only the uncompressed form has two coordinates to give.
        guard point.count == 65, point[0] == 0x04 else {
            #expect(vector.result != "valid")
            return
        }
        let (x, y) = ([UInt8](point[1..<33]), [UInt8](point[33...]))
        if vector.result == "invalid" {
            expectRefusal(.keyMalformed) { _ = try P256PublicKey(x: x, y: y) }
        } else {
            let peer = try P256PublicKey(x: x, y: y)
            #expect(try key.sharedSecret(with: peer) == (try hex(try #require(vector["shared"]))))
        }
    }

    @Test(arguments: Vector.load("aes_gcm_test.json"))
    func `AES-GCM opens and refuses as expected`(vector: Vector) throws {
        let key = try hex(try #require(vector["key"]))
        let iv = try hex(try #require(vector["iv"]))
        let data = try hex(try #require(vector["aad"]))
        let text = try hex(try #require(vector["msg"]))
        let ciphertext = try hex(try #require(vector["ct"]))
        let tag = try hex(try #require(vector["tag"]))
        let open = { try AESGCM.open(ciphertext, tag: tag, key: key, iv: iv, authenticating: data) }
        guard iv.count == 12, tag.count == 16, key.count != 24 else {
            return expectRefusal(.operationFailed) { _ = try open() }
        }
        guard vector.result == "valid" else {
            return expectRefusal(.decryptionFailed) { _ = try open() }
        }
        #expect(try open() == text)
        let sealed = try AESGCM.seal(text, key: key, iv: iv, authenticating: data)
        #expect(sealed.ciphertext == ciphertext)
        #expect(sealed.tag == tag)
    }

    @Test(arguments: [
        ("ecdsa_secp256r1_sha256_p1363_test.json", 262),
        ("ecdh_secp256r1_ecpoint_test.json", 355),
        ("aes_gcm_test.json", 316),
    ])
    func `no case is left out`(file: String, count: Int) {
        #expect(Vector.load(file).count == count)
    }
}

/// One case: its texts, and those of its group.
struct Vector: Sendable, CustomTestStringConvertible {
    let number: Int
    let result: String
    let group: [String: String]
    private let members: [String: String]

    subscript(name: String) -> String? { members[name] }

    var testDescription: String { "\(number): \(result)" }

    /// Every case of the file; none where it is absent.
    static func load(_ file: String) -> [Vector] {
        guard let bytes = SharedData.bytes("vectors/wycheproof/\(file)"),
            let document = try? JSONSerialization.jsonObject(with: Data(bytes)),
            let groups = (document as? [String: Any])?["testGroups"] as? [[String: Any]]
        else { return [] }
        return groups.flatMap { group in
            let tests = group["tests"] as? [[String: Any]] ?? []
            return tests.map { test in
                Vector(
                    number: test["tcId"] as? Int ?? 0, result: test["result"] as? String ?? "",
                    group: group.compactMapValues { $0 as? String },
                    members: test.compactMapValues { $0 as? String })
            }
        }
    }
}
