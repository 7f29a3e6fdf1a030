import BlueButton
import OpenSSL
import ReleaseKit
import Testing

@testable import PlainWords

struct OverviewPageTests {
    /// A page without what it carries, so that nothing is found in base64 by chance.
    private func shown(_ page: String) -> String {
        page.replacing(/base64,[A-Za-z0-9+\/=]*"/, with: "base64,\"")
    }

    private func page(
        _ holdings: [Holding], other: OverviewRow.Outcome? = nil, _ language: Language = .nl,
        isStamped: Bool = true
    ) throws -> String {
        let world = try PageWorld()
        let received = try world.received(holdings, other: other, isStamped: isStamped)
        return world.page(received, language).text
    }

    @Test(arguments: Language.allCases)
    func `a page takes nothing from elsewhere and runs nothing`(language: Language) throws {
        let world = try PageWorld()
        let text = shown(try page([world.holding()], language))
        for word in [
            "<script", "src=", "http:", "https:", "url(", "@import", "<link", "<iframe", "<img",
            "<object", "<form", "javascript:", " onload", " onclick", "//",
        ] {
            #expect(!text.contains(word), "expected a page without '\(word)'")
        }
        let addresses = text.matches(of: /href="([^"]*)"/).map { String($0.output.1) }
        #expect(addresses.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("data:application/") })
        #expect(text.contains("default-src 'none'"))
    }

    @Test(arguments: Language.allCases)
    func `a page says its language, its title and where its parts are`(language: Language) throws {
        let text = shown(
            try page([PageWorld().holding()], other: .unavailable(.init(.timeout, "L")), language))
        #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
        #expect(text.contains("<title>\(OverviewWords(language).title)</title>"))
        #expect(text.contains("<main id=\"content\"") && text.contains("href=\"#content\""))
        #expect(text.components(of: "<h1>") == 1)
        let ids = text.matches(of: /\ id="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for target in text.matches(of: /(?:href="#|aria-labelledby=")([^"]*)"/) {
            #expect(ids.contains(String(target.output.1)))
        }
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
        "</style><script>", "<!--", "]]>", "&lt;script&gt;", "</bdi></main>",
    ])
    func `no text from outside becomes markup`(_ evil: String) throws {
        let world = try PageWorld()
        let plain = shown(try page([world.holding(recipients: ["x"])]))
        let attacked = shown(
            try page([
                world.holding(
                    label: evil, purpose: evil, legalBasis: evil, recipients: [evil])
            ]))
        // As many elements as without it: nothing began and nothing ended one.
        #expect(attacked.components(of: "<") == plain.components(of: "<"))
        #expect(attacked.components(of: ">") == plain.components(of: ">"))
        #expect(attacked.components(of: "\"") == plain.components(of: "\""))
        #expect(attacked.contains(HTML.escaped(evil)))
    }

    @Test func `text cannot turn the order of what stands around it`() throws {
        let world = try PageWorld()
        let text = try page([
            world.holding(label: "a\u{202E}b", legalBasis: "c\u{2067}d", recipients: ["\u{200F}e"])
        ])
        for scalar in "\u{202E}\u{2067}\u{200F}".unicodeScalars {
            #expect(!text.unicodeScalars.contains(scalar))
        }
        #expect(text.contains("<bdi>cd</bdi>") && text.contains("<bdi>e</bdi>"))
    }

    @Test func `the page carries the very documents, and the lists of that time`() throws {
        let world = try PageWorld()
        let received = try world.received([world.holding()])
        let evidence = try PageEvidence(page: world.page(received).text)
        #expect(evidence.overview == received.bytes)
        #expect(evidence.directory == world.world.directory.text)
        #expect(!evidence.revocationLists.isEmpty)
        let later = OverviewPage(
            world.account(received.overview), evidence: evidence
        )
        try later.check(world.page(received).text)
    }

    @Test func `a holder's data is shown by a command that stands with it`() throws {
        let text = try page([PageWorld().holding()])
        #expect(text.contains("<p>Bekijk ze met: <code>blauweknop data brp</code></p>"))
        #expect(!text.contains("blauweknop data bri"))
    }

    @Test func `without a timestamp the page says whose word the time is`() throws {
        let text = try page([PageWorld().holding()], isStamped: false)
        #expect(text.contains(HTML.escaped(OverviewWords(.nl).noTimestamp)))
    }

    @Test func `a page with a letter changed is not the page of its overview`() throws {
        let world = try PageWorld()
        let page = world.page(try world.received([world.holding()]))
        for (old, new) in [("Adres", "Adret"), ("lang=\"nl\"", "lang=\"en\""), ("</p>", "</p> ")] {
            let altered = page.text.replacing(old, with: new, maxReplacements: 1)
            #expect(altered != page.text)
            #expect(throws: Refusal.self) { try page.check(altered) }
            #expect(code { () throws(Refusal) in try page.check(altered) } == "page-altered")
        }
    }

    @Test func `a page that lacks a part, or of another format, is refused with a code`() throws {
        let text = try page([PageWorld().holding()])
        for name in ["overview.json", "directory.jwt", "crls.pem"] {
            let without = text.replacing("download=\"\(name)\" ", with: "")
            #expect(
                code { () throws(Refusal) in _ = try PageEvidence(page: without) }
                    == "page-malformed")
        }
        let cut = String(text.prefix(text.count / 2))
        #expect(code { () throws(Refusal) in _ = try PageEvidence(page: cut) } == "page-malformed")
        let other = text.replacing("blauweknop overview 2", with: "blauweknop overview 1")
        #expect(OverviewPage.isOne(other))
        #expect(
            code { () throws(Refusal) in _ = try OverviewPage.language(of: other) }
                == "page-format-unknown")
        #expect(!OverviewPage.isOne("<!DOCTYPE html>\n<html lang=\"nl\"><p>x"))
    }

    /// The page's form is a promise: who changes it gives it a new number, and keeps the old one.
    @Test(arguments: [
        (Language.nl, "cIUQdqxLVqcJ2o_b8gc4DJg8Nv5WoeJJUv-WLq06ZDA"),
        (.en, "DkZwMtvcy0Dit4rEVAhXn6y7mKMYX-RwFpqytd63yYw"),
    ])
    func `the page of format 2 is as it was, to the byte`(
        language: Language, hash: String
    ) throws {
        let group = OverviewAccount.Group(
            kinds: [.init(label: "Adres", records: 2, since: "1988", updated: "2020")],
            purpose: "Taak", legalBasis: "Wet", retention: nil, recipients: ["A", "B"])
        let account = OverviewAccount(
            [
                .holds(.init(name: "A", groups: [group], earliest: "1988", shortName: "a")),
                .holdsNothing(name: "B"),
                .unanswered(.init(name: "C", reason: .timeout, isWordOfService: false)),
            ], service: "S", sealedAt: UnixTime(seconds: 1_795_000_000),
            timestamp: ("T", UnixTime(seconds: 1_795_000_001)), language: language)
        let page = OverviewPage(
            account,
            evidence: PageEvidence(
                overview: Array("{}".utf8), directory: "d", revocationLists: []))
        #expect(OverviewPage.format == 2)
        #expect(DocumentHash(ofCharacters: page.text).text == hash)
    }

    private func code(_ body: () throws(Refusal) -> Void) -> String? {
        do throws(Refusal) {
            try body()
            return nil
        } catch {
            return error.code.rawValue
        }
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of text: String) -> Int {
        ranges(of: text).count
    }
}
