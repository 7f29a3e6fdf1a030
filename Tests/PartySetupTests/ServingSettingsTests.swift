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

    @Test(arguments: [
        "999.1.1.1", "1.2.3", "", "a b", "host/path", "user@host", "[::1]", "::zz", "host:80",
    ])
    func `a host that has the form of none is refused`(host: String) async throws {
        let settings = try await settings(#"{"listen": {"port": 0, "host": "\#(host)"}}"#)
        let error = refuses(.settingInvalid) { _ = try settings.listenAddress() }
        #expect(error?.message.contains("'listen.host'") == true)
    }

    @Test(arguments: ["0.0.0.0", "::", "::1", "127.0.0.1", "service.example.nl", "localhost"])
    func `names and IP addresses are hosts`(host: String) async throws {
        let settings = try await settings(#"{"listen": {"port": 0, "host": "\#(host)"}}"#)
        #expect(try settings.listenAddress().host == host)
    }

    @Test(arguments: [
        "http://tsa.example", "http://128.0.0.1/", "ftp://tsa.example", "tsa.example", "https://",
        "https://user@tsa.example", "https://tsa.example:0/",
    ])
    func `an address that cannot be called is refused`(address: String) async throws {
        let settings = try await settings(#"{"address": "\#(address)"}"#)
        let error = refuses(.settingInvalid) {
            _ = try settings.webAddress("address", allowsLoopback: true)
        }
        #expect(error?.message == "expected 'address' as an https address")
    }

    @Test func `plain http is for this machine, and only where it is allowed`() async throws {
        let settings = try await settings(#"{"address": "http://localhost:8451/tsa"}"#)
        _ = try settings.webAddress("address", allowsLoopback: true)
        refuses(.settingInvalid) { _ = try settings.webAddress("address") }
        refuses(.settingMissing) { _ = try settings.webAddress("absent") }
        #expect(try settings.optionalWebAddress("absent") == nil)
    }

    @Test(arguments: ["12", "0000009900000000010a", ""])
    func `an OIN of another form is refused by the setting's name`(oin: String) async throws {
        let settings = try await settings(#"{"one": "\#(oin)", "all": ["\#(oin)"]}"#)
        for read in [{ _ = try settings.optionalOIN("one") }, { _ = try settings.oins("all") }] {
            let error = refuses(.settingInvalid) { try read() }
            #expect(error?.message.contains("(setting '") == true)
        }
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
