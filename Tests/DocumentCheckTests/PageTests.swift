import BlueButton
import Foundation
import OpenSSL
import PartySetup
import PlainWords
import ReleaseKit
import Testing
import Trust

@testable import DocumentCheck

/// Pages that carry the overview of a folder like `demo-output/`.
struct PageTests {
    /// A folder with a page, its trust folder, and no other document.
    private func folder(_ language: Language = .nl) throws -> (DemoFolder, page: String) {
        let folder = try DemoFolder()
        let world = folder.world
        let bytes = Array(folder.read("overview.json").utf8)
        let overview = try Overview.verify(
            bytes, directory: { (_, _) throws(Refusal) in world.directory }, trust: world.trust,
            at: world.time)
        let page = OverviewPage(
            OverviewAccount(overview, directory: world.directory, language: language),
            evidence: PageEvidence(
                overview: overview, bytes: bytes, directory: world.directory,
                revocationLists: world.trust.revocationLists)
        ).text
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name != "trust" { try folder.remove(name) }
        try folder.write("page.html", page)
        return (folder, page)
    }

    private func codes(_ lines: [CheckLine]) -> Set<String> {
        Set(
            lines.compactMap { line in
                if case .failed(let code, _) = line.verdict { code } else { nil }
            })
    }

    @Test(arguments: Language.allCases)
    func `a page verifies alone, with anchors and nothing else`(language: Language) throws {
        let (folder, _) = try folder(language)
        // Neither the directory nor a revocation list lies beside it: the page carries them.
        try folder.remove("trust/crls.pem")
        let lines = try DocumentChecks.run(paths: ["\(folder.path)/page.html"])
        #expect(lines.filter(\.isFailure).map(\.text) == [])
        let texts = lines.map(\.text)
        #expect(texts.contains("page.html: shows what its overview says: ok"))
        #expect(texts.contains { $0.hasPrefix("page.html: overview.json: timestamp: ok, by ") })
        #expect(
            texts.contains { $0.hasPrefix("page.html: directory.jwt: seal, form and life: ok") })
    }

    @Test func `a page altered anywhere fails`() throws {
        let (folder, page) = try folder()
        let original = Array(page.utf8)
        let places =
            [0, 1, 20, original.count - 2]
            + stride(from: 7, to: original.count, by: max(1, original.count / 40))
        for place in places {
            var altered = original
            altered[place] ^= 1
            try Data(altered).write(to: URL(fileURLWithPath: "\(folder.path)/page.html"))
            let lines = try DocumentChecks.run(paths: ["\(folder.path)/page.html"])
            #expect(!codes(lines).isEmpty, "expected a failure for byte \(place)")
        }
    }

    @Test(arguments: [
        ("Gegevens", "Niets", "page-altered"), ("</main>", "</main> ", "page-altered"),
        ("lang=\"nl\"", "lang=\"en\"", "page-altered"),
        ("lang=\"nl\"", "lang=\"fr\"", "page-format-unknown"),
        ("blauweknop overview 2", "blauweknop overview 9", "page-format-unknown"),
        ("download=\"crls.pem\"", "download=\"x.pem\"", "page-malformed"),
        ("application/jwt;base64,", "application/jwt;base64,A", "page-malformed"),
    ])
    func `what was altered is told by a code`(old: String, new: String, code: String) throws {
        let (folder, page) = try folder()
        let altered = page.replacing(old, with: new, maxReplacements: 1)
        #expect(altered != page)
        try folder.write("page.html", altered)
        #expect(codes(try DocumentChecks.run(paths: ["\(folder.path)/page.html"])) == [code])
    }

    @Test func `a page around another overview fails`() throws {
        let (folder, page) = try folder()
        let (_, other) = try self.folder()
        let part = /application\/jose\+json;base64,[^"]*/
        let carried = try #require(other.firstMatch(of: part)).output
        try folder.write("page.html", page.replacing(part, with: carried))
        // The same words, so the page is right; the evidence is the other's, and that verifies.
        #expect(codes(try DocumentChecks.run(paths: ["\(folder.path)/page.html"])).isEmpty)
        let unsealed = carried.replacing("A", with: "B", maxReplacements: 1)
        try folder.write("page.html", page.replacing(part, with: unsealed))
        #expect(!codes(try DocumentChecks.run(paths: ["\(folder.path)/page.html"])).isEmpty)
    }

    @Test func `anchors that the reader has serve where none lie beside the page`() throws {
        let (folder, _) = try folder()
        try folder.remove("trust")
        let path = "\(folder.path)/page.html"
        #expect(throws: SetupError.self) { try DocumentChecks.run(paths: [path]) }
        let known = KnownTrust(
            store: folder.world.trust.with(revocationLists: []), directory: nil,
            directoryName: "directory.jwt")
        #expect(codes(try DocumentChecks.run(paths: [path], home: known)).isEmpty)
    }

    @Test func `a document alone is checked with the directory that the reader has`() throws {
        let folder = try DemoFolder()
        try folder.remove("trust")
        try folder.remove("directory.jwt")
        let path = "\(folder.path)/overview.json"
        let with = KnownTrust(
            store: folder.world.trust, directory: folder.world.directory.text,
            directoryName: "directory.jwt")
        #expect(codes(try DocumentChecks.run(paths: [path], home: with)).isEmpty)
        let without = KnownTrust(
            store: folder.world.trust, directory: nil, directoryName: "directory.jwt")
        #expect(
            codes(try DocumentChecks.run(paths: [path], home: without)) == ["directory-unknown"])
    }

    @Test func `anchors of others do not make a page good`() throws {
        let (folder, _) = try folder()
        let stranger = try ReleaseWorld(at: ReleaseWorld.time)
        for role in Role.allCases {
            try folder.write(
                "trust/\(role.fileName).pem",
                stranger.trust.anchors(for: role).map(\.pem).joined())
        }
        #expect(!codes(try DocumentChecks.run(paths: ["\(folder.path)/page.html"])).isEmpty)
    }
}
