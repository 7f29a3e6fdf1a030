import Foundation
import OpenSSL
import Testing

/// What this module makes, read by OpenSSL's own command, and the other way round.
@Suite(.enabled(if: OpenSSLCommand.isPresent, "skipped: the command openssl is absent"))
struct OpenSSLCommandTests {
    private let chain: TestChain
    private let folder: OpenSSLCommand

    init() throws {
        chain = try TestChain.shared.get()
        folder = try OpenSSLCommand()
    }

    private func verify(_ lists: [CertificateRevocationList], at time: UnixTime) throws -> Bool {
        try folder.write("root.pem", chain.root.certificate.pem)
        try folder.write("intermediate.pem", chain.intermediate.certificate.pem)
        try folder.write("leaf.pem", chain.leaf.pem)
        try folder.write("crls.pem", lists.map(\.pem).joined())
        return try folder.run(
            "verify", "-x509_strict", "-crl_check_all", "-attime", "\(time.seconds)",
            "-CAfile", "root.pem", "-untrusted", "intermediate.pem", "-CRLfile", "crls.pem",
            "leaf.pem") != nil
    }

    @Test func `the command verifies the chain in strict mode with all lists`() throws {
        #expect(try verify(chain.lists, at: TestChain.now))
    }

    @Test func `the command refuses what the module refuses`() throws {
        let revoked = try TestChain.list(of: chain.intermediate, revoking: [chain.leaf])
        #expect(try !verify([chain.lists[0], revoked], at: TestChain.now))
        #expect(try !verify([chain.lists[0]], at: TestChain.now))
        #expect(try !verify(chain.lists, at: TestChain.now + 2 * TestChain.day))
    }

    @Test func `the command reads the certificate's fields`() throws {
        try folder.write("leaf.pem", chain.leaf.pem)
        let text = try #require(try folder.run("x509", "-in", "leaf.pem", "-noout", "-text"))
        for part in [
            "serialNumber = \(TestChain.oin)", "organizationIdentifier = NTRNL-12345678",
            "URI:https://elburg.example", "DNS:localhost", "IP Address:127.0.0.1",
            "URI:https://crl.example/tussen.crl", "Digital Signature", "CA:FALSE",
            "X509v3 Key Usage: critical", "X509v3 Basic Constraints: critical",
        ] {
            #expect(text.contains(part))
        }
    }

    @Test func `the command reads keys with and without passphrase`() throws {
        let key = try P256PrivateKey()
        let info = PEM.encode(key.publicKey.subjectPublicKeyInfo, label: "PUBLIC KEY")
        try folder.write("plain.pem", try key.pem())
        #expect(try folder.run("pkey", "-in", "plain.pem", "-pubout") == info)
        try folder.write("sealed.pem", try key.pem(passphrase: "drie woorden ver"))
        let opened = try folder.run(
            "pkey", "-in", "sealed.pem", "-passin", "pass:drie woorden ver", "-pubout")
        #expect(opened == info)
        #expect(try folder.run("pkey", "-in", "sealed.pem", "-passin", "pass:x") == nil)
    }

    @Test(arguments: ["-aes256", "-scrypt"])
    func `keys that the command encrypted are read`(option: String) throws {
        let key = try P256PrivateKey()
        try folder.write("plain.pem", try key.pem())
        let arguments = option == "-scrypt" ? ["-scrypt"] : ["-v2", "aes256"]
        let sealed = try #require(
            try folder.run(
                ["pkcs8", "-topk8", "-in", "plain.pem", "-passout", "pass:geheim"] + arguments))
        #expect(try P256PrivateKey(pem: sealed, passphrase: "geheim").scalar == key.scalar)
        expectRefusal(.passphraseWrong) {
            _ = try P256PrivateKey(pem: sealed, passphrase: "geheimer")
        }
    }

    @Test(arguments: [
        ["-algorithm", "ED25519"], ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
        ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
    ])
    func `keys of another kind are refused`(options: [String]) throws {
        let pem = try #require(try folder.run(["genpkey"] + options))
        expectRefusal(.keyMalformed) { _ = try P256PrivateKey(pem: pem) }
    }

    @Test func `the command agrees about a signature`() throws {
        let key = try P256PrivateKey()
        try folder.write("key.pem", try key.pem())
        try folder.write("message", "een bericht")
        #expect(
            try folder.run(
                "dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "message") != nil)
        let der = try #require(folder.read("signature"))
        let raw = try #require(rawSignature(der))
        #expect(key.publicKey.isValid(raw, for: [UInt8]("een bericht".utf8)))
    }

    /// The two integers of a signature in DER, 32 bytes each.
    private func rawSignature(_ der: [UInt8]) -> [UInt8]? {
        guard der.count > 4 else { return nil }
        let middle = 4 + Int(der[3])
        guard der.count > middle + 2 else { return nil }
        let parts = [der[4..<middle], der[(middle + 2)...]].map { part -> [UInt8] in
            let magnitude = part.drop { $0 == 0 }
            return [UInt8](repeating: 0, count: 32 - magnitude.count) + magnitude
        }
        return parts[0] + parts[1]
    }
}

/// Runs the command in a folder of its own, which goes away with it.
final class OpenSSLCommand: Sendable {
    private static let path = "/usr/bin/openssl"

    static var isPresent: Bool { FileManager.default.isExecutableFile(atPath: path) }

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("openssl-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    func write(_ name: String, bytes: [UInt8]) throws {
        try Data(bytes).write(to: folder.appendingPathComponent(name))
    }

    func read(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appendingPathComponent(name))).map { [UInt8]($0) }
    }

    /// What the command printed; nil where it failed.
    func run(_ arguments: String...) throws -> String? {
        try run(arguments)
    }

    func run(_ arguments: [String]) throws -> String? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
