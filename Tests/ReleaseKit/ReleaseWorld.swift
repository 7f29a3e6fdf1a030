package import BlueButton
import Foundation
package import OpenSSL
import SchemeAuthority
package import TestPKI
package import Trust

/// Everyone who takes part in a release, with keys and a directory, at one fixed time.
package struct ReleaseWorld: Sendable {
    /// The time of all documents, unless a test says otherwise.
    package static let time = UnixTime(seconds: 1_795_000_000)
    /// Made once: nothing in it changes.
    package static let shared = Result<ReleaseWorld, any Error> { try ReleaseWorld(at: time) }

    package let pki: GeneratedPKI
    package let time: UnixTime
    package let directory: Directory
    /// The service's access log.
    package let log: WorldLog

    package var trust: TrustStore { pki.trust }

    /// Makes a world of its own.
    ///
    /// - Parameters:
    ///   - addresses: of parties by slug, where they are not the made-up ones.
    package init(
        at time: UnixTime, addresses: [String: String] = [:], version: Int64 = 1
    ) throws {
        pki = try GeneratedPKI(
            PartyList(json: Self.described("parties.json")), listsAt: Self.address("tsa"),
            at: time - 86_400)
        self.time = time
        directory = try Self.directory(
            pki: pki, addresses: addresses, version: version, at: time)
        log = try WorldLog(pki, directory)
    }

    /// Another directory of the same parties.
    package func directory(
        addresses: [String: String] = [:], version: Int64, at time: UnixTime? = nil
    ) throws -> Directory {
        try Self.directory(
            pki: pki, addresses: addresses, version: version, at: time ?? self.time)
    }

    /// The seal of a party.
    package func sealer(_ slug: String) throws -> Sealer {
        try pki.party(slug).sealer()
    }

    /// The made-up address of a party.
    package static func address(_ slug: String) -> String { "https://\(slug).example:8443" }

    private static func directory(
        pki: GeneratedPKI, addresses: [String: String], version: Int64, at time: UnixTime
    ) throws -> Directory {
        let plan = try DirectoryPlan(json: described("directory.json"))
        var all = addresses
        for slug in try plan.addressedParties() where all[slug] == nil {
            all[slug] = address(slug)
        }
        return try Directory.verify(
            plan.sealed(pki: pki, addresses: all, version: version, at: time),
            trust: pki.trust, at: time)
    }

    /// A file of `certs/`, found by walking up from this file.
    private static func described(_ name: String) throws -> [UInt8] {
        var parent = #filePath[...]
        while let slash = parent.lastIndex(of: "/") {
            parent = parent[..<slash]
            if let data = FileManager.default.contents(atPath: "\(parent)/certs/\(name)") {
                return [UInt8](data)
            }
        }
        throw TestPKIError(.descriptionMalformed, "expected certs/\(name) in the project")
    }
}
