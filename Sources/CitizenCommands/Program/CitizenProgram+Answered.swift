package import BlueButton
import Foundation
import Sovereignty

extension CitizenProgram {
    /// Demands that this device has not answered the request behind a link; nothing is fetched from
    /// the recipient for that.
    ///
    /// - Throws: `request-answered`.
    package func demandUnanswered(_ link: RequestLink) async throws {
        try await demandUnanswered { kept, _ in kept.answers(link) }
    }

    /// Demands that this device has not answered a request, by whatever link it came.
    ///
    /// - Throws: `request-answered`.
    package func demandUnanswered(_ request: PresentationRequest) async throws {
        try await demandUnanswered { _, consent in consent.request == request.hash }
    }

    private func demandUnanswered(
        _ isAnswer: (KeptRelease, Consent) -> Bool
    ) async throws {
        for kept in KeptRelease.all(in: home) {
            guard let text = try? kept.consent(),
                let consent = try? Consent.verify(text, at: clock.now()), isAnswer(kept, consent),
                await counts(kept)
            else { continue }
            throw CitizenError(
                .refused, code: "request-answered",
                "expected a request that you have not answered before; nothing was shared",
                hint: .text(
                    texts.answeredBefore(
                        texts.time(consent.identity.issuedAt), id: kept.id.text,
                        isOther: kept.isOfOtherLogin,
                        isConfirmed: kept.isConfirmed || kept.isWithdrawn)))
        }
    }

    /// Whether a release used its request up, or still may.
    ///
    /// Not one that was withdrawn unconfirmed: the recipient takes another then. Not one that the
    /// service never got, as it says itself.
    private func counts(_ kept: KeptRelease) async -> Bool {
        if kept.isWithdrawn { return kept.isConfirmed }
        guard !kept.isTaken, !kept.isConfirmed, !kept.isOfOtherLogin else { return true }
        do {
            _ = try await status(of: kept.id)
            return true
        } catch {
            return CitizenError(error).code != "consent-unknown"
        }
    }
}
