package import BlueButton
import Sovereignty
import Transport
import TransparencyLog

extension CitizenProgram {
    /// Where a release of earlier stands; its receipt is verified, and kept, where this device
    /// released it.
    ///
    /// - Throws: as `outcome`, for a receipt that is not of this release, or is missing.
    package func delivered(_ id: DocumentID) async throws -> ReleaseStatus {
        let status = try await status(of: id)
        let kept = KeptRelease(id: id, home: home)
        guard status.state == "delivered", let consentText = try kept.consent(),
            let package = try kept.packageHash()
        else { return status }
        guard let text = status.receipt else {
            throw Refusal(
                .receiptMismatch, "expected the recipient's receipt of what was delivered")
        }
        let consent = try Consent.verify(consentText, at: clock.now())
        let receipt = try Receipt.verify(Array(text.utf8), trust: trust, at: clock.now())
        try receipt.acknowledges(
            request: consent.request, consent: consent.hash, package: package,
            registration: nil, by: consent.recipient)
        let directory = try await directory()
        try await follow(
            Checkpoint(note: receipt.checkpoint, by: directory.log.verifierKey()), in: directory)
        try kept.keep(registration: status.registration, receipt: text)
        return status
    }

    /// Whether a release can be confirmed.
    package enum Confirmation: Sendable {
        case waiting
        /// This device confirmed it before.
        case done
        /// It cannot be, and this says why.
        case impossible(CitizenError)
    }

    /// Whether a release can be confirmed from this device, as the service and this device know it.
    package func confirmation(of status: ReleaseStatus) -> Confirmation {
        let kept = KeptRelease(id: status.id, home: home)
        if kept.isWithdrawn || ListedConsent.withdrawnAtService.contains(status.state) {
            return .impossible(
                CitizenError(
                    .refused, code: "consent-withdrawn",
                    "expected a consent that was not withdrawn: there is nothing to confirm"))
        }
        if kept.isConfirmed { return .done }
        let reason: String
        switch status.state {
        case "delivered" where kept.isHere: return .waiting
        case "delivered": reason = texts.confirmElsewhere
        case _ where status.isPending: reason = texts.confirmLater
        default: reason = texts.nothingToConfirm(texts.state(status.state), status.refusal)
        }
        return .impossible(
            CitizenError(
                .refused, code: "confirmation-absent",
                "expected a release from this device that waits for your confirmation",
                hint: .text(reason)))
    }

    /// The address at which the citizen confirms a delivered release: the recipient's
    /// `redirect_uri`, with the bits that only this program and the package hold.
    ///
    /// The address came through the service, so it is believed only at an origin of the recipient
    /// of the consent. Whoever gets it can confirm: it is for this citizen alone.
    ///
    /// - Throws: `confirmation-absent` where there is no address or nothing to confirm, and
    ///   `origin-not-allowed` for another's.
    package func confirmationAddress(of status: ReleaseStatus) async throws -> String {
        try await confirmationPlace(of: status).address
    }

    private func confirmationPlace(
        of status: ReleaseStatus
    ) async throws -> (address: String, recipient: DirectoryRecipient) {
        let kept = KeptRelease(id: status.id, home: home)
        guard let redirect = status.redirect, let bits = try kept.confirmation(),
            let text = try kept.consent()
        else {
            throw CitizenError(
                .refused, code: "confirmation-absent",
                "expected a release from this device that waits for your confirmation")
        }
        let recipient = try await directory().recipient(
            Consent.verify(text, at: clock.now()).recipient)
        try recipient.allows(address: redirect)
        let mark = redirect.contains("?") ? "&" : "?"
        return (redirect + mark + "confirm=\(bits.text)", recipient)
    }

    /// Opens the address in the citizen's place, and forgets the bits when it was taken.
    package func confirm(_ status: ReleaseStatus) async throws {
        let place = try await confirmationPlace(of: status)
        let reply = try await naming(place.recipient.name) {
            try await client.get(
                place.address, maximumBytes: 256 << 10, deadline: .now + .seconds(20))
        }
        _ = try ServiceClient.accepted(reply)
        KeptRelease(id: status.id, home: home).confirmed()
    }
}
