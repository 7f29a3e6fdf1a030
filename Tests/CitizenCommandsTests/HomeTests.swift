import BlueButton
import OpenSSL
import PartySetup
import ReleaseKit
import StrictJSON
import TestKit
import Testing

@testable import CitizenCommands

struct CitizenHomeTests {
    let folder: TemporaryFolder
    let home: CitizenHome

    init() throws {
        folder = try TemporaryFolder.made()
        home = CitizenHome(path: folder.path + "/home")
    }

    @Test(arguments: [
        (["BLAUWEKNOP_HOME": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"], "/a"),
        (["BLAUWEKNOP_HOME": "", "XDG_DATA_HOME": "/b", "HOME": "/c"], "/b/blauweknop"),
        (["XDG_DATA_HOME": "relative", "HOME": "/c"], "/c/.local/share/blauweknop"),
        (["HOME": "/c"], "/c/.local/share/blauweknop"), ([:], "./.local/share/blauweknop"),
    ])
    func `the environment says where the home is`(
        environment: [String: String], path: String
    ) {
        #expect(CitizenHome(environment: environment).path == path)
    }

    @Test func `files and folders are for their owner alone`() throws {
        try home.write("secret", "session.json")
        try home.write("secret", "releases/one/holder.key")
        for name in ["home", "home/releases", "home/releases/one"] {
            #expect(try folder.mode(name) == 0o700)
        }
        for name in ["home/session.json", "home/releases/one/holder.key"] {
            #expect(try folder.mode(name) == 0o600)
        }
        #expect(try home.text("session.json") == "secret")
    }

    @Test func `what is not there is nothing, and can be removed`() throws {
        #expect(try home.text("session.json") == nil)
        #expect(try home.json("session.json") == nil)
        #expect(home.names(in: "releases").isEmpty)
        home.remove("session.json")
    }

    @Test(arguments: ["", "{", #"{"a": 1, "a": 2}"#])
    func `a file that is no JSON is told by its name alone`(text: String) throws {
        try home.write(text, "session.json")
        let error = #expect(throws: SetupError.self) { try home.json("session.json") }
        #expect(error?.code == .configurationMalformed)
        #expect(error?.message.hasSuffix("session.json'") == true)
    }

    @Test func `a home that cannot be written is told`() throws {
        try folder.write("a file", "home")
        let error = #expect(throws: SetupError.self) { try home.write("x", "session.json") }
        #expect(error?.code == .fileUnreadable)
    }
}

struct SessionTests {
    let home: CitizenHome
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder.made()
        home = CitizenHome(path: folder.path)
    }

    private func session() throws -> Session {
        Session(
            key: try P256PrivateKey(), sourcesSubject: "subject",
            tokenAddress: "https://digid.example/token",
            revocationAddress: "https://digid.example/revoke",
            service: .init(text: "the-service-token", expires: ReleaseWorld.time),
            refreshToken: "the-refresh-token")
    }

    @Test func `a session is kept for its owner alone`() throws {
        var session = try session()
        session.sources = .init(text: "the-sources-token", expires: ReleaseWorld.time + 1)
        try session.save(to: home)
        #expect(try folder.mode("session.json") == 0o600)
        let read = try #require(try Session(home: home))
        #expect(read.key.publicKey == session.key.publicKey)
        #expect(read.service.text == "the-service-token")
        #expect(read.sources?.expires == ReleaseWorld.time + 1)
        #expect(read.refreshToken == "the-refresh-token")
    }

    @Test func `no session is nothing`() throws {
        #expect(try Session(home: home) == nil)
    }

    @Test(arguments: ["key", "service", "refresh_token", "sources_subject", "token_endpoint"])
    func `a session with something missing is refused without what it holds`(
        name: String
    ) throws {
        try session().save(to: home)
        var json = try #require(home.json("session.json")?.value.objectValue)
        json[name] = nil
        try home.write(JSONValue.object(json).text, "session.json")
        let error = #expect(throws: (any Error).self) { try Session(home: home) }
        let shown = CitizenError(try #require(error))
        #expect(shown.kind == .notLoggedIn && shown.code == "session-damaged")
        #expect(!shown.description.contains("token\"") && !shown.description.contains("the-"))
    }
}

struct KeptReleaseTests {
    let folder: TemporaryFolder
    let home: CitizenHome
    let kept: KeptRelease

    init() throws {
        folder = try TemporaryFolder.made()
        home = CitizenHome(path: folder.path)
        kept = KeptRelease(id: try DocumentID(), home: home)
    }

    private func keep(_ key: P256PrivateKey) throws {
        try kept.keep(
            consent: "consent", request: "request", directory: "directory",
            package: DocumentHash(ofCharacters: "package"), holderKey: key,
            confirmation: DocumentID())
    }

    @Test func `the holder key is kept to withdraw with, for its owner alone`() throws {
        let key = try P256PrivateKey()
        try keep(key)
        #expect(try kept.holderKey()?.publicKey == key.publicKey)
        #expect(try kept.consent() == "consent" && kept.request() == "request")
        #expect(try folder.mode("releases/\(kept.id.text)/holder.key") == 0o600)
        #expect(KeptRelease.all(in: home).map(\.id) == [kept.id])
    }

    @Test func `another device has no key, and other folders are passed over`() throws {
        #expect(try kept.holderKey() == nil && kept.consent() == nil)
        try home.write("x", "releases/notes/file")
        #expect(KeptRelease.all(in: home).isEmpty)
    }

    @Test func `what was given under another login is known as that, where it was noted`() throws {
        func logIn(_ subject: String) throws {
            try home.write(
                JSONValue.object(["sources_subject": .string(subject)]).text, Session.file)
        }
        #expect(Session.login(in: home) == nil)
        try keep(P256PrivateKey())
        try logIn("a")
        #expect(!kept.isOfOtherLogin)
        try kept.keep(
            consent: "consent", request: "request", directory: "directory",
            package: DocumentHash(ofCharacters: "package"), holderKey: P256PrivateKey(),
            confirmation: DocumentID(), login: Session.login(in: home))
        #expect(!kept.isOfOtherLogin)
        try logIn("b")
        #expect(kept.isOfOtherLogin)
        home.remove(Session.file)
        #expect(!kept.isOfOtherLogin)
        // No name of a person is kept beside it.
        let noted = try #require(try home.text("releases/\(kept.id.text)/login"))
        #expect(noted.count == 43 && !noted.contains("a\n"))
    }

    @Test func `a release knows the link that it answered, and no other`() throws {
        let link = RequestLink(clientID: "x", address: "https://woonhaven.example/r/abc")
        try keep(P256PrivateKey())
        #expect(!kept.answers(link))
        try kept.keep(
            consent: "consent", request: "request", directory: "directory",
            package: DocumentHash(ofCharacters: "package"), holderKey: P256PrivateKey(),
            confirmation: DocumentID(), link: link)
        #expect(kept.answers(link))
        #expect(
            !kept.answers(RequestLink(clientID: "x", address: "https://woonhaven.example/r/abd")))
    }

    @Test func `the key stays until the recipient has confirmed the deletion`() throws {
        try keep(P256PrivateKey())
        try kept.withdrawn("withdrawal", deletionReceipt: nil)
        #expect(try kept.holderKey() != nil)
        try kept.withdrawn("withdrawal", deletionReceipt: "receipt")
        #expect(try kept.holderKey() == nil)
    }
}
