package import BlueButton
package import OpenSSL
import Sovereignty
import StrictJSON
import Transport
import Trust

extension CitizenProgram {
    /// A consent in the citizen's list: verified, its recipient named by the directory; that it
    /// stands there, since when and in which state is the service's word, but for what this program
    /// did or can check itself.
    package struct ListedConsent: Sendable {
        package let consent: Consent
        /// As the service says; `confirmed` where this device confirmed what was delivered, and
        /// `deletion-unproven` where the service says `deleted` without a proof that verifies.
        package let state: String
        package let recipientName: DisplayText
        /// Of a consent that the service does not list, the time that the consent itself says.
        package let givenAt: UnixTime
        /// What was asked and why; nil on another device, or where it cannot be verified any more.
        package let terms: ConsentTerms?
        /// The recipient's sealed word that it deleted the data, verified.
        package let deletionReceipt: String?

        /// Whether the service has it; else this device alone does.
        package var isListed: Bool { !["not-listed", "not-listed-withdrawn"].contains(state) }

        /// Whether a withdrawal can still change anything.
        package var canBeWithdrawn: Bool {
            let withdrawn = [
                "stopped", "forwarded", "kept", "deleted", "deletion-unproven",
                "not-listed-withdrawn",
            ]
            return !withdrawn.contains(state)
        }
    }

    /// The citizen's consents, newest first; at the end those of this device that the service leaves
    /// out.
    package func consents() async throws -> [ListedConsent] {
        let directory = try await directory()
        var consents: [ListedConsent] = []
        var known: Set<DocumentID> = []
        var next: DocumentID?
        repeat {
            let path = "/v1/consents" + (next.map { "?before=\($0.text)" } ?? "")
            let reply = try await service.get(path, session: try await session())
            let reader = JSONReader(try JSONValue.parse(reply.body, maximumBytes: 8 << 20))
            let page = try reader.array("consents").map { try listed($0, directory) }
            // Pages without an end are none.
            guard page.allSatisfy({ known.insert($0.consent.id).inserted }) else {
                throw Refusal(.malformed, "expected each consent once in the list")
            }
            consents += page
            next = try reader.nullableString("next").map { try DocumentID($0) }
            guard next == nil || next == page.last?.consent.id else {
                throw Refusal(.malformed, "expected the next page after the last consent")
            }
        } while next != nil
        return consents + missing(from: known, directory)
    }

    /// What was released on this device, and is not in the service's list.
    private func missing(
        from known: Set<DocumentID>, _ directory: Directory
    ) -> [ListedConsent] {
        KeptRelease.all(in: home).compactMap { kept in
            guard !known.contains(kept.id), let text = try? kept.consent(),
                let consent = try? Consent.verify(text, at: clock.now())
            else { return nil }
            let isWithdrawn = ((try? kept.withdrawal()) ?? nil) != nil
            return ListedConsent(
                consent: consent, state: isWithdrawn ? "not-listed-withdrawn" : "not-listed",
                recipientName: name(of: consent.recipient, directory),
                givenAt: consent.identity.issuedAt,
                terms: terms(of: consent), deletionReceipt: nil)
        }
    }

    private func name(of recipient: OIN, _ directory: Directory) -> DisplayText {
        DisplayText((try? directory.recipient(recipient))?.name ?? recipient.digits)
    }

    /// The terms of a release of this device, by the directory of that time.
    private func terms(of consent: Consent) -> ConsentTerms? {
        let kept = KeptRelease(id: consent.id, home: home)
        let time = consent.identity.issuedAt
        guard let request = try? kept.request(), let text = try? kept.directory(),
            let directory = try? Directory.verify(text, trust: trust, at: time),
            let verified = try? PresentationRequest.verify(
                request, directory: directory, trust: trust, at: time),
            verified.hash == consent.request
        else { return nil }
        return verified.terms
    }

    /// One consent of the citizen.
    func consent(_ id: DocumentID) async throws -> ListedConsent {
        let directory = try await directory()
        let reply = try await service.get(
            "/v1/consents/\(id.text)", session: try await session())
        let listed = try listed(
            JSONReader(try JSONValue.parse(reply.body, maximumBytes: 8 << 20)), directory)
        guard listed.consent.id == id else {
            throw Refusal(.consentMismatch, "expected the service to tell of this consent")
        }
        return listed
    }

    private func listed(
        _ reader: JSONReader, _ directory: Directory
    ) throws -> ListedConsent {
        let givenAt = UnixTime(seconds: try reader.integer("given_at"))
        let consent = try Consent.verify(reader.string("consent"), at: givenAt)
        let proof = try? deletionReceipt(in: reader, of: consent)
        return ListedConsent(
            consent: consent,
            state: state(
                DisplayText(try reader.string("state")).text, of: consent,
                isProven: proof != nil),
            recipientName: name(of: consent.recipient, directory), givenAt: givenAt,
            terms: terms(of: consent), deletionReceipt: proof)
    }

    private func state(_ state: String, of consent: Consent, isProven: Bool) -> String {
        let kept = KeptRelease(id: consent.id, home: home)
        switch state {
        case "deleted" where !isProven: return "deletion-unproven"
        case "delivered" where kept.isConfirmed: return "confirmed"
        default: return state
        }
    }

    /// The deletion receipt that the service passes on, where it proves the deletion.
    private func deletionReceipt(
        in reader: JSONReader, of consent: Consent
    ) throws -> String {
        let withdrawal = try Withdrawal.verify(
            reader.string("withdrawal"), trust: trust, at: clock.now())
        let text = try reader.string("deletion_receipt")
        let receipt = try DeletionReceipt.verify(
            Array(text.utf8), trust: trust, at: clock.now())
        guard withdrawal.consentID == consent.id else {
            throw Refusal(.withdrawalMismatch, "expected a withdrawal of this consent")
        }
        try receipt.acknowledges(
            withdrawal: withdrawal.hash, consent: consent.hash, by: consent.recipient)
        return text
    }
}
