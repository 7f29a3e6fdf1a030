/// The members of a JSON object, in the order in which they were written, each name once.
///
/// Two objects are equal when they have the same members in the same order: the order is part of
/// what was written, and what was written is what is hashed. Names are compared byte for byte in
/// UTF-8, as every other JSON implementation does.
public struct JSONObject: Sendable {
    private var members: [Member] = []
    /// Where each name stands; built only for wide objects, where looking along the row would make
    /// parsing quadratic.
    private var positions: [ExactName: Int] = [:]

    /// From this many members on, names are found through `positions`.
    private static let wide = 17

    struct Member: Sendable, Hashable {
        let name: String
        var value: JSONValue
    }

    /// A name as a dictionary key, equal only when its bytes are.
    struct ExactName: Sendable, Hashable {
        let text: String

        static func == (left: ExactName, right: ExactName) -> Bool {
            sameBytes(left.text, right.text)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    /// An object without members.
    public init() {}

    /// The number of members.
    public var count: Int { members.count }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The names, in order.
    public var names: [String] { members.map(\.name) }

    /// The value of a member; nil where there is none.
    ///
    /// Setting replaces in place or adds at the end; setting nil removes. The null of JSON is
    /// `JSONValue.null`.
    public subscript(name: String) -> JSONValue? {
        get { position(of: name).map { members[$0].value } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): add(name, value)
            case (nil, nil): break
            }
        }
    }

    /// Adds a member at the end; false, and nothing is added, when the name is there already.
    mutating func append(_ name: String, _ value: JSONValue) -> Bool {
        guard position(of: name) == nil else { return false }
        add(name, value)
        return true
    }

    func contains(_ name: String) -> Bool { position(of: name) != nil }

    private func position(of name: String) -> Int? {
        if members.count >= Self.wide { return positions[ExactName(text: name)] }
        return members.firstIndex { sameBytes($0.name, name) }
    }

    private mutating func add(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
        if members.count > Self.wide {
            positions[ExactName(text: name)] = members.count - 1
        } else if members.count == Self.wide {
            index()
        }
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        positions = [:]
        if members.count >= Self.wide { index() }
    }

    private mutating func index() {
        positions.reserveCapacity(2 * Self.wide)
        for (position, member) in members.enumerated() {
            positions[ExactName(text: member.name)] = position
        }
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count
            && zip(left.members, right.members).allSatisfy {
                sameBytes($0.name, $1.name) && $0.value == $1.value
            }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The members as written; a name that comes twice keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (name, value) in elements { self[name] = value }
    }
}

extension JSONObject: Sequence {
    /// Goes over the members in order.
    public struct Iterator: IteratorProtocol {
        fileprivate var members: IndexingIterator<[Member]>

        public mutating func next() -> (name: String, value: JSONValue)? {
            members.next().map { ($0.name, $0.value) }
        }
    }

    public func makeIterator() -> Iterator { Iterator(members: members.makeIterator()) }

    public var underestimatedCount: Int { members.count }
}
