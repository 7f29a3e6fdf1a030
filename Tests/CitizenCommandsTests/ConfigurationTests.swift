import BlueButton
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import StrictJSON
import TestKit
import TestPKI
import Testing
import Trust

@testable import CitizenCommands

struct CitizenConfigurationTests {
    let folder: TemporaryFolder
    let home: CitizenHome

    init() throws {
        folder = try TemporaryFolder.made()
        home = CitizenHome(path: folder.path)
        try PKIFolder(folder.path).write(try ReleaseWorld.shared.get().pki)
    }

    @Test(arguments: [true, false])
    func `what is written is read, with the trust folder wherever it is`(
        isAbsolute: Bool
    ) throws {
        try CitizenConfiguration.write(
            service: "https://service.example",
            trustFolder: isAbsolute ? "\(folder.path)/trust" : "trust", to: home)
        let configuration = try CitizenConfiguration(home: home)
        #expect(configuration.service == "https://service.example")
        #expect(!configuration.trust.anchors(for: .scheme).isEmpty)
        #expect(configuration.tlsAnchors.contains("BEGIN CERTIFICATE"))
        #expect(try folder.mode("config.json") == 0o600)
    }

    @Test func `without a configuration it says what to do`() throws {
        let error = #expect(throws: CitizenError.self) { try CitizenConfiguration(home: home) }
        #expect(error?.kind == .usage && error?.code == "not-configured")
        #expect(error?.message.contains("config.json") == true && error?.hint != nil)
    }

    @Test(arguments: [
        "{}", "[]", #"{"service": "https://s"}"#, #"{"trust": "trust"}"#,
        #"{"service": 7, "trust": "trust"}"#, #"{"service": "https://s", "trust": null}"#,
        #"{"service": "https://s", "trust": "trust", "anchors": "trust"}"#,
    ])
    func `a configuration of another form is refused`(text: String) throws {
        try home.write(text, "config.json")
        let error = #expect(throws: CitizenError.self) { try CitizenConfiguration(home: home) }
        #expect(error?.kind == .usage && error?.code == "configuration-malformed")
    }

    @Test(arguments: [
        ("not JSON", "configuration-malformed"),
        (#"{"service": "https://s", "trust": "none"}"#, "file-unreadable"),
        (#"{"service": "https://s", "trust": "."}"#, "setting-invalid"),
    ])
    func `a configuration that leads nowhere is a usage error`(text: String, code: String) throws {
        try home.write(text, "config.json")
        let error = #expect(throws: SetupError.self) { try CitizenConfiguration(home: home) }
        #expect(error?.code.rawValue == code)
        #expect(CitizenError(try #require(error)).kind == .usage)
    }

    @Test func `a trust folder without TLS anchors is refused`() throws {
        try CitizenConfiguration.write(service: "https://s", trustFolder: "trust", to: home)
        home.remove("trust/tls.pem")
        let error = #expect(throws: SetupError.self) { try CitizenConfiguration(home: home) }
        #expect(error?.code == .fileUnreadable)
    }
}

struct DirectoryMemoryTests {
    let world: ReleaseWorld
    let home: CitizenHome
    let folder: TemporaryFolder

    init() throws {
        world = try ReleaseWorld.shared.get()
        folder = try TemporaryFolder.made()
        home = CitizenHome(path: folder.path)
    }

    @discardableResult
    private func accept(_ text: String, at time: UnixTime? = nil) throws -> Directory {
        try DirectoryMemory(home: home, trust: world.trust).accept(text, at: time ?? world.time)
    }

    @Test func `the newest directory is remembered, and an older one refused`() throws {
        let newer = try world.directory(version: 3)
        try accept(world.directory.text)
        try accept(newer.text)
        try accept(newer.text)
        #expect(try home.text("directory.jwt") == newer.text)
        let refusal = #expect(throws: Refusal.self) { try accept(world.directory.text) }
        #expect(refusal?.code == .directoryOutdated)
        #expect(try home.text("directory.jwt") == newer.text)
        try accept(try world.directory(version: 4).text)
    }

    @Test func `what is refused is not remembered`() throws {
        let foreign = try ReleaseWorld(at: world.time, version: 9).directory
        for text in ["", "directory", foreign.text] {
            #expect(throws: Refusal.self) { try accept(text) }
        }
        let ended = #expect(throws: Refusal.self) {
            try accept(world.directory.text, at: world.directory.expires)
        }
        #expect(["expired", "revocation-unknown"].contains(ended?.code.rawValue))
        #expect(try home.text("directory-version.json") == nil)
        try accept(world.directory.text)
    }

    @Test func `a memory that was spoilt is not passed over`() throws {
        for text in ["{}", "7", #"{"version": "3"}"#, "none"] {
            try home.write(text, "directory-version.json")
            #expect(throws: (any Error).self) { try accept(world.directory.text) }
        }
    }
}
