internal import Hummingbird

/// The paths and methods of a router, to tell an unknown path from a wrong method.
struct RouteTable: Sendable {
    private struct Entry: Sendable {
        let segments: [Substring]
        let method: String
    }

    private let entries: [Entry]

    init(_ router: Router<AppContext>) {
        entries = router.routes.map { route in
            Entry(
                segments: Self.split(route.path.description[...]), method: route.method.rawValue)
        }
    }

    /// The methods that routes have for this path, sorted; empty for an unknown path.
    func methods(for path: String) -> [String] {
        let segments = Self.split(path[...])
        let found = entries.filter { Self.matches($0.segments, segments) }.map(\.method)
        return Set(found).sorted()
    }

    private static func matches(_ pattern: [Substring], _ path: [Substring]) -> Bool {
        var index = 0
        for segment in pattern {
            if segment == "**" { return true }
            guard index < path.count else { return false }
            let isOpen = segment.first == ":" || segment.contains("{") || segment.contains("*")
            guard isOpen || segment == path[index] else { return false }
            index += 1
        }
        return index == path.count
    }

    private static func split(_ path: Substring) -> [Substring] { path.split(separator: "/") }
}
