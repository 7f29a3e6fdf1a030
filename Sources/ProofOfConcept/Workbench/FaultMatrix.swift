import BlueButton
package import CitizenCommands

/// Runs faults against the service, as a citizen sees it.
package struct FaultMatrix: Sendable {
    /// What came of one fault.
    package struct Row: Sendable {
        package let fault: FaultCase
        package let outcome: String
        package let reason: String?
        /// From the question to the verified overview.
        package let took: Duration
        /// Whether every source has a row, and each of the others a statement.
        package let othersAnswered: Bool

        /// Whether it came as it has to.
        package var isRight: Bool {
            outcome == fault.outcome && reason == fault.reason && othersAnswered
        }
    }

    let citizen: CitizenProgram
    let control: FaultControl
    /// The source at which things go wrong; it holds something about the citizen.
    let source: String

    package init(citizen: CitizenProgram, control: FaultControl, source: String = "bri") {
        self.citizen = citizen
        self.control = control
        self.source = source
    }

    /// Sets a fault, asks for the overview, and clears the fault.
    package func row(of fault: FaultCase) async throws -> Row {
        try await control.set([FaultChoice(source: source, kind: fault.fault)])
        let begin = ContinuousClock.now
        let received = try await citizen.overview()
        let took = ContinuousClock.now - begin
        try await control.clear()
        let struck = try received.directory.source(slug: source).oin
        let rows = received.overview.rows
        guard let row = rows.first(where: { $0.source == struck }) else {
            throw StoryError("expected a row of every source")
        }
        let others = rows.filter { $0.source != struck }
        return Row(
            fault: fault, outcome: row.outcome.name, reason: Self.reason(row.outcome), took: took,
            othersAnswered: others.count == received.directory.sources.count - 1
                && others.allSatisfy { Self.reason($0.outcome) == nil })
    }

    private static func reason(_ outcome: OverviewRow.Outcome) -> String? {
        switch outcome {
        case .answered: nil
        case .unavailable(let reason), .refused(let reason): reason.code.rawValue
        }
    }
}
