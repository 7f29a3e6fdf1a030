import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import Synchronization
import TestKit
import Testing
import Trust

struct OverviewFederationTests {
    let world: ReleaseWorld
    let mandate: Mandate

    init() throws {
        world = try ReleaseWorld.shared.get()
        mandate = try Query.mandate(world)
    }

    private func overview(
        patience: Duration = .seconds(20), directory: Directory? = nil, mandate: Mandate? = nil,
        tokens: [OIN: String]? = nil,
        timestamps: (any TimestampAuthority)? = nil, _ script: @escaping ScriptedSource.Script
    ) async throws -> Overview {
        let (trust, directory) = (world.trust, directory ?? world.directory)
        let federation = OverviewFederation(
            source: ScriptedSource(script), sealer: try world.sealer("service"), trust: { trust },
            timestamps: timestamps ?? world.timestamps(), clock: .fixed(world.time),
            logger: LogBook().logger, patience: patience)
        let sealed = try await federation.overview(
            of: mandate ?? self.mandate, tokens: tokens ?? Query.tokens(directory),
            subject: Query.subject, directory: directory)
        return try Overview.verify(
            sealed.bytes(), directory: { _, _ in directory }, trust: trust, at: world.time)
    }

    /// What is said of the BRP when it answers with a text and the BRI holds nothing.
    private func outcome(ofBRP text: String) async throws -> OverviewRow.Outcome {
        let nothing = try Query.statement([], to: mandate, by: "bri", world)
        return try await overview { source, _, _ throws(SourceFailure) in
            source.slug == "brp" ? text : nothing
        }.rows[0].outcome
    }

    private func expect(
        _ outcome: OverviewRow.Outcome, _ code: OverviewRow.Reason.Code,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .unavailable(let reason) = outcome else {
            Issue.record("\(outcome.name)", sourceLocation: sourceLocation)
            return
        }
        #expect(reason.code == code, sourceLocation: sourceLocation)
    }

    // MARK: Answers

    @Test func `what each source states is what the overview says`() async throws {
        let holds = try Query.statement(
            [Query.holding("persoon")], to: mandate, by: "brp", world)
        let nothing = try Query.statement([], to: mandate, by: "bri", world)
        let overview = try await overview { source, _, _ throws(SourceFailure) in
            source.slug == "brp" ? holds : nothing
        }
        #expect(overview.rows.map(\.outcome.name) == ["holds", "holds-nothing"])
        #expect(overview.rows.map(\.answeredAt) == [world.time, world.time])
        #expect(overview.subject == Query.subject && overview.mandate.hash == mandate.hash)
    }

    @Test func `an overview has the authority's timestamp`() async throws {
        let authority = world.timestamps()
        let overview = try await overview(timestamps: authority) {
            _, _, _ throws(SourceFailure) in throw SourceFailure(.timeout)
        }
        #expect(overview.timestamp?.time == world.time)
        #expect(authority.asked == 1)
    }

    @Test func `without the authority an overview is given all the same`() async throws {
        let authority = world.timestamps()
        authority.isSilent = true
        let overview = try await overview(timestamps: authority) {
            _, _, _ throws(SourceFailure) in throw SourceFailure(.timeout)
        }
        #expect(overview.timestamp == nil)
        #expect(overview.rows.count == 2)
    }

    @Test func `each source gets the mandate and the token that is meant for it`() async throws {
        let seen = Mutex<[String: [String]]>([:])
        _ = try await overview { source, mandate, token throws(SourceFailure) in
            seen.withLock { $0[source.slug] = [mandate, token] }
            throw SourceFailure(.timeout)
        }
        let expected = [
            "brp": [mandate.text, "token for brp"], "bri": [mandate.text, "token for bri"],
        ]
        #expect(seen.withLock { $0 } == expected)
    }

    @Test func `rows keep the directory's order whoever answers first`() async throws {
        let overview = try await overview { source, _, _ throws(SourceFailure) in
            if source.slug == "brp" { try? await Task.sleep(for: .milliseconds(50)) }
            throw SourceFailure(.refused(code: "rate-exceeded"))
        }
        #expect(overview.rows.map(\.source) == world.directory.sources.map(\.oin))
    }

    @Test func `two hundred sources have a row each`() async throws {
        let many = try ManySources(200, world)
        let mandate = try Query.mandate(world, directory: many.directory)
        let overview = try await overview(directory: many.directory, mandate: mandate) {
            [world] source, _, _ throws(SourceFailure) in
            guard source.oin.digits.last != "7" else { throw SourceFailure(.unreachable) }
            let holdings = source.oin.digits.last == "3" ? [Query.holding("category")] : []
            guard let sealer = many.sealers[source.oin],
                let text = try? HoldingsStatement.seal(
                    holdings, answering: mandate, by: sealer, at: world.time)
            else { throw SourceFailure(.invalidAnswer) }
            return text
        }
        #expect(overview.rows.map(\.source) == many.directory.sources.map(\.oin))
        let names = overview.rows.map(\.outcome.name)
        #expect(names.count { $0 == "holds" } == 20)
        #expect(names.count { $0 == "unavailable" } == 20)
        #expect(names.count { $0 == "holds-nothing" } == 160)
    }

    // MARK: Failures

