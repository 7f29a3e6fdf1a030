import JOSE
import SelectiveDisclosure
import StrictJSON

extension VerifiedSDJWT {
    /// Names and values of the disclosed claims, in the order of their disclosures.
    var disclosed: [(name: String, value: JSONValue)] {
        disclosedNames.compactMap { name in claims[name].map { (name, $0) } }
    }

    /// Demands the one form of our attestations: every disclosure is a whole claim of the top
    /// level, its salt 16 bytes; one `_sd`, sorted, without decoys.
    ///
    /// A claim that could lose a part would let a citizen show a value without what qualifies it. A
    /// decoy can be told where the number of claims is known: of an attestation as issued, and of a
    /// kind that always has the same claims.
    ///
    /// - Throws: `malformed`, `disclosures-incomplete`.
    func checkForm(as form: Attestation.Form, of type: CredentialType) throws(Refusal) {
        let digests = try refusing {
            try JSONReader(.object(sdjwt.payload)).strings("_sd").map { try DocumentHash($0).text }
        }
        guard digests == digests.sorted(), isFlat else {
            throw Refusal(.malformed, "expected every disclosure in one sorted '_sd' at the top")
        }
        guard sdjwt.disclosures.allSatisfy({ (try? DocumentID($0.salt)) != nil }) else {
            throw Refusal(.malformed, "expected salts of 16 bytes in base64url")
        }
        if form == .issued, digests.count != sdjwt.disclosures.count {
            throw Refusal(
                .disclosuresIncomplete, "expected a disclosure for every digest, and no decoys")
        }
        if let names = ClaimSchema.names(of: type), digests.count != names.count {
            throw Refusal(
                .malformed, "expected a digest for each claim of this kind, and no decoys")
        }
    }

    private var isFlat: Bool {
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
