import BlueButton
import StrictJSON

/// A registry behind its own interface, as the gateway needs it.
///
/// What it returns is about one person and never leaves the gateway unsealed.
protocol Registry: Sendable {
    /// The kind of attestation that this registry's data makes; nil where it makes none.
    var credentialType: CredentialType? { get }

    /// The categories that the registry holds about a person; empty where it holds nothing.
    func holdings(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [Holding]

    /// The claims about a person, the same names for everyone, null where unknown.
    func claims(
        about person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [(name: String, value: JSONValue)]
}

/// Why the registry behind the gateway gave no usable answer.
enum RegistryFailure: Error, Sendable, Equatable {
    case timeout
    case unreachable
    /// The registry answered with this status, or with something that could not be read.
    case invalidAnswer(status: Int)
}
