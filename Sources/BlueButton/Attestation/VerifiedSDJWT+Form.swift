import SelectiveDisclosure
import StrictJSON

extension VerifiedSDJWT {
    /// Whether every disclosure is a claim of the top level, and nothing can be left out of one.
    ///
    /// A claim that could lose a part would let a citizen show a value without what qualifies it.
    var isFlat: Bool {
        disclosedNames.count == sdjwt.disclosures.count
            && sdjwt.disclosures.allSatisfy { Self.isWhole($0.value) }
    }

    private static func isWhole(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let values):
            values.allSatisfy(isWhole)
        case .object(let members):
            members.allSatisfy { $0.name != "_sd" && $0.name != "..." && isWhole($0.value) }
        default:
            true
        }
    }
}
