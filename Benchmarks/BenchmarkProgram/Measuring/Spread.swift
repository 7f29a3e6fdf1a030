/// Several measurements of one thing: the median is what counts, the ends say how sure it is.
struct Spread: Encodable {
    let median: Double
    let low: Double
    let high: Double
    let count: Int

    /// - Parameter values: at least one.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        count = sorted.count
        low = sorted.first ?? .nan
        high = sorted.last ?? .nan
        median = Self.quantile(0.5, of: sorted)
    }

    /// A quantile of sorted values, between the two nearest.
    static func quantile(_ part: Double, of sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let place = part * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}
