package import BlueButton
import StrictJSON

/// The organisations that a plan names by slug: their OIN and name, as `certs/parties.json` has
/// them.
///
/// That file says more, which is for whoever makes keys and not read here.
package struct PartyBook: Sendable {
    package struct Party: Sendable {
        package let oin: OIN
        package let name: String
    }

    private let parties: [String: Party]

    /// - Throws: `plan-malformed`.
    package init(json bytes: [UInt8]) throws(SchemeError) {
        var parties: [String: Party] = [:]
        do {
            let reader = JSONReader(try JSONValue.parse(bytes, maximumBytes: 4 << 20))
            for entry in try reader.array("parties") {
                let slug = try entry.string("slug")
                guard parties[slug] == nil else { throw entry.fail("a slug of its own") }
                parties[slug] = Party(
                    oin: try OIN(entry.string("oin")), name: try entry.string("name"))
            }
        } catch {
            throw DirectoryPlan.malformed(error, in: "the list of parties")
        }
        self.parties = parties
    }

    /// A book without parties, for plans that name none.
    package init() {
        parties = [:]
    }

    /// - Throws: `party-unknown`.
    package func party(_ slug: String) throws(SchemeError) -> Party {
        guard let party = parties[slug] else {
            throw SchemeError(.partyUnknown, "expected '\(slug)' among the described parties")
        }
        return party
    }
}
