import Foundation
import PartySetup
import TestKit
import Testing

struct TextFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder.made() }

    @Test func `what is written is what is read, and nothing else is left`() throws {
        let file = "\(folder.path)/a.txt"
        try TextFile.write(Array("één".utf8), to: file)
        try TextFile.write(Array("two".utf8), to: file)
        #expect(try TextFile.text(file) == "two")
        #expect(try folder.names == ["a.txt"])
    }

    @Test func `a private file is for its owner alone, also where an open one stood`() throws {
        try folder.write("old", "key.pem")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o666], ofItemAtPath: "\(folder.path)/key.pem")
        try TextFile.write([1, 2, 3], to: "\(folder.path)/key.pem", isPrivate: true)
        #expect(try folder.mode("key.pem") == 0o600)
        #expect(try TextFile.bytes("\(folder.path)/key.pem") == [1, 2, 3])
    }

    @Test func `another file is for nobody else to write`() throws {
        try TextFile.write([], to: "\(folder.path)/a.txt")
        #expect(try folder.mode("a.txt") & 0o133 == 0)
    }

    @Test func `readers see the old content or the new, never a part`() async throws {
        let file = "\(folder.path)/a.txt"
        let contents = ["a", "b"].map { [UInt8](repeating: Array($0.utf8)[0], count: 300_000) }
        try TextFile.write(contents[0], to: file)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for content in contents {
                group.addTask { for _ in 0..<20 { try TextFile.write(content, to: file) } }
            }
            group.addTask {
                for _ in 0..<60 {
                    let read = try TextFile.bytes(file)
                    #expect(contents.contains(read))
                }
            }
            try await group.waitForAll()
        }
        #expect(try folder.names == ["a.txt"])
    }

    @Test func `a link is replaced, not followed`() throws {
        try folder.write("theirs", "target")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/target")
        try TextFile.write(Array("ours".utf8), to: "\(folder.path)/link", isPrivate: true)
        #expect(try TextFile.text("\(folder.path)/target") == "theirs")
        #expect(try TextFile.text("\(folder.path)/link") == "ours")
    }

    // MARK: Refusals

    @Test func `what cannot be written is told by its path, and leaves nothing`() throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/folder", withIntermediateDirectories: true)
        for file in ["\(folder.path)/none/a.txt", "\(folder.path)/folder"] {
            let error = refuses { try TextFile.write(Array("secret".utf8), to: file) }
            #expect(error?.message.contains(file) == true)
            #expect(error?.message.contains("secret") == false)
        }
        #expect(try folder.names == ["folder"])
    }

    @Test func `what cannot be read is told by its path`() throws {
        try folder.write([0xFF, 0xFE], "binary")
        refuses { _ = try TextFile.bytes("\(folder.path)/none") }
        refuses { _ = try TextFile.bytes(folder.path) }
        refuses { _ = try TextFile.text("\(folder.path)/binary") }
        #expect(try TextFile.bytes("\(folder.path)/binary") == [0xFF, 0xFE])
    }

    @Test func `a file of more than 64 MiB is refused`() throws {
        let file = try folder.write("", "large")
        let handle = try #require(FileHandle(forWritingAtPath: file))
        try handle.truncate(atOffset: UInt64(TextFile.maximumBytes) + 1)
        try handle.close()
        refuses { _ = try TextFile.bytes(file) }
    }

    @Test func `a private folder is for its owner alone, with those above it`() throws {
        try TextFile.makeFolder("\(folder.path)/a/b", isPrivate: true)
        #expect(try folder.mode("a/b") == 0o700 && folder.mode("a") == 0o700)
        try TextFile.makeFolder("\(folder.path)/a/b", isPrivate: true)
        try folder.write("", "file")
        refuses { try TextFile.makeFolder("\(folder.path)/file/b") }
    }

    @discardableResult
    private func refuses(
        _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) -> SetupError? {
        let error = #expect(throws: SetupError.self, sourceLocation: sourceLocation) {
            try body()
        }
        #expect(error?.code == .fileUnreadable, sourceLocation: sourceLocation)
        return error
    }
}
