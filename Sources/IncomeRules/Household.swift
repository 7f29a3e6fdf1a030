package import BlueButton

/// The kinds of household for which social housing has a limit of its own.
package enum Household: String, Sendable, CaseIterable {
    /// One person.
    case eenpersoons
    /// Two or more.
    case meerpersoons

    /// The names of all kinds, for messages.
    package static let known = allCases.map(\.rawValue).joined(separator: ", ")

    /// The kind of a name.
    ///
    /// - Throws: `malformed`, naming the kinds there are.
    package init(named name: String) throws(Refusal) {
        guard let household = Household(rawValue: name) else {
            throw Refusal(.malformed, "expected 'household' to be one of: \(Self.known)")
        }
        self = household
    }

    /// The claim that an income is at most the DAEB limit.
    ///
    /// The limit is that of the second year after the income's: the registry's claims compare a
    /// year's limits with the income of two years before.
    package func daebClaim(incomeOf taxYear: Int) -> String {
        "onder-daeb-\(taxYear + 2)-\(rawValue)"
    }
}
