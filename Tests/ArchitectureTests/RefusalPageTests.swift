import Foundation
import Testing

/// docs/refusals.md says what each code means; it has to be all of them, and no other.
@Suite struct RefusalPageTests {
    private let page: [String]
    private let sources: [SourceTree.File]

    init() throws {
        page = try Self.codes(ofTables: SourceTree.text("docs/refusals.md"))
        sources = try SourceTree.here.get().files
    }

    /// Where codes of documents and orders are declared: those of the lower modules keep their
    /// names in a `Refusal`.
    private static let declarations = [
        "BlueButton/RefusalCodes.swift", "JOSE/JOSEError.swift",
        "SelectiveDisclosure/SDJWTError.swift", "Trust/TrustError.swift",
        "TransparencyLog/TransparencyLogError.swift", "OpenSSL/Errors/OpenSSLError.swift",
        "Transport/TransportError.swift",
        "PartySetup/SetupError.swift", "PlainWords/PageEvidence.swift",
    ]

    /// Targets whose problems and errors are other people's or for testers.
    static let outside: Set = [
        "MockPersons", "RegistriesMock", "ProofOfConcept", "TestPKI",
    ]

    /// The codes in the first column of the tables, in order.
    private static func codes(ofTables text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^\| `([a-z0-9-]+)` \|/).map { String($0.output.1) }
        }
    }

    private func declared(in path: String) -> Set<String> {
        let file = sources.first { $0.path == path }
        return Set(
            (file?.text ?? "").matches(of: /(?:rawValue: |case \w+ = )"([a-z0-9-]+)"/)
                .map { String($0.output.1) })
    }

    private var declared: Set<String> {
        Self.declarations.reduce(into: []) { $0.formUnion(declared(in: $1)) }
    }

    /// The codes that stand as text where a problem or an error is made.
    private var written: Set<String> {
        Set(
            sources.filter { !Self.outside.contains($0.target) }.flatMap(Codes.written)
                .map(\.text))
    }

    /// What is wrong with the chain of a timestamp has the chain's code behind this.
    private func isOfTimestamp(_ code: String) -> Bool {
        guard code.hasPrefix("timestamp-") else { return false }
        return declared(in: "Trust/TrustError.swift").contains(
            String(code.dropFirst("timestamp-".count)))
    }

    @Test func `every code of a refusal stands in the page`() {
        #expect(declared.count > 140)
        #expect(declared.subtracting(page) == [])
    }

    @Test func `every code of a problem or a command's error stands in the page`() {
        #expect(written.count > 40)
        #expect(written.subtracting(page) == [])
    }

    @Test func `the page names no code that nobody raises, and none twice`() {
        let (declared, written) = (declared, written)
        let unknown = page.filter {
            !declared.contains($0) && !written.contains($0) && !isOfTimestamp($0)
        }
        #expect(unknown == [])
        #expect(Set(page).count == page.count)
    }

    @Test func `every code that a refusal can have is raised somewhere`() throws {
        let file = try #require(
            sources.first { $0.path == "BlueButton/RefusalCodes.swift" })
        let names = file.text.matches(of: /static let (\w+) =/).map { String($0.output.1) }
        #expect(names.count > 70)
        // That file knows them all, and raises none.
        let passed: Set = [file.path, "PartySetup/RefusalProblem.swift"]
        let others = sources.filter { !passed.contains($0.path) }
        let unused = names.filter { name in
            !others.contains { $0.text.contains(".\(name)") }
        }
        #expect(unused == [])
    }
}
