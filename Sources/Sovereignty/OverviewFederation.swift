package import BlueButton
package import JOSE
package import Logging
import OpenSSL
package import Trust

/// Asks every source of a directory at once and seals what came of it.
///
/// One absolute deadline holds for all: a slow or broken source becomes a row that says so, and
/// never delays the answer past the deadline. A statement that does not verify counts as no
/// answer. The timestamp of the whole has a deadline of its own; where it passes, the overview goes
/// without, which its reader sees.
package struct OverviewFederation: Sendable {
    private let source: any Source
    private let sealer: Sealer
    private let trust: @Sendable () -> TrustStore
    private let timestamps: any TimestampAuthority
    private let clock: WallClock
    private let logger: Logger
    /// How long sources have, all together.
    private let patience: Duration
    /// How long the time-stamping authority has after them.
    private let stampPatience: Duration

    package init(
        source: any Source, sealer: Sealer, trust: @escaping @Sendable () -> TrustStore,
        timestamps: any TimestampAuthority, clock: WallClock, logger: Logger,
        patience: Duration = .seconds(3), stampPatience: Duration = .seconds(2)
    ) {
        self.source = source
        self.sealer = sealer
        self.trust = trust
        self.timestamps = timestamps
        self.clock = clock
        self.logger = logger
        self.patience = patience
        self.stampPatience = stampPatience
    }

    /// Makes the sealed overview that answers a mandate.
    ///
    /// - Parameters:
    ///   - tokens: the sources' token, encrypted to each source of the directory.
    ///   - subject: the citizen at the service.
    /// - Throws: `mandate-mismatch` for a mandate that is not a query, `malformed` where a token is
    ///   missing or surplus.
    package func overview(
        of mandate: Mandate, tokens: [OIN: String], subject: String, directory: Directory
    ) async throws(Refusal) -> FlattenedJWS {
        guard case .holdings = mandate.order else {
            throw Refusal(.mandateMismatch, "expected a mandate for holdings")
        }
        guard Set(tokens.keys) == Set(directory.sources.map(\.oin)) else {
            throw Refusal(.malformed, "expected a token for each source of the directory")
        }
        let deadline = ContinuousClock.now + patience
        let rows = await withTaskGroup(of: (place: Int, row: OverviewRow)?.self) { group in
            for (place, entry) in directory.sources.enumerated() {
                let token = tokens[entry.oin] ?? ""
                // Runs to its call on the network at once, instead of waiting for its turn first.
                group.addImmediateTask {
                    (place, await ask(entry, mandate: mandate, token: token, deadline: deadline))
                }
            }
            // Calls off whoever lets the deadline pass.
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                return nil
            }
            var rows = [OverviewRow?](repeating: nil, count: directory.sources.count)
            var missing = rows.count
            for await answer in group {
                if let answer {
                    rows[answer.place] = answer.row
                    missing -= 1
                }
                if answer == nil || missing == 0 { group.cancelAll() }
            }
            return rows.compactMap { $0 }
        }
        let sealedAt = clock.now()
        let overview = try Overview.seal(
            rows, subject: subject, mandate: mandate, by: sealer, at: sealedAt)
        do throws(TimestampFailure) {
            return try await timestamps.stamp(
                overview, issuedAt: sealedAt, deadline: .now + stampPatience)
        } catch {
            logger.warning("overview: given without a timestamp: \(error.code)")
            return overview
        }
    }

    private func ask(
        _ entry: DirectorySource, mandate: Mandate, token: String,
        deadline: ContinuousClock.Instant
    ) async -> OverviewRow {
        let askedAt = clock.now()
        do throws(SourceFailure) {
            let text = try await source.holdings(
                of: entry, mandate: mandate.text, token: token, deadline: deadline)
            let answeredAt = clock.now()
            return OverviewRow(
                source: entry.oin, name: entry.name, askedAt: askedAt, answeredAt: answeredAt,
                outcome: judge(text, from: entry, mandate: mandate, at: answeredAt))
        } catch {
            let failure = Task.isCancelled ? SourceFailure(.timeout) : error
            let answered: UnixTime? =
                switch failure.kind {
                case .refused, .invalidAnswer, .tooLarge: clock.now()
                case .timeout, .unreachable: nil
                }
            return OverviewRow(
                source: entry.oin, name: entry.name, askedAt: askedAt, answeredAt: answered,
                outcome: failure.outcome)
        }
    }

    private func judge(
        _ text: String, from entry: DirectorySource, mandate: Mandate, at time: UnixTime
    ) -> OverviewRow.Outcome {
        do throws(Refusal) {
            return .answered(
                try HoldingsStatement.verify(
                    text, from: entry, to: mandate, trust: trust(), at: time))
        } catch {
            let kind: SourceFailure.Kind = error.code == .tooLarge ? .tooLarge : .invalidAnswer
            return SourceFailure(kind).outcome
        }
    }
}
