public import StrictJSON

/// The claim `overlijden` of `urn:nl:blauweknop:brp:1`.
public struct PersonDeath: Hashable, Sendable {
    /// `YYYY-MM-DD`, or as much of it as the register knows.
    public let datum: String?

    public init(datum: String?) {
        self.datum = datum
    }

    public var json: JSONValue { ["datum": .nullable(datum)] }
}
