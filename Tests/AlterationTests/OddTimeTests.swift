import ReleaseKit
import StrictJSON
import Testing

/// Times at their edges and one beyond, under the right keys.
@Suite(.serialized) struct OddTimeTests {
    private let real: RealFolder

    init() async throws {
        real = try await RealFolder.shared
    }

    private func expect(_ alterations: Alteration...) throws {
        let verdict = try Rebuilder(real, alterations).verdict()
        let codes = Set(alterations.flatMap(\.codes))
        #expect(!verdict.codes.isDisjoint(with: codes), "\(verdict)")
    }

    @Test(arguments: [-61, 361] as [Int64])
    func `a statement made outside its mandate's life is refused`(offset: Int64) throws {
        let mandate = try Parts(
            Parts(real.text("overview.json")).payload.at("mandate").stringValue ?? "")
        let begins = mandate.payload.at("iat").integerValue ?? 0
        let time = JSONValue.integer(begins + offset)
        try expect(Alteration(.statement, "iat", time, "statement-mismatch", "issued-ahead"))
    }

    private func time(_ document: String, _ member: String) throws -> Int64 {
        try Parts(real.text(document)).payload.at(member).integerValue ?? 0
    }

    @Test(arguments: [(300, true), (301, false), (-300, true), (-301, false)] as [(Int64, Bool)])
    func `a key binding lies within 300 seconds of the registration`(
        offset: Int64, isNear: Bool
    ) throws {
        let stored = try time("registration.json", "iat")
        let made = JSONValue.integer(stored + offset)
        let early = Alteration(.request, "iat", .integer(stored - 1000), "")
        let bindings = [Part.personBinding, .incomeBinding].map {
            Alteration($0, "iat", made, "presentation-mismatch", "issued-ahead")
        }
        let verdict = try Rebuilder(real, [early] + bindings).verdict()
        // One that is ahead of the time that counts is refused as such, however near.
        let isFine = isNear && offset <= 0
        #expect(verdict.holds == isFine, "\(verdict)")
    }

    @Test func `an attestation lives a day at most, from a full hour`() throws {
        let response = try JSONValue.parse(real.text("response.json"), maximumBytes: 1 << 20)
        let attestation = try Parts(response.at("vp_token|persoon|0").stringValue ?? "")
        let issued = attestation.payload.at("iat").integerValue ?? 0
        try expect(Alteration(.person, "exp", .integer(issued + 86_401), "lifetime-refused"))
        try expect(Alteration(.person, "iat", .integer(issued + 1), "malformed"))
        try expect(
            Alteration(.person, "iat", .integer(issued + 1), "malformed"),
            Alteration(.person, "nbf", .integer(issued + 1), "malformed"))
        try expect(
            Alteration(.person, "iat", .integer(issued + 7200), "not-yet-valid"),
            Alteration(.person, "nbf", .integer(issued + 7200), "not-yet-valid"))
        let least = Alteration(.person, "exp", .integer(issued + 86_400), "")
        #expect(try Rebuilder(real, [least]).verdict().holds)
    }

    @Test func `a request lives thirty days at most, and covers its registration`() throws {
        let issued = try time("request.jwt", "iat")
        let stored = try time("registration.json", "iat")
        try expect(
            Alteration(.request, "exp", .integer(issued + 2_592_001), "lifetime-refused"))
        try expect(
            Alteration(.request, "iat", .integer(stored - 60), "expired"),
            Alteration(.request, "exp", .integer(stored), "expired"))
        let whole = Alteration(.request, "exp", .integer(issued + 2_592_000), "")
        #expect(try Rebuilder(real, [whole]).verdict().holds)
    }

    @Test func `a directory lives thirty days at most, and covers the release`() throws {
        let issued = try time("directory.jwt", "iat")
        let asked = try time("overview.json", "iat")
        try expect(
            Alteration(.directory, "exp", .integer(issued + 2_592_001), "lifetime-refused"))
        try expect(Alteration(.directory, "exp", .integer(asked), "expired"))
    }
}
