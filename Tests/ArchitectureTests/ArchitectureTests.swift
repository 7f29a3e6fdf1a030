import Foundation
import Testing

@Suite struct ArchitectureTests {
    private let tree: SourceTree

    init() throws {
        tree = try SourceTree.here.get()
    }

    @Test func `every target stands on a floor`() {
        let unknown = Set(tree.files.map(\.target)).subtracting(Floors.floor.keys)
        #expect(unknown.isEmpty)
        #expect(tree.files.count > 150)
    }

    @Test func `imports point down only`() {
        #expect(Rules.upward(tree.files).isEmpty)
    }

    @Test func `an import that points up is found`() {
        let up = SourceTree.File(
            target: "JOSE", path: "JOSE/Up.swift", text: "public import BlueButton\n")
        let sideways = SourceTree.File(
            target: "OpenSSL", path: "OpenSSL/Side.swift", text: "import StrictJSON\n")
        let down = SourceTree.File(
            target: "JOSE", path: "JOSE/Down.swift", text: "internal import OpenSSL\n")
        #expect(
            Rules.upward([up, sideways, down]) == [
                "JOSE/Up.swift imports BlueButton", "OpenSSL/Side.swift imports StrictJSON",
            ])
    }

    @Test func `OpenSSL's C interface is imported in its own target alone`() {
        #expect(Rules.importing("COpenSSL", in: tree.files, but: ["OpenSSL"]).isEmpty)
        #expect(!Rules.importing("COpenSSL", in: tree.files, but: []).isEmpty)
    }

    @Test func `the C interface of OpenSSL elsewhere is found`() {
        let stray = SourceTree.File(
            target: "Trust", path: "Trust/Stray.swift", text: "@preconcurrency import COpenSSL\n")
        #expect(
            Rules.importing("COpenSSL", in: [stray], but: ["OpenSSL"])
                == ["Trust/Stray.swift imports COpenSSL"])
    }

    @Test func `TLS stays in the transport`() {
        #expect(Rules.importing("NIOSSL", in: tree.files, but: ["Transport"]).isEmpty)
    }

    @Test func `the pure floors know no Foundation`() {
        let pure = tree.files.filter { Floors.pure.contains($0.target) }
        #expect(Rules.importing("Foundation", in: pure, but: []).isEmpty)
    }

    @Test func `the mocks know nothing of the product`() {
        let known = Set(Floors.floor.keys).subtracting(Floors.openToMocks)
        let mocks = tree.files.filter { ["MockPersons", "RegistriesMock"].contains($0.target) }
        let strays = mocks.flatMap { file in
            file.imports.filter(known.contains).map { "\(file.path) imports \($0)" }
        }
        #expect(strays.isEmpty)
    }

    @Test func `the product knows nothing of the mocks`() {
        for mock in ["MockPersons", "RegistriesMock"] {
            let allowed: Set = ["ProofOfConcept", "RegistriesMock", "RegistriesMockMain"]
            #expect(Rules.importing(mock, in: tree.files, but: allowed).isEmpty)
        }
    }

    @Test(arguments: ["try!", "as!", "fatalError(", "print("])
    func `sources do without`(_ word: String) {
        #expect(Rules.lines(with: word, in: tree.files).isEmpty)
    }

    @Test func `unsafe code outside OpenSSL stays in files of one platform call`() {
        let files = tree.files.filter { $0.target != "OpenSSL" }
        let found = Set(Rules.lines(with: "unsafe ", in: files).map { $0.prefix { $0 != ":" } })
        #expect(found.isSubset(of: Rules.platformCalls), "\(found)")
    }

    @Test func `files stay short`() {
        let long = tree.files.filter { $0.lines.count > 300 }.map(\.path)
        #expect(long.isEmpty)
    }
}

/// The rules, as functions of files, so that they can be tried on made-up ones.
enum Rules {
    /// Files with one call of the platform, and what it takes.
    static let platformCalls: Set<Substring> = [
        "CitizenCommands/Output/LocalZone+Machine.swift",
        "CitizenCommands/Output/TerminalSize.swift", "CitizenCommands/Terminal/HiddenInput.swift",
        "PartySetup/AtomicRename.swift", "PartySetup/DatagramSocket.swift",
    ]

    static func upward(_ files: [SourceTree.File]) -> [String] {
        files.flatMap { file in
            file.imports.filter { module in
                guard let here = Floors.floor[file.target], let there = Floors.floor[module] else {
                    return false
                }
                return there >= here
            }.map { "\(file.path) imports \($0)" }
        }
    }

    static func importing(
        _ module: String, in files: [SourceTree.File], but allowed: Set<String>
    ) -> [String] {
        files.filter { !allowed.contains($0.target) && $0.imports.contains(module) }
            .map { "\($0.path) imports \(module)" }
    }

    /// Lines of code with a word; comments do not count.
    static func lines(with word: String, in files: [SourceTree.File]) -> [String] {
        files.flatMap { file in
            file.lines.filter { line in
                let code = line.drop { $0 == " " }
                guard !code.hasPrefix("//"), let place = code.range(of: word) else { return false }
                let before =
                    place.lowerBound == code.startIndex
                    ? " " : code[code.index(before: place.lowerBound)]
                return !before.isLetter && before != "." && before != "\""
            }.map { "\(file.path): \($0)" }
        }
    }
}
