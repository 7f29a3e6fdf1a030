import DocumentCheck
import Foundation
import PartySetup
import TestKit

/// A folder of documents on disk, gone after the test, and what `verify` says of it.
final class WorkingFolder: Sendable {
    private let folder: TemporaryFolder

    var path: String { folder.path }

    init(_ documents: [String: String], trust: [String: String]) throws {
        folder = try TemporaryFolder.made()
        try TextFile.makeFolder("\(folder.path)/trust")
        for (name, text) in documents { try write(Array(text.utf8), name) }
        for (name, text) in trust { try write(Array(text.utf8), "trust/\(name)") }
    }

    /// The story's folder with other bytes in one file.
    convenience init(_ real: RealFolder, _ name: String, _ bytes: [UInt8]) throws {
        try self.init(real.documents, trust: real.trust)
        try write(bytes, name)
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try folder.write(bytes, name)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    /// What `verify` finds; a trust folder that it will not work with is a finding too.
    func verdict() -> Verdict {
        do throws(SetupError) {
            return Verdict(lines: try DocumentChecks.run(paths: [path]))
        } catch {
            return Verdict(setup: error)
        }
    }
}

extension RealFolder {
    /// What `verify` says of the story's folder with other bytes in one file.
    func verdict(_ name: String, _ bytes: [UInt8]) throws -> Verdict {
        try WorkingFolder(self, name, bytes).verdict()
    }

    func verdict(_ name: String, _ text: String) throws -> Verdict {
        try verdict(name, Array(text.utf8))
    }
}

extension Rebuilder {
    /// What `verify` says of the folder made anew.
    func verdict() throws -> Verdict {
        try WorkingFolder(documents(), trust: real.trust).verdict()
    }
}
