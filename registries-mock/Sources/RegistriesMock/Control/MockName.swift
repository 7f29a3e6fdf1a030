/// A mock by the name that commands, faults and logs use: one of the fixed ones, or the slug of a
/// register that a file describes.
package struct MockName: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package static let brp = MockName("brp")
    package static let bri = MockName("bri")
    package static let digid = MockName("digid")
    /// What the authorities serve: revocation lists and timestamps.
    package static let trustServices = MockName("trust-services")
    /// All registers that a file describes: they share one server.
    package static let registers = MockName("registers")

    /// The mocks that are servers of their own.
    package static let servers: [MockName] = [.brp, .bri, .digid, .trustServices, .registers]

    private init(_ name: String) {
        rawValue = name
    }

    /// Reads a name: 1 to 40 lower-case letters, digits and hyphens.
    package init?(rawValue: String) {
        let isName = rawValue.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard isName, (1...40).contains(rawValue.utf8.count) else { return nil }
        self.rawValue = rawValue
    }
}
