package import BlueButton

/// The way to an organisation that holds data: its gateway, as the directory names it.
///
/// Nothing that comes back is believed: the caller verifies statements, and only the citizen's
/// program can open attestations.
package protocol Source: Sendable {
    /// Asks for a holdings statement; the answer is a compact JWS.
    func holdings(
        of source: DirectorySource, mandate: String, token: String,
        deadline: ContinuousClock.Instant
    ) async throws(SourceFailure) -> String

    /// Asks for an attestation; the answer is a JWE to the mandate's key.
    func attestation(
        of source: DirectorySource, mandate: String, token: String,
        deadline: ContinuousClock.Instant
    ) async throws(SourceFailure) -> String
}

/// Why an organisation gave no usable answer.
package struct SourceFailure: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case timeout
        case unreachable
        case tooLarge
        case invalidAnswer
        /// The organisation refused, with its problem's code.
        case refused(code: String)
    }

    package let kind: Kind

    package init(_ kind: Kind) {
        self.kind = kind
    }

    /// What the overview says of it.
    package var outcome: OverviewRow.Outcome {
        switch kind {
        case .timeout:
            .unavailable(.init(.timeout, "The organisation did not answer in time."))
        case .unreachable:
            .unavailable(.init(.unreachable, "The organisation could not be reached."))
        case .tooLarge:
            .unavailable(.init(.tooLarge, "The organisation's answer was too large."))
        case .invalidAnswer:
            .unavailable(
                .init(.invalidAnswer, "The organisation's answer was not a valid statement."))
        case .refused:
            .refused(.init(.refused, "The organisation refused to answer."))
        }
    }
}
