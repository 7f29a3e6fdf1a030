import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct StatementTests {
    private let documents: Documents
    private let time = Documents.time
    private var sources: [DirectorySource] { documents.world.directory.sources }

    init() throws {
        documents = try Documents.shared.get()
    }

    @discardableResult
    private func verify(
        _ text: String, from source: Int = 0, to mandate: Mandate? = nil,
        at time: UnixTime = Documents.time
    ) throws -> HoldingsStatement {
        try HoldingsStatement.verify(
            text, from: sources[source], to: mandate ?? documents.mandate,
            trust: documents.world.trust, at: time)
    }

    private func seal(
        _ holdings: [Holding], to mandate: Mandate? = nil, by party: String = "brp",
        at time: UnixTime = Documents.time
    ) throws -> String {
        try HoldingsStatement.seal(
            holdings, answering: mandate ?? documents.mandate,
            by: documents.world.sealer(party), at: time)
    }

    static let refused: [Change] = [
        Change("mandate", nil), Change("mandate", "AAAA"), Change("holds", nil),
        Change("holds", false), Change("holds", 1), Change("holds", "true"),
        Change("holdings", nil), Change("holdings", []), Change("holdings", [:]),
        Change("holdings|0", "persoon"), Change("holdings|0|extra", 1),
        Change("holdings|0|category", nil), Change("holdings|0|category", 1),
        Change("holdings|0|category", "inkomen", .statementMismatch),
        Change("holdings|0|category", "Persoon", .statementMismatch),
        Change("holdings|0|label", nil), Change("holdings|0|label", "Persoon"),
        Change("holdings|0|label|en", nil), Change("holdings|0|label|de", "Person"),
        Change("holdings|0|label|nl", .null), Change("holdings|0|records", nil),
        Change("holdings|0|records", -1), Change("holdings|0|records", "1"),
        Change("holdings|0|since", nil), Change("holdings|0|since", "1990-13"),
        Change("holdings|0|since", 1990), Change("holdings|0|updated", nil),
        Change("holdings|0|updated", "gisteren"), Change("holdings|0|purpose", nil),
        Change("holdings|0|purpose|nl", nil), Change("holdings|0|purpose|fr", "x"),
        Change("holdings|0|legal_basis", nil), Change("holdings|0|legal_basis", .null),
        Change("holdings|0|retention", nil), Change("holdings|0|retention", "100 jaar"),
        Change("holdings|0|retention", 100), Change("holdings|0|recipients", nil),
        Change("holdings|0|recipients", "Gemeenten"), Change("holdings|0|recipients", [1]),
    ]

    @Test(arguments: refused)
    func `a statement that does not fit is refused`(change: Change) throws {
        let text = try documents.changed(.statement, (change.path, change.value))
        expectRefusal(change.code) { try verify(text) }
    }

    @Test func `null is for dates and retention alone`() throws {
        let text = try documents.changed(
            .statement, ("holdings|0|since", .null), ("holdings|0|updated", .null),
            ("holdings|0|retention", .null), ("holdings|0|records", 0),
            ("holdings|0|recipients", []))
        let holding = try verify(text).holdings[0]
        #expect(holding.since == nil && holding.updated == nil && holding.retention == nil)
    }

    @Test func `a source that holds nothing says so`() throws {
        let nothing = try verify(try seal([]))
        #expect(!nothing.holds)
        let text = try Forge.changed(
            nothing.text, key: documents.key(.statement), [("holds", true)])
        expectRefusal(.malformed) { try verify(text) }
    }

    @Test func `another source's statement is refused`() throws {
        expectRefusal(.organisationMismatch) { try verify(documents[.statement], from: 1) }
        let other = try seal([], by: "bri")
        expectRefusal(.organisationMismatch) { try verify(other) }
        #expect(throws: Never.self) { try verify(other, from: 1) }
    }

    @Test func `a statement to another mandate is refused`() throws {
        let other = try Mandate.make(
            .holdings, directory: documents.world.directory.hash, token: "t",
            key: documents.sessionKey, at: time)
        expectRefusal(.statementMismatch) { try verify(documents[.statement], to: other) }
        expectRefusal(.statementMismatch) {
            try verify(try seal([], to: other))
        }
    }

    @Test(
        arguments: [(-61, false), (-60, true), (0, true), (360, true), (361, false)]
            as [(Int64, Bool)])
    func `a statement is made during the mandate's life`(offset: Int64, isFine: Bool) throws {
        let made = time + offset
        let text = try seal([], at: made)
        let judged = max(made, time)
        if isFine {
            #expect(throws: Never.self) { try verify(text, at: judged) }
        } else {
            expectRefusal(.statementMismatch) { try verify(text, at: judged) }
        }
    }

    @Test func `a statement that would be too large is not sealed`() throws {
        let many = Array(repeating: Documents.holdings[0], count: 40)
        expectRefusal(.tooLarge) { _ = try seal(many) }
    }
}
