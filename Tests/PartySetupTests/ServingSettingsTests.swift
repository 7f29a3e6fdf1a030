import OpenSSL
import PartySetup
import ReleaseKit
import TestKit
import TestPKI
import Testing
import Transport
import Trust

/// Keys and certificates that a configuration names.
struct ServingSettingsTests {
    let folder: TemporaryFolder
    let pki: GeneratedPKI

    init() throws {
        folder = try TemporaryFolder.made()
        pki = try ReleaseWorld.shared.get().pki
        try PKIFolder(folder.path).write(pki)
    }

    private func settings(_ text: String) async throws -> Settings {
        try await Settings(file: folder.write(text, "config.json"), environment: [:])
    }

    @Test func `a party finds itself in the files of the test PKI`() async throws {
        let settings = try await settings(
            """
            {"listen": {"port": 0}, "trust": "trust", "encryption_keys": ["brp/encryption.key"],
             "tls": {"certificate": "brp/tls.pem", "key": "brp/tls.key"},
             "seal": {"certificate": "brp/seal.pem", "key": "brp/seal.key"}}
            """)
        #expect(try settings.listenAddress().host == "127.0.0.1")
        _ = try settings.tlsIdentity()
        #expect(try settings.sealer().oin == "00000099000000000101")
        #expect(try settings.trust().revocationLists.count == 12)
        #expect(
            try settings.privateKeys("encryption_keys").map(\.publicKey)
                == [pki.party("brp").key("encryption").publicKey])
        try settings.finish()
    }

    @Test(arguments: [
        ("brp/tls.pem", "bri/tls.key"), ("brp/tls.key", "brp/tls.key"),
        ("brp/tls.pem", "config.json"), ("trust/crls.pem", "brp/tls.key"),
    ])
    func `a TLS certificate and a key that do not fit are refused`(
        certificate: String, key: String
    ) async throws {
        let settings = try await settings(
            #"{"tls": {"certificate": "\#(certificate)", "key": "\#(key)"}}"#)
        refuses(.settingInvalid) { _ = try settings.tlsIdentity() }
    }

    @Test(arguments: [
        ("brp/seal.pem", "bri/seal.key"), ("brp/seal.key", "brp/seal.key"),
        ("brp/seal.pem", "brp/seal.pem"), ("config.json", "brp/seal.key"),
    ])
    func `a seal's certificate and a key that do not fit are refused`(
        certificate: String, key: String
    ) async throws {
        let settings = try await settings(
            #"{"seal": {"certificate": "\#(certificate)", "key": "\#(key)"}}"#)
        refuses(.settingInvalid) { _ = try settings.sealer() }
    }

    @Test(arguments: ["brp/seal.pem", "config.json", "service/log.key"])
    func `a file that holds no P-256 key is refused without its content`(
        file: String
    ) async throws {
        let settings = try await settings(#"{"keys": ["brp/encryption.key", "\#(file)"]}"#)
        let error = refuses(.settingInvalid) { _ = try settings.privateKeys("keys") }
        #expect(error?.message.contains("'keys'") == true)
        #expect(error?.message.contains("BEGIN") == false)
    }

    @Test func `a list of keys without one is refused`() async throws {
        let settings = try await settings(#"{"keys": []}"#)
        refuses(.settingMissing) { _ = try settings.privateKeys("keys") }
    }

    @Test(arguments: ["-1", "65536", "\"https\""])
    func `a port that is none is refused`(port: String) async throws {
        let settings = try await settings(#"{"listen": {"port": \#(port)}}"#)
        refuses(.settingInvalid) { _ = try settings.listenAddress() }
    }

    @discardableResult
    private func refuses(
        _ code: SetupError.Code, _ body: () throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> SetupError? {
        let error = #expect(throws: SetupError.self, sourceLocation: sourceLocation) {
            try body()
        }
        #expect(error?.code == code, sourceLocation: sourceLocation)
        return error
    }
}
