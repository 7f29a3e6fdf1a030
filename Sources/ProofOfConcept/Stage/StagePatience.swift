/// How long the parties of a stage wait for each other, and the story for them: much longer where
/// there are very many organisations, for all of them run on this one machine.
package struct StagePatience: Sendable, Hashable {
    /// How long the service waits for all sources together, in milliseconds.
    package let sources: Int64
    /// How long a gateway waits for its registry, in milliseconds.
    package let registry: Int64
    /// How long the time-stamping authority has, in milliseconds: more than an operator would give.
    package let timestamp: Int64 = 5000
    /// How long one call, or one program that starts or stops, may take.
    package let call: Duration
    /// How long a whole overview may take, as the citizen sees it: the sources' deadline, that of
    /// the timestamp, and what it takes to ask and to check.
    package let overview: Duration
    /// How long a release may be on its way.
    package let delivery: Duration

    /// - Parameter organisations: how many there are beside BRP and BRI.
    package init(organisations count: Int) {
        sources = min(3000 + 100 * Int64(count), 50_000)
        registry = min(2500 + 100 * Int64(count), 49_000)
        call = .seconds(10) + .milliseconds(20) * count
        overview = .milliseconds(sources + timestamp) + .seconds(2) + .milliseconds(10) * count
        delivery = call * 2
    }
}
