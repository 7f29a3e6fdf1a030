import JOSE
import ReleaseKit
import StrictJSON
import Testing

/// Every bit of every document counts; see `Thoroughness` for how many are tried.
@Suite(.serialized) struct BitTests {
    /// The documents of the log that end with a line feed of their own.
    static let notes = ["checkpoint", "consent.tlog-proof"]
    static let stamped = ["overview.json", "registration.json", "receipt.json"]
    static let documents =
        ["directory.jwt", "request.jwt", "package.jwe", "response.json", "consent.jwt"] + stamped
        + notes + ["log-entry.json"]

    @Test(arguments: documents)
    func `a document with one bit changed is refused with a code`(name: String) async throws {
        let real = try await RealFolder.shared
        let original = Array(try real.text(name).utf8)
        let free = Self.unbound(in: try real.text(name), name)
        let bits = Thoroughness.some(of: original.count * 8, by: 8)
            .filter { !free.contains($0 / 8) }
        let verdicts = try await concurrently(bits) { bit in
            try real.verdict(name, Self.turned(bit, of: original))
        }
        for (bit, verdict) in zip(bits, verdicts) {
            #expect(verdict.isRefused, "bit \(bit % 8) of byte \(bit / 8) of \(name): \(verdict)")
        }
        #expect(bits.count > 6)
    }

    /// The timestamp's own bytes, under a signature that is not the document's.
    @Test(arguments: stamped)
    func `a timestamp with one bit changed is refused as such`(name: String) async throws {
        let real = try await RealFolder.shared
        let document = try JSONValue.parse(real.text(name), maximumBytes: 32 << 20)
        let token = try Base64.decode(document.at(Self.token).stringValue ?? "")
        let bits = Thoroughness.some(of: token.count * 8, by: 12)
        let verdicts = try await concurrently(bits) { bit in
            let altered = JSONValue.string(Base64.encode(Self.turned(bit, of: token)))
            return try real.verdict(name, document.setting(Self.token, altered).text)
        }
        for (bit, verdict) in zip(bits, verdicts) {
            let isSeen = verdict.failures.contains { $0.hasPrefix("\(name) timestamp-") }
            #expect(isSeen, "bit \(bit % 8) of byte \(bit / 8) of the token in \(name): \(verdict)")
        }
    }

    /// Anchors and lists are the verifier's own: whatever lies there, it gives a verdict.
    @Test func `a changed trust folder is judged, whatever is in it`() async throws {
        let real = try await RealFolder.shared
        for (name, text) in real.trust {
            let original = Array(text.utf8)
            let bits = Thoroughness.some(of: original.count * 8, by: 2)
            let verdicts = try await concurrently(bits) { bit in
                try real.verdict("trust/\(name)", Self.turned(bit, of: original))
            }
            for verdict in verdicts { #expect(verdict.holds || verdict.isRefused, "\(verdict)") }
        }
    }

    static let token = "header|etsiU|0|sigTst|tstTokens|0|val"

    private static func turned(_ bit: Int, of bytes: [UInt8]) -> [UInt8] {
        var altered = bytes
        altered[bit / 8] ^= 1 << (bit % 8)
        return altered
    }

    /// The places of the bits that confirm a package: they are nowhere else but in the package,
    /// so only the request's private key shows that they are right.
    private static func unbound(in text: String, _ name: String) -> Range<Int> {
        guard name == "response.json", let found = text.firstRange(of: "\"confirm\":\"") else {
            return 0..<0
        }
        let start = text.utf8.distance(from: text.startIndex, to: found.upperBound)
        return start..<(start + 22)
    }
}
