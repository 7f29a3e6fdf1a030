import StrictJSON
import Testing

/// What of the story's documents can be altered before it is signed.
enum Part: String, Sendable, CaseIterable {
    case directory, mandate, statement, overview, request
    /// The terms inside the request.
    case terms
    /// The two attestations' plain claims.
    case person, income
    /// What the two attestations disclose, as an object of claims.
    case personClaims, incomeClaims
    case personBinding, incomeBinding
    case consent
    /// The package's plaintext.
    case response
    case registration, receipt
    /// The entry of the log that the registration carries, before it is committed to.
    case entry
    /// The file with the entry, its key and its leaf.
    case record
    case withdrawal, deletion
}

/// One thing that is other than it should be, under the right signatures.
struct Alteration: Sendable, CustomTestStringConvertible {
    enum Change: Sendable {
        /// The value at a path of the payload; nil takes the member out.
        case payload(String, JSONValue?)
        /// The list at a path of the payload in the opposite order.
        case reversed(String)
        /// As `payload`, of the protected header.
        case header(String, JSONValue?)
        /// As `payload`, of the flattened document's own members, after signing.
        case member(String, JSONValue?)
        /// Bytes behind the payload.
        case suffix(String)
        /// The seal of another party, whose name then stands in `iss`.
        case seal(String)
    }

    let part: Part
    let change: Change
    /// The codes of which one must be among the failures; empty where everything must hold.
    let codes: Set<String>

    init(_ part: Part, _ path: String, _ value: JSONValue?, _ codes: String...) {
        (self.part, change, self.codes) = (part, .payload(path, value), Set(codes))
    }

    init(_ part: Part, _ change: Change, _ codes: String...) {
        (self.part, self.change, self.codes) = (part, change, Set(codes))
    }

    var testDescription: String { "\(part) \(change) \(codes.sorted())" }
}
