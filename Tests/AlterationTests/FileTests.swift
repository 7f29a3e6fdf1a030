import DocumentCheck
import ReleaseKit
import StrictJSON
import Testing

/// Files that are missing, cut off, another story's, or of another kind than they should be.
@Suite(.serialized) struct FileTests {
    private let real: RealFolder
    private let other: RealFolder

    init() async throws {
        let two = try await RealFolder.two.value
        (real, other) = (two[0], two[1])
    }

    @Test func `the story's folder holds, and so does one that is made anew`() throws {
        let story = try WorkingFolder(real.documents, trust: real.trust).verdict()
        #expect(story.holds, "\(story)")
        let made = try Rebuilder(real).verdict()
        #expect(made.holds, "\(made)")
        for name in BitTests.documents where name != "response.json" {
            #expect(story.accepts(name) && made.accepts(name), "\(name)")
        }
    }

    @Test(
        arguments: [
            ("directory.jwt", "untrusted"), ("overview.json", "timestamp-untrusted"),
            ("request.jwt", "consent-mismatch"), ("package.jwe", "registration-mismatch"),
            ("response.json", "directory-unknown"), ("consent.jwt", "registration-mismatch"),
            ("registration.json", "timestamp-untrusted"), ("receipt.json", "timestamp-untrusted"),
            ("checkpoint", "note-unsigned"), ("consent.tlog-proof", "note-unsigned"),
            ("log-entry.json", "log-entry-mismatch"),
        ])
    func `a document of another story is refused`(name: String, code: String) throws {
        let verdict = try real.verdict(name, other.text(name))
        #expect(verdict.codes.contains(code), "\(verdict)")
    }

    @Test func `under the trust of another story nothing holds`() throws {
        let verdict = try WorkingFolder(real.documents, trust: other.trust).verdict()
        for name in ["directory.jwt", "overview.json", "registration.json", "receipt.json"] {
            #expect(verdict.failures.contains { $0.hasPrefix(name) }, "\(name)")
        }
    }

    @Test(
        arguments: [
            ("scheme.pem", "untrusted"), ("sources.pem", "untrusted"),
            ("service.pem", "untrusted"), ("recipients.pem", "untrusted"),
            ("tsa.pem", "timestamp-untrusted"), ("intermediates.pem", "timestamp-untrusted"),
            ("crls.pem", "revocation-unknown"), ("log.vkey", "note-key-refused"),
        ])
    func `a file of another story's trust folder lets the documents fall`(
        name: String, code: String
    ) throws {
        let verdict = try real.verdict("trust/\(name)", try #require(other.trust[name]))
        #expect(
            verdict.codes.contains(code) || verdict.codes.contains("timestamp-\(code)"),
            "\(verdict)")
    }

    @Test func `a root in the files of two roles is refused`() throws {
        let verdict = try real.verdict("trust/service.pem", try #require(real.trust["scheme.pem"]))
        #expect(verdict.failures == ["trust setting-invalid"])
    }

    /// Two releases of one time under the same keys: only what refers to what can tell them apart.
    @Test(
        arguments: [
            ("package.jwe", ["registration-mismatch"]),
            ("response.json", ["consent-mismatch", "registration-mismatch"]),
            ("consent.jwt", ["registration-mismatch"]),
            ("registration.json", ["registration-mismatch"]),
            ("receipt.json", ["receipt-mismatch"]), ("checkpoint", ["tree-forked"]),
            ("consent.tlog-proof", ["inclusion-invalid"]),
            ("log-entry.json", ["log-entry-mismatch"]),
        ] as [(String, Set<String>)])
    func `a document of another release of the same parties is refused`(
        name: String, codes: Set<String>
    ) throws {
        let (mine, theirs) = (try Rebuilder(real).documents(), try Rebuilder(real).documents())
        let folder = try WorkingFolder(mine, trust: real.trust)
        try folder.write(Array(try #require(theirs[name]).utf8), name)
        let verdict = folder.verdict()
        #expect(!verdict.codes.isDisjoint(with: codes), "\(verdict)")
    }

    @Test(arguments: BitTests.documents)
    func `a document that is missing is told of`(name: String) throws {
        let folder = try WorkingFolder(real.documents, trust: real.trust)
        try folder.remove(name)
        let verdict = folder.verdict()
        #expect(verdict.lines.contains { $0.document == name && $0.verdict == .absent })
        if name == "directory.jwt" { #expect(verdict.codes == ["directory-unknown"]) }
    }

    @Test(arguments: BitTests.documents)
    func `a document that is cut off, or goes on, is refused`(name: String) async throws {
        let bytes = Array(try real.text(name).utf8)
        let lengths = [bytes.count - 1, bytes.count / 2, 0, 1, 100, bytes.count - 4]
        let surplus = ["\n\n", " ", "\0", "A", "\r\n", "{}"]
        let altered =
            Thoroughness.some(lengths, by: 2).map { Array(bytes.prefix($0)) }
            + Thoroughness.some(surplus, by: 2).map { bytes + Array($0.utf8) }
            + (BitTests.notes.contains(name) ? [bytes + [0x0A]] : [])
        let verdicts = try await concurrently(altered) { [real] in try real.verdict(name, $0) }
        for (text, verdict) in zip(altered, verdicts) {
            #expect(verdict.isRefused, "\(name) of \(text.count) bytes, not \(bytes.count)")
        }
    }

    @Test func `a document in the place of another is refused`() async throws {
        let pairs = BitTests.documents.flatMap { name in
            BitTests.documents.filter { $0 != name }.map { (name, $0) }
        }
        let some = Thoroughness.some(pairs, by: 30)
        let verdicts = try await concurrently(some) { [real] name, stranger in
            try real.verdict(name, real.text(stranger))
        }
        for ((name, stranger), verdict) in zip(some, verdicts) {
            #expect(verdict.failures.contains("\(name) type-mismatch"), "\(stranger) as \(name)")
        }
    }

    /// The head of one document and the body of another, and the other way round.
    @Test func `two documents mixed are refused`() async throws {
        var mixed: [(name: String, text: String)] = []
        let compact = ["directory.jwt", "request.jwt", "consent.jwt"]
        for (name, stranger) in Self.pairs(of: compact) {
            let mine = try real.text(name).split(separator: ".")
            let theirs = try real.text(stranger).split(separator: ".")
            for parts in [
                [mine[0], theirs[1], theirs[2]], [mine[0], mine[1], theirs[2]],
                [mine[0], theirs[1], mine[2]],
            ] {
                mixed.append((name, parts.joined(separator: ".")))
            }
        }
        for (name, stranger) in Self.pairs(of: BitTests.stamped) {
            let (mine, theirs) = (try object(name), try object(stranger))
            for member in ["payload", "protected", "signature", "header"] {
                mixed.append((name, mine.setting(member, theirs.objectValue?[member]).text))
            }
        }
        let some = Thoroughness.some(mixed, by: 16)
        let verdicts = try await concurrently(some) { [real] in try real.verdict($0.name, $0.text) }
        for (place, verdict) in verdicts.enumerated() {
            #expect(verdict.isRefused, "\(some[place].name): \(some[place].text)")
        }
    }

    private static func pairs(of names: [String]) -> [(String, String)] {
        names.flatMap { name in names.filter { $0 != name }.map { (name, $0) } }
    }

    private func object(_ name: String) throws -> JSONValue {
        try JSONValue.parse(try real.text(name), maximumBytes: 32 << 20)
    }
}
