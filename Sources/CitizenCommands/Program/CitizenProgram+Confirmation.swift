import BlueButton
import Sovereignty
import Transport

extension CitizenProgram {
    /// The address at which the citizen confirms a delivered release: the recipient's
    /// `redirect_uri`, with the bits that only this program and the package hold.
    ///
    /// The address came through the service, so it is believed only at an origin of the recipient
    /// of the consent. Whoever gets it can confirm: it is for this citizen alone.
    ///
    /// - Throws: `confirmation-absent` where there is no address or nothing to confirm, and
    ///   `origin-not-allowed` for another's.
    package func confirmationAddress(of status: ReleaseStatus) async throws -> String {
        let kept = KeptRelease(id: status.id, home: home)
        guard let redirect = status.redirect, let bits = try kept.confirmation(),
            let text = try kept.consent()
        else {
            throw CitizenError(
                .refused, code: "confirmation-absent",
                "expected a release from this device that waits for your confirmation")
        }
        let recipient = try Consent.verify(text, at: clock.now()).recipient
        try await directory().recipient(recipient).allows(address: redirect)
        return redirect + (redirect.contains("?") ? "&" : "?") + "confirm=\(bits.text)"
    }

    /// Opens the address in the citizen's place, and forgets the bits when it was taken.
    package func confirm(_ status: ReleaseStatus) async throws {
        let address = try await confirmationAddress(of: status)
        let reply = try await client.get(
            address, maximumBytes: 256 << 10, deadline: .now + .seconds(20))
        _ = try ServiceClient.accepted(reply)
        KeptRelease(id: status.id, home: home).confirmed()
    }
}
