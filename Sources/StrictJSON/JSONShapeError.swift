/// A JSON value that is not of the shape that a document prescribes.
///
/// It holds where and what was expected, and never what stood there.
public struct JSONShapeError: Error, Sendable, Equatable {
    /// Where, such as `sources[2].oin`; `$` is the whole value.
    public let path: String
    /// What was expected, such as `a string`.
    public let expected: String

    public init(path: String, expected: String) {
        self.path = path
        self.expected = expected
    }

    /// The two in a sentence: `expected a string at 'sources[2].oin'`.
    public var message: String { "expected \(expected) at '\(path)'" }
}

extension JSONShapeError: CustomStringConvertible {
    public var description: String { message }
}
