import BlueButton

/// A citizen's decision about a request, step by step: pure, so that every path can be tried.
///
/// Nothing optional is ticked beforehand. Showing an income and proving to be under a limit exclude
/// each other: who ticks one takes the tick from the other. Refusing is possible at every step, and
/// is what everything but a whole yes means at the last one.
struct ReleaseDecision: Sendable {
    /// What may be left out, as a whole.
    struct Part: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            /// The amount of an income.
            case income
            /// Whether an income is at most a limit, and nothing else of it.
            case limit
            case other
        }

        /// The ids of its queries.
        let queries: Set<String>
        let kind: Kind
    }

    enum Step: Sendable, Hashable {
        /// Ticking what may be left out.
        case choosing
        /// The summary was shown; a yes shares, anything else refuses.
        case confirming
        case refused
        case agreed
    }

    /// What an answer did.
    enum Reaction: Sendable, Hashable {
        /// The parts whose tick changed.
        case changed([Int])
        case moved
        /// Not understood; nothing changed.
        case unclear
    }

    let query: PresentationQuery
    let parts: [Part]
    private(set) var ticked: Set<Int> = []
    private(set) var step: Step

    init(_ query: PresentationQuery) {
        self.query = query
        let required = query.required
        var parts: [Part] = []
        for set in query.sets where !set.isRequired {
            let queries = Set(set.queries).subtracting(required)
            guard !queries.isEmpty, !parts.contains(where: { $0.queries == queries }) else {
                continue
            }
            parts.append(Part(queries: queries, kind: Self.kind(of: queries, in: query)))
        }
        self.parts = parts
        step = parts.isEmpty ? .confirming : .choosing
    }

    /// The ids of all queries that are granted so far.
    var granted: Set<String> {
        ticked.reduce(into: query.required) { $0.formUnion(parts[$1].queries) }
    }

    /// Whether the request lets the citizen prove to be under a limit instead of showing an income.
    var offersLimit: Bool {
        parts.contains { $0.kind == .limit } && parts.contains { $0.kind == .income }
    }

    // MARK: By flags

    /// Ticks the parts of queries that were named beforehand, by the citizen.
    ///
    /// - Throws: `consent-mismatch` for a query that the request does not have or half a part,
    ///   `options-conflict` for an income and a limit instead of it.
    mutating func grant(_ queries: [String]) throws {
        try query.accepts(granted: query.required.union(queries))
        for (place, part) in parts.enumerated() where part.queries.isSubset(of: queries) {
            guard toggle(place).count == 1 else { throw Self.conflict }
        }
    }

    /// Ticks the proof of being under the limit, which takes the place of the income.
    ///
    /// - Throws: `choice-absent` where the request does not let one choose, `options-conflict` where
    ///   the income was granted.
    mutating func proveLimitOnly() throws {
        guard let limit = parts.firstIndex(where: { $0.kind == .limit }), offersLimit else {
            throw CitizenError(
                .refused, code: "choice-absent",
                "expected a request that takes a limit in the place of the income")
        }
        guard !ticked.contains(limit) else { return }
        guard toggle(limit).count == 1 else { throw Self.conflict }
    }

    private static let conflict = CitizenError(
        .usage, code: "options-conflict", "expected the income, or the limit in its place")

    // MARK: By answers

    /// Takes a line that was typed; nil is the end of the input, and refuses.
    mutating func take(_ line: String?) -> Reaction {
        let answer = line.map { Answer($0) } ?? .no
        switch (step, answer) {
        case (.choosing, .no), (.confirming, .no), (.confirming, .nothing),
            (.confirming, .numbers), (.confirming, .other):
            step = .refused
        case (.choosing, .nothing):
            step = .confirming
        case (.choosing, .numbers(let numbers)):
            guard numbers.allSatisfy({ (1...parts.count).contains($0) }) else { return .unclear }
            var changed: [Int] = []
            for number in numbers {
                for place in toggle(number - 1) where !changed.contains(place) {
                    changed.append(place)
                }
            }
            return .changed(changed)
        case (.confirming, .yes):
            step = .agreed
        case (.confirming, .back):
            guard !parts.isEmpty else { return .unclear }
            step = .choosing
        case (.choosing, _), (.refused, _), (.agreed, _):
            return .unclear
        }
        return .moved
    }

    /// Turns a tick; the places whose tick changed.
    private mutating func toggle(_ place: Int) -> [Int] {
        guard ticked.insert(place).inserted else {
            ticked.remove(place)
            return [place]
        }
        guard let opposite = Self.opposite(of: parts[place].kind) else { return [place] }
        let others = ticked.filter { parts[$0].kind == opposite }
        ticked.subtract(others)
        return [place] + others.sorted()
    }

    private static func opposite(of kind: Part.Kind) -> Part.Kind? {
        switch kind {
        case .income: .limit
        case .limit: .income
        case .other: nil
        }
    }

    private static func kind(of queries: Set<String>, in query: PresentationQuery) -> Part.Kind {
        let names = queries.compactMap { query[$0] }.flatMap { asked in
            asked.claims.map { asked.type == .bri ? $0.name : "" }
        }
        if names.contains(where: { $0.hasPrefix("inkomen-") }) { return .income }
        return names.allSatisfy { $0.hasPrefix("onder-") } ? .limit : .other
    }

    /// What a line means, in either language.
    private enum Answer {
        case yes, no, back, nothing, numbers([Int]), other

        init(_ line: String) {
            let words = line.lowercased().split { " ,\t\r".contains($0) }.map(String.init)
            switch words {
            case []: self = .nothing
            case ["ja"], ["yes"]: self = .yes
            case ["nee"], ["no"], ["n"], ["stop"]: self = .no
            case ["terug"], ["back"]: self = .back
            default:
                let numbers = words.compactMap { Int($0) }
                self = numbers.count == words.count ? .numbers(numbers) : .other
            }
        }
    }
}
