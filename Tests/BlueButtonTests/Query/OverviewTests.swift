import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct OverviewTests {
    private let documents: Documents
    private let time = Documents.time
    private var directory: Directory { documents.world.directory }

    init() throws {
        documents = try Documents.shared.get()
    }

    @discardableResult
    private func verify(_ text: String, at time: UnixTime = Documents.time) throws -> Overview {
        let directory = directory
        return try Overview.verify(
            Array(text.utf8),
            directory: { hash, _ throws(Refusal) in
                guard hash == directory.hash else {
                    throw Refusal(.directoryUnknown, "expected a directory that is at hand")
                }
                return directory
            }, trust: documents.world.trust, at: time)
    }

    private func changed(_ changes: (String, JSONValue?)...) throws -> String {
        try Forge.changed(documents[.overview], key: documents.key(.overview), changes)
    }

    private func statement(
        _ holdings: [Holding] = [], to mandate: Mandate? = nil, by party: String = "brp"
    ) throws -> JSONValue {
        .string(
            try HoldingsStatement.seal(
                holdings, answering: mandate ?? documents.mandate,
                by: documents.world.sealer(party), at: time))
    }

    @Test func `an overview tells of every source what came of asking`() throws {
        let overview = try verify(documents[.overview])
        #expect(overview.subject == Documents.person)
        #expect(overview.mandate.hash == documents.mandate.hash)
        #expect(overview.rows.map(\.source) == directory.sources.map(\.oin))
        #expect(overview.rows.map(\.outcome.name) == ["holds", "unavailable"])
        #expect(overview.rows[1].answeredAt == nil)
    }

    @Test func `the order of the rows is not demanded`() throws {
        let rows = try Forge.parts(documents[.overview]).payload.at("sources").arrayValue ?? []
        let text = try changed(("sources", .array(rows.reversed())))
        #expect(try verify(text).rows.count == 2)
    }

    static let refused: [Change] = [
        Change("sub", nil), Change("sub", 1), Change("mandate", nil), Change("mandate", ""),
        Change("mandate", 1), Change("mandate", [:]), Change("sources", nil),
        Change("sources", [:]), Change("sources|0", "brp"), Change("sources|0|extra", 1),
        Change("sources|0|oin", nil), Change("sources|0|oin", "brp"),
        Change("sources|0|oin", "00000099000000000999", .sourceUnknown),
        Change("sources|0|oin", "00000099000000000201", .sourceUnknown),
        Change("sources|0|name", nil), Change("sources|0|name", "RvIG", .outcomeMismatch),
        Change("sources|0|name", "", .outcomeMismatch), Change("sources|0|outcome", nil),
        Change("sources|0|outcome", "holds-nothing", .outcomeMismatch),
        Change("sources|0|outcome", "unavailable", .outcomeMismatch),
        Change("sources|0|outcome", "refused", .outcomeMismatch),
        Change("sources|0|outcome", "Holds", .outcomeMismatch),
        Change("sources|0|outcome", "", .outcomeMismatch),
        Change("sources|0|asked_at", nil), Change("sources|0|asked_at", 0),
        Change("sources|0|asked_at", -1), Change("sources|0|asked_at", .null),
        Change("sources|0|answered_at", nil), Change("sources|0|answered_at", 0),
        Change("sources|0|answered_at", -5), Change("sources|0|answered_at", "1795000000"),
        Change("sources|0|answered_at", .null, .outcomeMismatch),
        Change("sources|0|statement", nil, .outcomeMismatch),
        Change("sources|0|statement", .null), Change("sources|0|statement", ""),
        Change(
            "sources|0|reason", ["code": "timeout", "message": "x"], .outcomeMismatch),
        Change("sources|1|outcome", "holds", .outcomeMismatch),
        Change("sources|1|outcome", "holds-nothing", .outcomeMismatch),
        Change("sources|1|reason", nil, .outcomeMismatch), Change("sources|1|reason", .null),
        Change("sources|1|reason", "timeout"), Change("sources|1|reason|code", nil),
        Change("sources|1|reason|code", "geen-zin"), Change("sources|1|reason|code", "Timeout"),
        Change("sources|1|reason|message", nil), Change("sources|1|reason|extra", 1),
        Change("sources|1|answered_at", nil), Change("sources|1|asked_at", nil),
    ]

    @Test(arguments: refused)
    func `an overview that does not fit is refused`(change: Change) throws {
        let text = try changed((change.path, change.value))
        expectRefusal(change.code) { try verify(text) }
    }

    @Test(arguments: ["timeout", "unreachable", "too-large", "invalid-answer", "refused"])
    func `every reason of the protocol is known`(code: String) throws {
        let text = try changed(
            ("sources|1|reason|code", .string(code)), ("sources|1|outcome", "refused"))
        #expect(try verify(text).rows[1].outcome.name == "refused")
    }

    @Test func `a source that is left out, or there twice, is seen`() throws {
        expectRefusal(.sourcesIncomplete) { try verify(try changed(("sources|1", nil))) }
        expectRefusal(.sourcesIncomplete) { try verify(try changed(("sources|0", nil))) }
        expectRefusal(.sourcesIncomplete) { try verify(try changed(("sources", []))) }
        let rows = try Forge.parts(documents[.overview]).payload.at("sources")
        expectRefusal(.sourcesIncomplete) {
            try verify(try changed(("sources|+", rows.at("1"))))
        }
        expectRefusal(.sourcesIncomplete) {
            try verify(try changed(("sources|1", rows.at("0"))))
        }
    }

    @Test func `a row bears the statement of its own source`() throws {
        expectRefusal(.organisationMismatch) {
            try verify(try changed(("sources|0|statement", try statement(by: "bri"))))
        }
        // The other source's row under this one's statement.
        let text = try changed(
            ("sources|1|reason", nil), ("sources|1|outcome", "holds"),
            ("sources|1|answered_at", .integer(time.seconds)),
            ("sources|1|statement", .string(documents[.statement])))
        expectRefusal(.organisationMismatch) { try verify(text) }
    }

    @Test func `a statement that answers another mandate is refused`() throws {
        let other = try Mandate.make(
            .holdings, directory: directory.hash, token: "t", key: documents.sessionKey, at: time)
        expectRefusal(.statementMismatch) {
            try verify(
                try changed(("sources|0|statement", try statement(Documents.holdings, to: other))))
        }
        expectRefusal(.statementMismatch) {
            try verify(try changed(("mandate", .string(other.text))))
        }
    }

    @Test func `the outcome is what the statement tells`() throws {
        expectRefusal(.outcomeMismatch) {
            try verify(try changed(("sources|0|statement", try statement())))
        }
        let text = try changed(
            ("sources|0|statement", try statement()), ("sources|0|outcome", "holds-nothing"))
        #expect(try verify(text).rows[0].outcome.name == "holds-nothing")
    }

    @Test func `the mandate of an overview is for holdings, alive and under a known directory`()
        throws
    {
        expectRefusal(.mandateMismatch) {
            try verify(try changed(("mandate", .string(documents[.attestationMandate]))))
        }
        let unknown = try Mandate.make(
            .holdings, directory: DocumentHash(ofCharacters: "x"), token: "t",
            key: documents.sessionKey, at: time)
        expectRefusal(.directoryUnknown) {
            try verify(try changed(("mandate", .string(unknown.text))))
        }
        expectRefusal(.expired) { try verify(documents[.overview], at: time + 300) }
        expectRefusal(.typeMismatch) {
            try verify(try changed(("mandate", .string(documents[.consent]))))
        }
    }

    @Test func `another service than the directory's seals no overview`() throws {
        // The same role, another organisation: as if the directory named another service.
        let directory = try documents.world.directory(version: 2)
        let pki = documents.world.pki
        let other = try documents.world.sealer("service")
        #expect(other.oin == directory.service.oin.digits)
        let draft = DirectoryDraft(
            version: 3, issuedAt: time, expires: time + 60, sources: directory.sources,
            recipients: directory.recipients,
            service: DirectoryService(
                slug: "ander", oin: try OIN("00000099000000000021"), name: "Ander",
                endpoint: directory.service.endpoint),
            log: directory.log, identityProvider: directory.identityProvider,
            revocationAddresses: [])
        let changed = try Directory.verify(
            try draft.sealed(by: documents.world.sealer("scheme")), trust: pki.trust, at: time)
        expectRefusal(.organisationMismatch) {
            _ = try Overview.verify(
                Array(documents[.overview].utf8),
                directory: { _, _ throws(Refusal) in changed }, trust: pki.trust, at: time)
        }
    }
}
