/// Walks through the members of a constructed value, one after the other.
///
/// For bytes that `DER.isStrict` let pass: of others it reads nothing sensible, but never beyond
/// their end. What it hands out are the bytes as received, so that nothing is encoded again.
struct DERReader {
    /// One value: with its header, and without.
    struct Value {
        let whole, content: ArraySlice<UInt8>

        /// The members of a constructed value.
        var members: DERReader { DERReader(content) }
    }

    /// The members ended, or another one came.
    struct Unexpected: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ members: ArraySlice<UInt8>) {
        rest = members
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes the next member, which must have that tag.
    mutating func take(_ tag: UInt8) throws(Unexpected) -> Value {
        guard let value = takeIfPresent(tag) else { throw Unexpected() }
        return value
    }

    /// Takes the next member where it has that tag.
    mutating func takeIfPresent(_ tag: UInt8) -> Value? {
        guard rest.first == tag else { return nil }
        var content = rest.dropFirst()
        guard let length = Self.length(&content), length <= content.count else { return nil }
        let end = content.startIndex + length
        defer { rest = rest[end...] }
        return Value(whole: rest[..<end], content: content[..<end])
    }

    /// Demands that nothing follows.
    func end() throws(Unexpected) {
        guard isAtEnd else { throw Unexpected() }
    }

    private static func length(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        guard first >= 0x80 else { return Int(first) }
        let count = Int(first & 0x7f)
        guard (1...4).contains(count), rest.count >= count else { return nil }
        let length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(count)
        return length
    }
}
