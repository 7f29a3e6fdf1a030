/// People, to be found by citizen service number.
package struct Population: Sendable, Hashable {
    package let all: [PersonList]
    private let positions: [String: [Int]]

    package init(_ persons: [PersonList]) {
        all = persons
        var positions: [String: [Int]] = [:]
        for (position, person) in persons.enumerated() {
            if let bsn = person.bsn { positions[bsn, default: []].append(position) }
        }
        self.positions = positions
    }

    /// Everyone with a number: usually one person or nobody, two where the register is wrong.
    package func persons(bsn: String) -> [PersonList] {
        (positions[bsn] ?? []).map { all[$0] }
    }
}
