import BlueButton
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TransparencyLog

/// What a registration says of the log.
struct LogInclusionTests {
    static func inclusion() throws -> LogInclusion {
        let world = try ReleaseWorld.shared.get()
        for _ in 0..<4 { _ = try world.log.append(LogRecordTests.entry()) }
        return try world.log.append(LogRecordTests.entry())
    }

    static func key() throws -> NoteVerifierKey {
        try ReleaseWorld.shared.get().directory.log.verifierKey()
    }

    static func read(_ json: JSONObject) throws(Refusal) -> LogInclusion {
        try LogInclusion(json: JSONReader(.object(json)))
    }

    @Test func `an inclusion is read back as written, and verifies`() throws {
        let inclusion = try Self.inclusion()
        #expect(try Self.read(inclusion.json) == inclusion)
        let checkpoint = try inclusion.verify(by: Self.key())
        #expect(checkpoint.size > inclusion.index)
    }

    @Test(
        arguments: [
            ("index", -1), ("index", "1"), ("index", 9_007_199_254_740_993), ("index", nil),
            ("inclusion_proof", nil), ("inclusion_proof", "x"), ("inclusion_proof", ["x"]),
            ("checkpoint", nil), ("checkpoint", 1), ("entry", nil), ("entry", [:]), ("key", nil),
            ("key", "short"), ("more", 1),
        ] as [(String, JSONValue)])
    func `an inclusion of another form is refused`(name: String, value: JSONValue) throws {
        var json = try Self.inclusion().json
        json[name] = value == .null ? nil : value
        #expect(LogRecordTests.code { _ = try Self.read(json) } == .malformed)
    }

    @Test func `each altered part has a code of its own`() throws {
        let inclusion = try Self.inclusion()
        let other = try Self.inclusion()
        func code(_ change: (inout JSONObject) -> Void) -> Refusal.Code? {
            var json = inclusion.json
            change(&json)
            return LogRecordTests.code { _ = try Self.read(json).verify(by: Self.key()) }
        }
        #expect(code { _ in } == nil)
        #expect(code { $0["key"] = other.json["key"] } == .inclusionInvalid)
        #expect(code { $0["inclusion_proof"] = [] } == .proofLength)
        #expect(
            code {
                $0["inclusion_proof"] = .array(
                    inclusion.hashes.map { _ in .string(MerkleHash.emptyRoot.base64URL) })
            } == .inclusionInvalid)
        #expect(
            code {
                $0["inclusion_proof"] = .array(
                    [JSONValue](repeating: .string(MerkleHash.emptyRoot.base64URL), count: 65))
            } == .proofLength)
        #expect(
            code { $0["checkpoint"] = .string(inclusion.checkpoint + " ") } == .malformed)
        #expect(
            code {
                $0["checkpoint"] = .string(
                    inclusion.checkpoint.replacing("\n\n", with: "\nmore\n\n"))
            } == .noteSignatureInvalid)
        let stranger = NoteVerifierKey(
            name: try Self.key().name,
            key: try Ed25519PrivateKey(seed: [UInt8](repeating: 4, count: 32)).publicKey)
        #expect(
            LogRecordTests.code { _ = try inclusion.verify(by: stranger) } == .noteUnsigned)
    }
}
