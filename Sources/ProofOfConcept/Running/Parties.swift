/// The running parties, wherever they run.
package protocol Parties: Sendable {
    /// Starts a party and waits until it answers.
    func start(_ party: PartyName) async throws
    /// Stops a party and waits until it is gone.
    func stop(_ party: PartyName) async throws

    /// Has a party read its files anew, as SIGHUP does.
    func reload(_ party: PartyName) async throws
}

extension Parties {
    /// Starts all parties in their order, runs the body, and stops them all whatever happens.
    package func whileRunning<Value: Sendable>(
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let outcome: Result<Value, any Error>
        do {
            for party in PartyName.allCases { try await start(party) }
            outcome = .success(try await body())
        } catch {
            outcome = .failure(error)
        }
        for party in PartyName.allCases.reversed() { try? await stop(party) }
        return try outcome.get()
    }
}
