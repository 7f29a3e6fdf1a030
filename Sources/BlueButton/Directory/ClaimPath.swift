public import StrictJSON

/// The path of a claim in a query (OpenID4VP section 7): it names one whole disclosure.
///
/// Every personal claim is a top-level member with a disclosure of its own, so a path is an array
/// of one name; longer ones, indices and null are refused.
public struct ClaimPath: Hashable, Sendable, Comparable {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    init(reading reader: JSONReader) throws {
        let elements = try reader.asArray()
        guard elements.count == 1 else {
            throw Refusal(.queryRefused, "expected a claim path of one name")
        }
        name = try elements[0].asString()
        guard name.isIdentifier else {
            throw Refusal(.queryRefused, "expected the name of a claim in ASCII")
        }
    }

    public var json: JSONValue { .array([.string(name)]) }

    public static func < (left: ClaimPath, right: ClaimPath) -> Bool {
        left.name < right.name
    }
}
