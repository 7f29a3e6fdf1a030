import StrictJSON

/// What goes wrong on purpose at one mock.
package struct Fault: Sendable, Hashable {
    /// Waits before anything else, in milliseconds.
    package var delay: Int64 = 0
    /// Waits up to so many milliseconds more, drawn for each request.
    package var spread: Int64 = 0
    /// Takes no connection: its port is closed.
    package var refuse = false
    /// Takes the request and never answers.
    package var silent = false
    /// Answers with a problem of this status and asks nobody.
    package var status: Int?
    /// Resets the connection (TCP RST) in the middle of the answer.
    package var reset = false
    /// Gives the answer at one byte a second.
    package var drip = false
    /// Cuts the answer off in the middle: the connection ends before the promised length.
    package var close = false
    /// Gives the answer as another content type.
    package var contentType: String?
    /// Answers 200 with a body that is no JSON.
    package var garbage = false
    /// Answers 200 with JSON of another shape.
    package var shape = false
    /// Answers queries for timestamps with something wrong in the token.
    package var token: TokenFault?
    /// How many of a hundred requests it strikes.
    package var share: Int64 = 100
    /// Where the draws begin: the same seed strikes the same requests, by their number.
    package var seed: Int64 = 0

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

    /// The fault of one request: with its own delay; nil where this one is spared.
    ///
    /// - Parameter number: how many requests came before it since the fault was set.
    func strikes(_ number: Int) -> Fault? {
        var dice = Dice(seed: UInt64(bitPattern: seed), number: number)
        let isStruck = dice.roll(100) < share
        var fault = self
        if spread > 0 { fault.delay += dice.roll(spread + 1) }
        return isStruck ? fault : nil
    }
}

extension Fault {
    private static let members: [String] = [
        "fault", "delay", "spread", "refuse", "silent", "status", "reset", "drip", "close",
        "content_type", "garbage", "shape", "token", "share", "seed",
    ]

    /// Reads a fault: a `NamedFault` as text, or an object with `"fault"` and what differs from it.
    init(_ entry: JSONReader, of mock: MockName) throws(JSONShapeError) {
        if let name = entry.value.stringValue {
            self = try Self.named(name, entry)
        } else {
            _ = try entry.asObject()
            try entry.close(Self.members)
            self =
                try entry.optionalString("fault").map { name throws(JSONShapeError) in
                    try Self.named(name, entry)
                } ?? Fault()
            try read(entry)
            if let name = try entry.optionalString("token") {
                guard mock == .trustServices, let token = TokenFault(rawValue: name) else {
                    throw entry.fail("a 'token' fault of the time-stamping authority")
                }
                self.token = token
            }
        }
        guard !refuse || MockName.servers.contains(mock) else {
            throw entry.fail("'refuse' at a server: this register shares that of 'registers'")
        }
        guard !refuse || share == 100 else {
            throw entry.fail("no 'share' beside 'refuse': a closed port is closed to all")
        }
    }

    private static func named(
        _ name: String, _ entry: JSONReader
    ) throws(JSONShapeError) -> Fault {
        guard let named = NamedFault(rawValue: name) else {
            throw entry.fail(
                "a fault of " + NamedFault.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return named.fault
    }

    private mutating func read(_ entry: JSONReader) throws(JSONShapeError) {
        delay = try Self.number("delay", in: 0...600_000, "milliseconds", entry) ?? delay
        spread = try Self.number("spread", in: 0...600_000, "milliseconds", entry) ?? spread
        share = try Self.number("share", in: 1...100, "percent", entry) ?? share
        seed = try entry.optionalInteger("seed") ?? seed
        if let status = try entry.optionalInteger("status") {
            guard (400...599).contains(status) else {
                throw entry.fail("a 'status' from 400 to 599")
            }
            self.status = Int(status)
        }
        refuse = try entry.optionalBool("refuse") ?? refuse
        silent = try entry.optionalBool("silent") ?? silent
        reset = try entry.optionalBool("reset") ?? reset
        drip = try entry.optionalBool("drip") ?? drip
        close = try entry.optionalBool("close") ?? close
        garbage = try entry.optionalBool("garbage") ?? garbage
        shape = try entry.optionalBool("shape") ?? shape
        if let type = try entry.optionalString("content_type") {
            let isType = type.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            guard isType, (1...100).contains(type.utf8.count) else {
                throw entry.fail("a 'content_type' of 1 to 100 printable characters")
            }
            contentType = type
        }
    }

    private static func number(
        _ name: String, in range: ClosedRange<Int64>, _ unit: String, _ entry: JSONReader
    ) throws(JSONShapeError) -> Int64? {
        guard let number = try entry.optionalInteger(name) else { return nil }
        guard range.contains(number) else {
            throw entry.fail("a '\(name)' of \(range.lowerBound) to \(range.upperBound) \(unit)")
        }
        return number
    }
}