    @Test(arguments: [
        (SourceFailure.Kind.timeout, OverviewRow.Reason.Code.timeout, false),
        (.unreachable, .unreachable, false), (.tooLarge, .tooLarge, true),
        (.invalidAnswer, .invalidAnswer, true),
    ])
    func `a failure is a row that says why`(
        kind: SourceFailure.Kind, code: OverviewRow.Reason.Code, isAnswered: Bool
    ) async throws {
        let row = try await overview { _, _, _ throws(SourceFailure) in
            throw SourceFailure(kind)
        }.rows[1]
        expect(row.outcome, code)
        #expect((row.answeredAt != nil) == isAnswered)
    }

    @Test func `a refusal is shown as one, without the source's own words`() async throws {
        let row = try await overview { _, _, _ throws(SourceFailure) in
            throw SourceFailure(.refused(code: "words-of-the-source"))
        }.rows[0]
        guard case .refused(let reason) = row.outcome else {
            Issue.record("\(row.outcome.name)")
            return
        }
        #expect(reason.code == .refused && !reason.message.contains("words"))
    }

    @Test func `another source's statement is no answer`() async throws {
        let text = try Query.statement([], to: mandate, by: "bri", world)
        expect(try await outcome(ofBRP: text), .invalidAnswer)
    }

    @Test func `the seal of a recipient makes no statement`() async throws {
        let text = try Query.statement([], to: mandate, by: "woonhaven", world)
        expect(try await outcome(ofBRP: text), .invalidAnswer)
    }

    @Test func `a statement to another mandate is no answer`() async throws {
        let text = try Query.statement([], to: Query.mandate(world), by: "brp", world)
        expect(try await outcome(ofBRP: text), .invalidAnswer)
    }

    @Test func `a category that is not the source's makes the statement invalid`() async throws {
        let text = try Query.statement(
            [Query.holding("inkomen")], to: mandate, by: "brp", world)
        expect(try await outcome(ofBRP: text), .invalidAnswer)
    }

    @Test(arguments: [-61, 361] as [Int64])
    func `a statement from outside the mandate's life is no answer`(
        seconds: Int64
    ) async throws {
        let text = try Query.statement(
            [], to: mandate, by: "brp", world, at: world.time + seconds)
        expect(try await outcome(ofBRP: text), .invalidAnswer)
    }

    @Test(arguments: ["", "not a statement", "a.b.c", "{}", "ey..", "\u{0}"])
    func `what is no statement is no answer`(text: String) async throws {
        expect(try await outcome(ofBRP: text), .invalidAnswer)
    }

    @Test func `a statement changed in one character is no answer`() async throws {
        var text = try Query.statement([], to: mandate, by: "brp", world)
        let last = text.removeLast()
        text.append(last == "A" ? "Q" : "A")
        expect(try await outcome(ofBRP: text), .invalidAnswer)
    }

    @Test func `an answer over eight kilobytes is too large`() async throws {
        let text = String(repeating: "a", count: DocumentLimits.statement + 1)
        expect(try await outcome(ofBRP: text), .tooLarge)
    }

    // MARK: Deadline

    @Test(.timeLimit(.minutes(1)))
    func `a source that lets the deadline pass is called off and times out`() async throws {
        let nothing = try Query.statement([], to: mandate, by: "bri", world)
        let rows = try await overview(patience: .milliseconds(300)) {
            source, _, _ throws(SourceFailure) in
            guard source.slug == "brp" else { return nothing }
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                throw SourceFailure(.unreachable)
            }
            return nothing
        }.rows
        expect(rows[0].outcome, .timeout)
        #expect(rows[0].answeredAt == nil)
        #expect(rows[1].outcome.name == "holds-nothing")
    }

    @Test(.timeLimit(.minutes(1)))
    func `nobody waits for the deadline when all have answered`() async throws {
        let rows = try await overview(patience: .seconds(3600)) {
            _, _, _ throws(SourceFailure) in throw SourceFailure(.invalidAnswer)
        }.rows
        #expect(rows.count == 2)
    }

    // MARK: Orders that are refused

    @Test func `a mandate for an attestation is no query`() async throws {
        let source = try world.directory.source(slug: "brp")
        let mandate = try Query.mandate(
            world,
            order: .attestation(
                source: source.oin, type: .brp, holderKey: JWK(P256PrivateKey().publicKey),
                encryptionKey: JWK(P256PrivateKey().publicKey)))
        await refuses(.mandateMismatch) {
            _ = try await overview(mandate: mandate) { _, _, _ throws(SourceFailure) in
                throw SourceFailure(.timeout)
            }
        }
    }

    @Test func `tokens for other sources than the directory's are refused`() async throws {
        let all = Query.tokens(world.directory)
        var missing = all
        missing[world.directory.sources[1].oin] = nil
        var surplus = all
        surplus[try OIN("00000099000000000999")] = "token"
        for tokens in [missing, surplus, [:]] {
            await refuses(.malformed) {
                _ = try await overview(tokens: tokens) { _, _, _ throws(SourceFailure) in
                    Issue.record("asked")
                    throw SourceFailure(.timeout)
                }
            }
        }
    }

    private func refuses(_ code: Refusal.Code, _ body: () async throws -> Void) async {
        let refusal = await #expect(throws: Refusal.self) { try await body() }
        #expect(refusal?.code == code)
    }
}
