import Testing

/// A code is a promise to whoever reads it: a test has to expect it.
@Suite struct RefusalCodeTests {
    private let codes: [Codes.Declared]
    private let tests: [SourceTree.File]

    init() throws {
        // What OpenSSL's own errors become in documents, the modules above it declare again.
        codes = try SourceTree.here.get().files.filter { $0.target != "OpenSSL" }
            .flatMap(Codes.declared)
        tests = try SourceTree.tests.get().files.filter { $0.target != "ArchitectureTests" }
    }

    @Test func `the codes of the domain and of the modules below it are found`() {
        let places = Set(codes.map(\.target))
        #expect(
            places.isSuperset(of: [
                "BlueButton", "JOSE", "SelectiveDisclosure", "TransparencyLog", "Trust",
            ]))
        #expect(codes.count { $0.target == "BlueButton" } > 70)
    }

    @Test func `every code is expected by a test`() {
        #expect(Codes.unexpected(codes, in: tests).map(\.text) == [])
    }

    @Test func `a code that nobody expects is found`() {
        let file = SourceTree.File(
            target: "Trust", path: "Trust/TrustError.swift",
            text: """
                    public static let gone = Code(rawValue: "gone-by")
                    public static let long = Refusal.Code(
                        rawValue: "long-gone")
                """)
        let test = SourceTree.File(
            target: "TrustTests", path: "TrustTests/GoneTests.swift",
            text: "// .gone\n#expect(throws: \"long-gone\")\n#expect(code == .goneElsewhere)")
        let made = Codes.declared(in: file)
        #expect(made.map(\.text) == ["gone-by", "long-gone"])
        #expect(Codes.unexpected(made, in: [test]).map(\.text) == ["gone-by"])
    }
}

/// What the texts of sources and tests say of codes.
enum Codes {
    struct Declared {
        let target: String
        /// As code names it, and as documents and problems do.
        let name, text: String
    }

    /// The codes that a file declares.
    static func declared(in file: SourceTree.File) -> [Declared] {
        file.lines.joined(separator: "\n").matches(
            of: /static let (\w+) = (?:Refusal\.)?Code\(\s*rawValue: "([a-z-]+)"/
        ).map {
            Declared(
                target: file.target, name: String($0.output.1), text: String($0.output.2))
        }
    }

    /// Codes that no line of a test names, by name or by text.
    static func unexpected(_ codes: [Declared], in tests: [SourceTree.File]) -> [Declared] {
        let named = names(in: tests)
        let texts = Set(
            lines(of: tests).flatMap { line in
                line.matches(of: /[a-z]+(?:-[a-z]+)*/).map { String($0.output) }
            })
        return codes.filter { !named.contains($0.name) && !texts.contains($0.text) }
    }

    /// Everything that code writes with a dot before it.
    private static func names(in files: [SourceTree.File]) -> Set<String> {
        Set(
            lines(of: files).flatMap { line in
                line.matches(of: /\.([a-z]\w*)/).map { String($0.output.1) }
            })
    }

    private static func lines(of files: [SourceTree.File]) -> [Substring] {
        files.flatMap(\.lines).filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    }
}
