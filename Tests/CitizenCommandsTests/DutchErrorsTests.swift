import BlueButton
import Foundation
import Testing

@testable import CitizenCommands

/// What went wrong is told in Dutch as well, whatever code it has.
struct DutchErrorsTests {
    /// The files in which the codes stand that can reach a citizen.
    private static let sources = [
        "BlueButton/RefusalCodes.swift", "Trust/TrustError.swift",
        "TransparencyLog/TransparencyLogError.swift", "Transport/TransportError.swift",
        "Transport/HTTP/Problem+Standard.swift", "PartySetup/SetupError.swift",
        "CitizenService/ServiceProblems.swift", "HousingReceiver/ReceiverProblems.swift",
        "CitizenCommands",
    ]

    /// Codes of the corporation's back office, which no citizen meets.
    private static let ofBackOffice: Set = [
        "application-incomplete", "folder-taken", "package-emptied", "package-waiting",
    ]

    /// Every code that a source names.
    private static let codes: Set<String> = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        var codes: Set<String> = []
        for source in sources {
            let place = root.appendingPathComponent("Sources/\(source)")
            let inner =
                FileManager.default.enumerator(atPath: place.path)?
                .compactMap { $0 as? String } ?? []
            let files = inner.isEmpty ? [place.path] : inner.map { "\(place.path)/\($0)" }
            for file in files where file.hasSuffix(".swift") {
                let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
                for match in text.matches(of: /(?:code: |rawValue: |case \w+ = )"([a-z-]+)"/) {
                    codes.insert(String(match.output.1))
                }
            }
        }
        return codes
    }()

    @Test func `every code that the sources name has a text`() {
        #expect(Self.codes.count > 120)
        let without = Self.codes.subtracting(Self.ofBackOffice).filter { Texts.dutch($0) == nil }
        #expect(without.isEmpty, "\(without.sorted())")
    }

    @Test(arguments: [
        ("certificate-revoked", Hint.revokedRequester), ("untrusted", .doubtfulRequest),
        ("client-mismatch", .doubtfulRequest), ("bsn-not-allowed", .doubtfulRequest),
        ("expired", nil), ("directory-outdated", nil),
    ])
    func `whose request is refused is told with what to do`(code: String, hint: Hint?) throws {
        let refusal = Refusal(Refusal.Code(rawValue: code), "expected another")
        let trouble = CitizenError(RequestCommand.explained(refusal))
        #expect(trouble.hint == hint && trouble.code == code && trouble.kind == .refused)
        let other = RequestCommand.explained(CitizenError.notLoggedIn)
        #expect(CitizenError(other).code == "not-logged-in")
        #expect(Texts(.nl).hint(.revokedRequester).contains("Er is niets gedeeld"))
    }

    @Test(arguments: Language.allCases)
    func `whatever is told of trouble fits 80 columns`(language: Language) {
        let name = "Woningstichting met een heel lange naam in een heel lange gemeente"
        for code in Self.codes {
            let error = CitizenError(
                .unreachable, code: code, "expected a thing at '/a/b c'", hint: .checkConnection,
                party: name)
            let lines = Texts(language).lines(of: error)
            #expect(lines.count == 2 && lines[0].hasSuffix("(\(code))"))
            for line in lines.flatMap(Wrapping.fitting) { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test func `a code that nobody knows keeps the message that came`() {
        let error = CitizenError(.refused, code: "of-another-service", "expected a thing")
        #expect(Texts(.nl).message(of: error) == "expected a thing")
    }

    @Test func `both languages have one kind of prefix, for trouble and for what to do`() {
        let error = CitizenError.notLoggedIn
        #expect(
            Texts(.nl).lines(of: error) == [
                "blauweknop: fout: u bent niet ingelogd (not-logged-in)",
                "blauweknop: tip: log eerst in: blauweknop login",
            ])
        #expect(
            Texts(.en).lines(of: error) == [
                "blauweknop: error: you are not logged in (not-logged-in)",
                "blauweknop: hint: run 'blauweknop login' first",
            ])
    }

    @Test(arguments: ["unreachable", "timeout", "tls-failed"])
    func `who gives no answer is named, by whoever asked them`(code: String) {
        let error = CitizenError(.unreachable, code: code, "expected an answer")
        let named = error.naming("De Woonhaven").naming("The service")
        #expect(named.party == "De Woonhaven" && named.hinting(.tryLater).party == "De Woonhaven")
        for language in Language.allCases {
            #expect(Texts(language).message(of: named).contains("De Woonhaven"))
        }
        #expect(CitizenError.notLoggedIn.naming("X").party == nil)
    }

    @Test func `names that the message quotes stand in both languages`() {
        let error = CitizenError(
            .usage, code: "file-unreadable", "expected a file that can be read at '/a/b c'")
        #expect(Texts(.en).message(of: error) == error.message)
        #expect(Texts(.nl).message(of: error).hasSuffix("geschreven worden ('/a/b c')"))
        #expect(Texts.quoted(in: "the citizen's key isn't 'x' or ('y')") == ["'x'", "'y'"])
    }

    @Test(
        arguments: [
            .logIn, .logInAgain, .logOutAndIn, .tryAgain, .tryLater, .checkConnection, .configure,
            .decideByFlags, .wholeLink, .newLink, .consentNumber, .shortNames(["brp"]),
            .doubtfulRequest, .revokedRequester,
        ] as [Hint])
    func `a hint is there in both languages`(hint: Hint) {
        let (nl, en) = (Texts(.nl).hint(hint), Texts(.en).hint(hint))
        #expect(nl != en && !nl.isEmpty && !en.isEmpty)
        // It follows 'blauweknop: hint: ', and begins as the others do.
        #expect(nl.first?.isUppercase == false && en.first?.isUppercase == false)
    }
}
