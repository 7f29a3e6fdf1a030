import Foundation

/// How much of what can be altered is altered.
///
/// A sample by default. The environment variable `BLAUWEKNOP_ALTERATIONS` asks for more: a number
/// for so many of each, `all` for everything (every bit of every document, which takes hours).
enum Thoroughness {
    private static let wish = ProcessInfo.processInfo.environment["BLAUWEKNOP_ALTERATIONS"]

    /// Some of the numbers from 0 up to a count, the same ones every time: the ends, and places
    /// spread by the golden ratio.
    static func some(of count: Int, by default: Int) -> [Int] {
        let most = wish == "all" ? count : wish.flatMap(Int.init) ?? `default`
        guard most < count else { return Array(0..<count) }
        let spread = (0..<most).map { place in
            Int(
                (Double(place) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
                    * Double(count))
        }
        return Set(spread + [0, count - 1]).sorted()
    }

    /// Some elements of a list.
    static func some<Element>(_ list: [Element], by default: Int) -> [Element] {
        some(of: list.count, by: `default`).map { list[$0] }
    }
}

/// Works on all elements, on as many threads as there are cores; results in the elements' order.
func concurrently<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) throws -> Result
) async throws -> [Result] {
    let lanes = ProcessInfo.processInfo.activeProcessorCount
    return try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
        for lane in 0..<lanes {
            group.addTask {
                try stride(from: lane, to: elements.count, by: lanes).map { place in
                    (place, try work(elements[place]))
                }
            }
        }
        var results: [(Int, Result)] = []
        for try await some in group { results += some }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
