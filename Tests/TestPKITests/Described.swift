import BlueButton
import Foundation
import OpenSSL
import SchemeAuthority
import StrictJSON
import TestPKI
import Testing

/// The project's descriptions in `certs/`, and the same with something changed.
enum Described {
    static let now = UnixTime(seconds: 1_795_000_000)
    static let pki = Result<GeneratedPKI, any Error> {
        try GeneratedPKI(PartyList(json: try bytes("parties.json")), at: now)
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        var parent = #filePath[...]
        while let slash = parent.lastIndex(of: "/") {
            parent = parent[..<slash]
            if let data = FileManager.default.contents(atPath: "\(parent)/certs/\(name)") {
                return [UInt8](data)
            }
        }
        throw TestPKIError(.descriptionMalformed, "expected certs/\(name) in the project")
    }

    /// The text of a description with one text put in the place of another.
    static func changed(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: try bytes(name), as: UTF8.self)
        let changed = text.replacingOccurrences(of: old, with: new)
        #expect(changed != text, "expected '\(old)' in \(name)")
        return Array(changed.utf8)
    }

    static func addresses() throws -> [String: String] {
        var addresses: [String: String] = [:]
        for slug in try DirectoryPlan(json: bytes("directory.json")).addressedParties() {
            addresses[slug] = "https://\(slug).example:8443"
        }
        return addresses
    }
}

/// Expects a refusal of the scheme authority's.
func expectRefusal(
    _ code: SchemeError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    let refusal = #expect(throws: SchemeError.self, sourceLocation: sourceLocation) {
        try body()
    }
    #expect(refusal?.code == code, sourceLocation: sourceLocation)
    #expect(refusal?.message.contains("expected") == true, sourceLocation: sourceLocation)
}

/// Expects a refusal with this code, and a message that says what was expected.
func expectRefusal(
    _ code: TestPKIError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    let refusal = #expect(throws: TestPKIError.self, sourceLocation: sourceLocation) {
        try body()
    }
    #expect(refusal?.code == code, sourceLocation: sourceLocation)
    #expect(refusal?.message.contains("expected") == true, sourceLocation: sourceLocation)
}
