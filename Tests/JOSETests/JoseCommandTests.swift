import Foundation
import JOSE
import OpenSSL
import StrictJSON
import Testing

/// The `jose` command of José (Debian), an implementation that knows nothing of ours.
enum JoseCommand {
    static let path = ["/usr/bin/jose", "/usr/local/bin/jose"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What the command writes, with `input` on its standard input; nil when it refuses.
    ///
    /// The input is a file and no pipe: a command that stops early would break the pipe and with
    /// it this process.
    static func run(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8]? {
        try withFile(input) { file in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try #require(path))
            process.arguments = arguments
            let output = Pipe()
            let standardInput: FileHandle = try #require(FileHandle(forReadingAtPath: file))
            process.standardInput = standardInput
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return process.terminationStatus == 0 ? [UInt8](data) : nil
        }
    }

    /// A JWK with its private part, as the command wants it on its standard input.
    static func privateJWK(_ key: P256PrivateKey) -> JSONObject {
        var json = JWK(key.publicKey).json
        json["d"] = .string(Base64URL.encode(key.scalar))
        return json
    }

    /// Calls with a file of this content; José reads a name with two dots as a token, so no dots.
    static func withFile<Result>(
        _ content: [UInt8], _ body: (String) throws -> Result
    ) throws -> Result {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("blauweknop-\(UUID().uuidString)")
        try Data(content).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }
}

@Suite(.enabled(if: JoseCommand.path != nil, "skipped: the jose command is absent"))
struct JoseCommandTests {
    @Test func `jose verifies a JWS of ours, and not by another key`() throws {
        let (jws, key) = try Keys.signed()
        let other = try Keys.other.get().publicKey
        for (jwk, accepted) in [(JWK(key), true), (JWK(other), false)] {
            let payload = try JoseCommand.withFile(jwk.json.bytes()) { file in
                try JoseCommand.run(
                    ["jws", "ver", "-i", "-", "-k", file, "-O", "-"], input: Array(jws.text.utf8))
            }
            #expect(payload == (accepted ? Keys.payload : nil))
        }
    }

    @Test func `jose verifies a flattened JWS of ours with an unprotected header`() throws {
        let (jws, key) = try FlattenedJWSTests.signed()
        let payload = try JoseCommand.withFile(JWK(key).json.bytes()) { file in
            try JoseCommand.run(
                ["jws", "ver", "-i", "-", "-k", file, "-O", "-"], input: jws.bytes())
        }
        #expect(payload == Keys.payload)
    }

    @Test func `we verify a JWS of jose`() throws {
        let key = try Keys.issuer.get()
        let text = try JoseCommand.withFile(JoseCommand.privateJWK(key).bytes()) { file in
            try JoseCommand.run(
                [
                    "jws", "sig", "-I", "-", "-k", file, "-c", "-s",
                    #"{"protected":{"alg":"ES256"}}"#,
                ],
                input: Keys.payload)
        }
        let jws = try CompactJWS(
            String(decoding: try #require(text), as: UTF8.self), maximumBytes: 65_536)
        try jws.verify(by: key.publicKey)
        #expect(jws.payload == Keys.payload)
    }

    @Test(arguments: ContentEncryption.allCases)
    func `jose opens a JWE of ours, and not with another key`(
        encryption: ContentEncryption
    ) throws {
        let (jwe, key) = try CompactJWETests.encrypted(encryption)
        let other = try Keys.other.get()
        for (key, accepted) in [(key, true), (other, false)] {
            let plaintext = try JoseCommand.withFile(JoseCommand.privateJWK(key).bytes()) { file in
                try JoseCommand.run(
                    ["jwe", "dec", "-i", "-", "-k", file], input: Array(jwe.text.utf8))
            }
            #expect(plaintext == (accepted ? CompactJWETests.plaintext : nil))
        }
    }

    @Test(
        arguments: [
            (#"{"protected":{"alg":"ECDH-ES","enc":"A128GCM"}}"#, nil),
            (#"{"protected":{"alg":"ECDH-ES","enc":"A256GCM"}}"#, nil),
            (#"{"protected":{"alg":"ECDH-ES","enc":"A256GCM","apu":"QWxpY2U","apv":"Qm9i"}}"#, nil),
            (#"{"protected":{"alg":"ECDH-ES","enc":"A256GCM","zip":"DEF"}}"#, .compressionRefused),
            (#"{"protected":{"alg":"ECDH-ES","enc":"A256CBC-HS512"}}"#, .algorithmRefused),
            (#"{"protected":{"alg":"ECDH-ES+A256KW","enc":"A256GCM"}}"#, .algorithmRefused),
        ] as [(String, JOSEError.Code?)])
    func `we open a JWE of jose when its algorithms are ours`(
        template: String, expected: JOSEError.Code?
    ) throws {
        let key = try Keys.issuer.get()
        let output = try JoseCommand.withFile(JWK(key.publicKey).json.bytes()) { file in
            try JoseCommand.run(
                ["jwe", "enc", "-I", "-", "-k", file, "-c", "-i", template],
                input: CompactJWETests.plaintext)
        }
        let text = String(decoding: try #require(output), as: UTF8.self)
        var plaintext: [UInt8]?
        let result = code {
            plaintext = try CompactJWE(text, maximumBytes: 65_536).decrypt(with: key)
        }
        #expect(result == expected)
        if expected == nil { #expect(plaintext == CompactJWETests.plaintext) }
    }

    @Test func `jose computes the thumbprint that we do`() throws {
        let jwk = JWK(try Keys.issuer.get().publicKey)
        let output = try JoseCommand.run(["jwk", "thp", "-i", "-"], input: jwk.json.bytes())
        #expect(String(decoding: try #require(output), as: UTF8.self) == jwk.thumbprint)
    }
}
