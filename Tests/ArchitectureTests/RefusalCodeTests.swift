import Testing

/// A code is a promise to whoever reads it: a test has to expect it.
@Suite struct RefusalCodeTests {
    private let codes: [Codes.Declared]
    /// Those of problems and of commands' errors, which have no name.
    private let written: [Codes.Declared]
    private let tests: [SourceTree.File]

    init() throws {
        // What OpenSSL's own errors become in documents, the modules above it declare again.
        let sources = try SourceTree.here.get().files.filter { $0.target != "OpenSSL" }
        codes = sources.flatMap(Codes.declared)
        written = sources.filter { !RefusalPageTests.outside.contains($0.target) }
            .flatMap(Codes.written)
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

    @Test func `every code of a problem or a command's error is expected by a test`() {
        #expect(written.count > 40)
        // A code that has a name as well may be expected by that.
        let named = Set(codes.map(\.text))
        let unexpected = Codes.unexpected(written.filter { !named.contains($0.text) }, in: tests)
        #expect(unexpected.map(\.text) == [])
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
        let problem = SourceTree.File(
            target: "Trust", path: "Trust/Answer.swift",
            text: "Problem(status: .gone, code: \"gone-now\")\nProblem(code: \"long-gone\")")
        let said = Codes.written(in: problem)
        #expect(said.map(\.text) == ["gone-now", "long-gone"])
        #expect(Codes.unexpected(said, in: [test]).map(\.text) == ["gone-now"])
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
        guard file.text.contains("Code(") else { return [] }
        return file.text.matches(
            of: /static let (\w+) = (?:Refusal\.)?Code\(\s*rawValue: "([a-z-]+)"/
        ).map {
            Declared(
                target: file.target, name: String($0.output.1), text: String($0.output.2))
        }
    }

    /// The codes that stand as text where a problem or an error is made.
    static func written(in file: SourceTree.File) -> [Declared] {
        file.lines.filter { $0.contains("code: \"") }.flatMap { line in
            line.matches(of: /code: "([a-z0-9-]+)"/).map {
                // By its text alone can a test name it.
                Declared(
                    target: file.target, name: String($0.output.1), text: String($0.output.1))
            }
        }
    }

    /// Codes that no line of a test names, by name or by text.
    static func unexpected(_ codes: [Declared], in tests: [SourceTree.File]) -> [Declared] {
        var (names, texts): (Set<Substring>, Set<Substring>) = ([], [])
        for line in tests.flatMap(\.lines) where !line.isComment {
            for chunk in line.utf8.split(whereSeparator: { !$0.isPartOfName }) {
                let words = Substring(chunk).split(separator: ".", omittingEmptySubsequences: false)
                texts.formUnion(words)
                // What code writes with a dot before it.
                names.formUnion(words.dropFirst())
            }
        }
        return codes.filter {
            !names.contains(Substring($0.name)) && !texts.contains(Substring($0.text))
        }
    }
}

extension Substring {
    fileprivate var isComment: Bool {
        utf8.drop { $0 == UInt8(ascii: " ") }.starts(with: "//".utf8)
    }
}

extension UInt8 {
    /// Of letters, digits, `-`, `_` and `.`: by bytes, since a regular expression over all tests
    /// takes half a minute in a debug build.
    fileprivate var isPartOfName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }
}
