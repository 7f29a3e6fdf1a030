/// Why the scheme authority's directory cannot be made.
///
/// The message names the entry of the plan and what was expected of it.
package struct SchemeError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The plan, or the list of parties, is not as described.
        case planMalformed = "plan-malformed"
        /// The plan names a party that is not described.
        case partyUnknown = "party-unknown"
        /// A party's address is neither in the plan nor given.
        case addressMissing = "address-missing"
        /// A key file is not there, or holds no public key of the kind that is needed.
        case keyUnusable = "key-unusable"
        /// The seal is not that of the plan's authority.
        case authorityMismatch = "authority-mismatch"
        /// The version is not above that of the directory before.
        case versionNotHigher = "version-not-higher"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}
