package import StrictJSON

/// What goes wrong on purpose at one mock.
package struct Fault: Sendable, Hashable {
    /// Waits before anything else, in milliseconds.
    package var delay: Int64 = 0
    /// Answers with a problem of this status and asks nobody.
    package var status: Int?
    /// Breaks the connection off in the middle of the answer.
    package var close = false
    /// Answers 200 with a body that is no JSON.
    package var garbage = false
    /// Answers queries for timestamps with something wrong in the token.
    package var token: TokenFault?

    package init(
        delay: Int64 = 0, status: Int? = nil, close: Bool = false, garbage: Bool = false,
        token: TokenFault? = nil
    ) {
        self.delay = delay
        self.status = status
        self.close = close
        self.garbage = garbage
        self.token = token
    }
}

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

    /// Reads `{"brp": {"delay": 4000, "status": 503, "close": true, "garbage": true}, …}`, every
    /// member optional; `"trust-services"` also `"token": "nonce"`, a `TokenFault`.
    ///
    /// - Throws: what was expected where; a delay is at most ten minutes, a status 400 to 599.
    package init(_ value: JSONValue) throws(JSONShapeError) {
        let root = JSONReader(value)
        _ = try root.asObject()
        try root.close(Set(MockName.allCases.map(\.rawValue)))
        var faults: [MockName: Fault] = [:]
        for (name, entry) in root.members {
            guard let mock = MockName(rawValue: name) else { continue }
            _ = try entry.asObject()
            try entry.close(["delay", "status", "close", "garbage", "token"])
            var fault = Fault()
            fault.delay = try entry.optionalInteger("delay") ?? 0
            guard (0...600_000).contains(fault.delay) else {
                throw entry.fail("a 'delay' of 0 to 600000 milliseconds")
            }
            if let status = try entry.optionalInteger("status") {
                guard (400...599).contains(status) else {
                    throw entry.fail("a 'status' from 400 to 599")
                }
                fault.status = Int(status)
            }
            fault.close = try entry.optionalBool("close") ?? false
            fault.garbage = try entry.optionalBool("garbage") ?? false
            if let name = try entry.optionalString("token") {
                guard mock == .trustServices, let token = TokenFault(rawValue: name) else {
                    throw entry.fail("a 'token' fault of the time-stamping authority")
                }
                fault.token = token
            }
            faults[mock] = fault
        }
        self.init(byMock: faults)
    }
}
