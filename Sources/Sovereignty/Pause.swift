/// Growing pauses between attempts: one second at first, doubling up to five minutes.
struct Pause {
    private var current = Duration.milliseconds(500)

    mutating func next() -> Duration {
        current = min(current * 2, .seconds(300))
        return current
    }
}
