import Foundation
import OpenSSL
import PartySetup
import ReleaseKit
import TestKit
import TestPKI
import Testing
import Trust

struct TrustFolderTests {
    let folder: TemporaryFolder
    let trust: String

    init() throws {
        folder = try TemporaryFolder.made()
        trust = folder.path + "/trust"
        try PKIFolder(folder.path).write(try ReleaseWorld.shared.get().pki)
    }

    @Test func `each role has the anchors of its own file`() throws {
        let store = try TrustFolder.read(trust)
        let pki = try ReleaseWorld.shared.get().pki
        for role in Role.allCases {
            #expect(store.anchors(for: role) == pki.trust.anchors(for: role))
        }
        #expect(store.revocationLists.count == pki.revocationLists.count)
    }

    @Test func `a role whose file is absent is trusted for nothing`() throws {
        try FileManager.default.removeItem(atPath: "\(trust)/sources.pem")
        let store = try TrustFolder.read(trust)
        #expect(store.anchors(for: .source).isEmpty && !store.anchors(for: .service).isEmpty)
    }

    @Test(
        arguments: [
            "sources.pem", "tls.pem", "crls.pem",
        ],
        [
            "", "not PEM", "-----BEGIN CERTIFICATE-----\n", "{}",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ])
    func `a file that holds something else is refused by name`(
        file: String, content: String
    ) throws {
        try folder.write(content, "trust/\(file)")
        let error = refuses(.settingInvalid) { _ = try TrustFolder.read(trust) }
        #expect(error?.message.contains(file) == true)
    }

    @Test func `a root stands in the file of one role`() throws {
        let scheme = try TextFile.bytes("\(trust)/scheme.pem")
        let sources = try TextFile.bytes("\(trust)/sources.pem")
        try folder.write(sources + scheme, "trust/sources.pem")
        let error = refuses(.settingInvalid) { _ = try TrustFolder.read(trust) }
        #expect(error?.message.contains("sources.pem") == true)
        #expect(error?.message.contains("scheme.pem") == true)
        try folder.write(sources + sources, "trust/sources.pem")
        #expect(throws: Never.self) { try TrustFolder.read(trust) }
    }

    @Test func `an intermediate is no anchor`() throws {
        let pki = try ReleaseWorld.shared.get().pki
        let intermediate = try #require(pki.authorities[.source]?.intermediate.certificate)
        try folder.write(Array(intermediate.pem.utf8), "trust/sources.pem")
        let error = refuses(.settingInvalid) { _ = try TrustFolder.read(trust) }
        #expect(error?.message.contains("self-signed") == true)
    }

    @Test func `certificates are no revocation lists, nor the other way round`() throws {
        let anchors = try TextFile.bytes("\(trust)/tls.pem")
        let lists = try TextFile.bytes("\(trust)/crls.pem")
        try folder.write(anchors, "trust/crls.pem")
        refuses(.settingInvalid) { _ = try TrustFolder.read(trust) }
        try folder.write(lists, "trust/crls.pem")
        try folder.write(lists, "trust/tls.pem")
        refuses(.settingInvalid) { _ = try TrustFolder.read(trust) }
    }

    @Test func `a folder that is not there, a file, or a folder without anchors is refused`() throws
    {
        let file = try folder.write("text", "file")
        refuses(.fileUnreadable) { _ = try TrustFolder.read(folder.path + "/none") }
        refuses(.fileUnreadable) { _ = try TrustFolder.read(file) }
        refuses(.settingInvalid) { _ = try TrustFolder.read(folder.path) }
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
