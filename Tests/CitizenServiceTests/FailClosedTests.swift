import BlueButton
import GRDB
import ReleaseKit
import StrictJSON
import Testing
import Transport
import TransparencyLog

@testable import CitizenService
@testable import StoreSQLite

/// Where the store cannot be written nothing is answered, and nothing of it is there afterwards.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct FailClosedTests {
    /// What is wrong with the store.
    enum Trouble: CaseIterable {
        case full, readOnly

        /// Brings it about on the one connection that writes.
        func begin(_ database: SQLiteDatabase) {
            let sql =
                switch self {
                // SQLite then answers SQLITE_FULL to whatever needs another page.
                case .full: "PRAGMA max_page_count = 1"
                case .readOnly: "PRAGMA query_only = ON"
                }
            database.enqueue { db, _ in _ = try? db.execute(sql: sql) }
        }

        func end(_ database: SQLiteDatabase) {
            let sql =
                switch self {
                case .full: "PRAGMA max_page_count = 1000000"
                case .readOnly: "PRAGMA query_only = OFF"
                }
            database.enqueue { db, _ in _ = try? db.execute(sql: sql) }
        }
    }

    /// A query, or an attestation's: answered or not, by its HTTP status and code.
    private func ask(
        _ caller: Caller, forAttestation: Bool
    ) async throws -> (status: Int, code: String?) {
        let reply: HTTPReply
        if forAttestation {
            let mandate = try caller.mandate(caller.order())
            reply = try await caller.post(
                "/v1/attestations", ["mandate": .string(mandate.text), "token": "sealed"])
        } else {
            let mandate = try caller.mandate()
            reply = try await caller.post(
                "/v1/overviews", ["mandate": .string(mandate.text), "tokens": caller.tokens])
        }
        return (reply.status, reply.json["code"]?.stringValue)
    }

    /// Has calls made until one is refused, since a page that is there may have room for a few.
    private func untilRefused(
        _ body: () async throws -> (status: Int, code: String?)
    ) async throws -> (answered: Int, code: String?) {
        for answered in 0..<300 {
            let (status, code) = try await body()
            if status == 503 { return (answered, code) }
        }
        return (300, nil)
    }

    @Test(arguments: Trouble.allCases, [false, true])
    func `a query or an attestation that cannot be logged is not answered`(
        trouble: Trouble, forAttestation: Bool
    ) async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            trouble.begin(service.store.database)
            let (answered, code) = try await untilRefused {
                try await ask(caller, forAttestation: forAttestation)
            }
            #expect(["log-unavailable", "store-unavailable"].contains(code))
            if trouble == .readOnly { #expect(answered == 0) }
            // What was answered is logged, what was not is not.
            #expect(try await service.store.log.checkpoint().size == UInt64(answered))
            trouble.end(service.store.database)
            let healed = try await ask(caller, forAttestation: forAttestation)
            #expect(healed.status == (forAttestation ? 502 : 200))
            #expect(try await service.store.log.checkpoint().size == UInt64(answered) + 1)
            try await service.store.log.check()
        }
    }

    @Test(arguments: Trouble.allCases)
    func `a release that cannot be stored is not taken, and can be handed in again`(
        trouble: Trouble
    ) async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            // Holder keys first: they are remembered while the store takes them.
            var releases: [(id: String, body: JSONValue)] = []
            for _ in 0..<12 {
                let (release, body) = try await caller.release()
                releases.append((release.consent.id.text, body))
            }
            trouble.begin(service.store.database)
            // Pages that are free take a few; then none fits any more.
            var refused: [(id: String, body: JSONValue)] = []
            for release in releases {
                let reply = try await caller.post("/v1/releases", release.body)
                if reply.status == 201 {
                    #expect(trouble == .full)
                    continue
                }
                #expect(reply.status == 503)
                refused.append(release)
                let shown = try await caller.get("/v1/releases/\(release.id)")
                QueryTests.expect(shown, 404, "consent-unknown")
            }
            #expect(refused.count >= 6)
            let taken = try await caller.get("/v1/consents").json["consents"]?.arrayValue?.count
            #expect(taken == releases.count - refused.count)
            trouble.end(service.store.database)
            for release in refused {
                #expect(try await caller.post("/v1/releases", release.body).status == 201)
            }
            let listed = try await caller.get("/v1/consents")
            #expect(listed.json["consents"]?.arrayValue?.count == releases.count)
            try await service.store.log.check()
        }
    }

    @Test func `a withdrawal that cannot be stored is not acknowledged`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (release, body) = try await caller.release()
            #expect(try await caller.post("/v1/releases", body).status == 201)
            let path = "/v1/consents/\(release.consent.id.text)"
            Trouble.readOnly.begin(service.store.database)
            #expect(try await caller.post("\(path)/withdrawals", [:]).status == 503)
            #expect(try await caller.get(path).json["withdrawal"] == .null)
            Trouble.readOnly.end(service.store.database)
            #expect(try await caller.post("\(path)/withdrawals", [:]).status == 201)
        }
    }
}
