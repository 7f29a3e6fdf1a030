package import StrictJSON

/// The faults of all mocks.
package struct Faults: Sendable, Hashable {
    package static let none = Faults(byMock: [:])

    private let byMock: [MockName: Fault]

    package init(byMock: [MockName: Fault]) {
        self.byMock = byMock
    }

    package subscript(mock: MockName) -> Fault? {
        byMock[mock]
    }

    /// Reads `{"bri": "slow", "brp": {"delay": 400, "spread": 200, "share": 30, "seed": 7}, …}`: by
    /// mock a `NamedFault`, or its members, every one optional.
    ///
    /// - Parameter mocks: the names that may stand there.
    /// - Throws: what was expected where.
    package init(
        _ value: JSONValue, mocks: Set<MockName> = Set(MockName.servers)
    ) throws(JSONShapeError) {
        let root = JSONReader(value)
        let areKnown = try root.asObject().names.allSatisfy { name in
            MockName(rawValue: name).map { mocks.contains($0) } == true
        }
        guard areKnown else {
            let servers = MockName.servers.map(\.rawValue).joined(separator: ", ")
            throw root.fail("no members but \(servers), and slugs of registers that run")
        }
        var faults: [MockName: Fault] = [:]
        for (name, entry) in root.members {
            guard let mock = MockName(rawValue: name) else { continue }
            faults[mock] = try Fault(entry, of: mock)
        }
        self.init(byMock: faults)
    }
}
