import BlueButton
import Foundation
import ReleaseKit
import Testing

@testable import CitizenCommands

/// What citizens type or copy wrongly is told in their own words, with what to do.
struct TypedInputTests {
    private func trouble(_ body: () throws -> Void) throws -> CitizenError {
        try #require(throws: CitizenError.self) { try body() }
    }

    @Test(arguments: [
        "hallo", "", "openid4vp", "openid4vp://?client_id=x", "https://example.nl/",
        "openid4vp://?client_id=x&request_uri=https%3A%2", "openid4vp://?client_id=x&request_uri=h",
    ])
    func `a link that is not whole says how to copy it`(_ link: String) throws {
        let trouble = try trouble { _ = try RequestLink(copied: link) }
        #expect(trouble.code == "link-malformed" && trouble.kind == .refused)
        #expect(Texts(.nl).message(of: trouble) == "deze link is niet heel")
        #expect(Texts(.en).message(of: trouble) == "this link is not whole")
        let hint = try #require(trouble.hint)
        #expect(Texts(.nl).hint(hint).contains("openid4vp:// en is lang. Kopieer hem opnieuw"))
        #expect(Texts(.en).hint(hint).contains("openid4vp:// and is long. Copy it again"))
    }

    @Test func `white space around a link is none of it`() throws {
        let text = "openid4vp://?client_id=x&request_uri=https%3A%2F%2Fexample.nl%2Fr"
        #expect(try RequestLink(copied: " \(text)\n") == RequestLink(text))
    }

    @Test(arguments: ["mxHk", "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "é"])
    func `a number that is not that of a consent says where it stands`(_ id: String) throws {
        let trouble = try trouble { _ = try DocumentID(ofConsent: id) }
        #expect(trouble.code == "consent-id-malformed")
        #expect(Texts(.nl).message(of: trouble).contains("geen nummer van een toestemming"))
        #expect(Texts(.nl).hint(try #require(trouble.hint)).contains("blauweknop consents"))
    }

    @Test func `a short name may be in capitals, and another one names those there are`() throws {
        let directory = try ReleaseWorld.shared.get().directory
        #expect(try directory.source(named: "BRP").slug == "brp")
        let trouble = try trouble { _ = try directory.source(named: "kadaster") }
        #expect(trouble.code == "source-unknown")
        let hint = try #require(trouble.hint)
        #expect(Texts(.nl).hint(hint) == "kies uit: brp, bri")
        #expect(Texts(.en).hint(hint) == "choose from: brp, bri")
    }

    @Test func `a file that is not there is named`() throws {
        let trouble = try trouble { try NamedFile.mustExist("/no/such/nix") }
        #expect(trouble.code == "file-absent" && trouble.kind == .usage)
        #expect(Texts(.nl).message(of: trouble) == "het bestand '/no/such/nix' bestaat niet")
        #expect(Texts(.en).message(of: trouble) == "the file '/no/such/nix' does not exist")
        try NamedFile.mustExist(NSTemporaryDirectory())
    }

    @Test(arguments: [
        "not-logged-in", "consent-unknown", "request-unknown", "request-used", "timeout",
        "passphrase-wrong", "recipient-unknown", "page-altered",
    ])
    func `what happens to citizens is plain English, no test expectation`(_ code: String) {
        let trouble = CitizenError(.refused, code: code, "expected a thing")
        let (nl, en) = (Texts(.nl).message(of: trouble), Texts(.en).message(of: trouble))
        #expect(!en.contains("expected") && !nl.contains("verwacht") && nl != en)
    }
}
