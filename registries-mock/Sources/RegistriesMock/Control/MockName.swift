/// The mocks by the names that commands, faults and logs use.
package enum MockName: String, CaseIterable, Sendable {
    case brp
    case bri
    case digid
    /// What the authorities serve: revocation lists and timestamps.
    case trustServices = "trust-services"
}
