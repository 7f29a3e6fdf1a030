/// The headers of an answer, in the order received; names are looked up without regard to case.
package struct HeaderList: Sendable {
    /// Every header as received.
    package let all: [(name: String, value: String)]

    package init(_ all: [(name: String, value: String)]) {
        self.all = all
    }

    /// The value of a header that stands there exactly once, else nil.
    ///
    /// A header that must be single and comes twice is an ambiguity that no caller should resolve.
    package subscript(name: String) -> String? {
        let found = values(name)
        return found.count == 1 ? found[0] : nil
    }

    /// All values under one name.
    package func values(_ name: String) -> [String] {
        all.filter { Self.equal($0.name, name) }.map(\.value)
    }

    /// Compares two header names as HTTP does: ASCII letters without regard to case.
    static func equal(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { lowercase($0) == lowercase($1) }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
    }
}
