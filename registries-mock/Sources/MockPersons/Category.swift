/// The categories of a person list (Logisch Ontwerp BRP).
package enum Category: Int, CaseIterable, Sendable {
    case person = 1
    case parent1 = 2
    case parent2 = 3
    case nationality = 4
    case partner = 5
    case death = 6
    case registration = 7
    case residence = 8
    case child = 9
    case residencePermit = 10
    case authority = 11
    case travelDocument = 12
    case votingRights = 13

    /// Whether there can be several current occurrences at once: a second nationality, a further
    /// marriage, the next child, another document.
    var repeats: Bool {
        switch self {
        case .nationality, .partner, .child, .travelDocument: true
        default: false
        }
    }

    /// The elements by which two occurrences are told to be of different things.
    var identity: [String] {
        switch self {
        case .nationality: ["05.10"]
        case .partner, .child: ["01.10", "01.20", "02.10", "02.40"]
        case .travelDocument: ["35.20"]
        default: []
        }
    }

    /// Two digits, as they start a column's name.
    var digits: String {
        rawValue < 10 ? "0\(rawValue)" : "\(rawValue)"
    }

    /// The pointer that says: the next row is an older version of this occurrence.
    var historyPointer: String {
        "\(rawValue + 50)"
    }
}
