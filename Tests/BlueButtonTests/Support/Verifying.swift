import BlueButton
import OpenSSL
import ReleaseKit
import TestPKI
import Trust

extension Documents {
    /// Verifies a text as a document of a kind.
    func verify(
        _ text: String, as kind: Kind, trust: TrustStore? = nil, at time: UnixTime = Self.time
    ) throws {
        let trust = trust ?? world.trust
        let directory = world.directory
        let bytes = Array(text.utf8)
        switch kind {
        case .directory: _ = try Directory.verify(text, trust: trust, at: time)
        case .mandate, .attestationMandate: _ = try Mandate.verify(text, at: time)
        case .statement:
            _ = try HoldingsStatement.verify(
                text, from: directory.sources[0], to: mandate, trust: trust, at: time)
        case .overview:
            _ = try Overview.verify(
                bytes, directory: { _, _ throws(Refusal) in directory }, trust: trust, at: time)
        case .attestation:
            _ = try Attestation.verify(
                text, as: .issued, directory: directory, trust: trust, at: time)
        case .request:
            _ = try PresentationRequest.verify(
                text, directory: directory, trust: trust, at: time)
        case .consent:
            _ = try Consent.verify(text, at: time)
        case .registration:
            _ = try Registration.verify(bytes, trust: trust, at: time)
        case .receipt: _ = try Receipt.verify(bytes, trust: trust, at: time)
        case .withdrawal, .serviceWithdrawal:
            _ = try Withdrawal.verify(text, trust: trust, at: time)
        case .deletionReceipt:
            _ = try DeletionReceipt.verify(bytes, trust: trust, at: time)
        case .accessToken, .sourcesToken, .idToken, .proof:
            try verify(login: text, as: kind, at: time)
        }
    }

    private func verify(login text: String, as kind: Kind, at time: UnixTime) throws {
        let provider = world.directory.identityProvider
        switch kind {
        case .accessToken:
            _ = try AccessToken.verify(text, policy: .service(in: world.directory), at: time)
        case .sourcesToken:
            _ = try AccessToken.verify(text, policy: .sources(of: provider), at: time)
        case .idToken:
            _ = try IDToken.verify(
                text, issuer: provider.issuer, keys: ProviderKeySet(provider.keys),
                client: "blauweknop", nonce: Self.nonce, at: time)
        default:
            _ = try DPoPProof.verify(
                text, method: "POST", address: Self.address, accessToken: self[.accessToken],
                at: time)
        }
    }
}
