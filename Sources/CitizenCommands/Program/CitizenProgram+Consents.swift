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
        /// As the service says; `confirmed` where this device confirmed what was delivered,
        /// `deletion-unproven` where the service says `deleted` without a proof that verifies, and
        /// `withdrawn-here` where this device withdrew what the service lists as if it had not.
        package let state: String
        package let recipientName: DisplayText
        /// Of a consent that the service does not list, the time that the consent itself says.
        package let givenAt: UnixTime
        /// What was asked and why; nil on another device, or where it cannot be verified any more.
        package let terms: ConsentTerms?
        /// The recipient's sealed word that it deleted the data, verified.
        package let deletionReceipt: String?
        /// Whether it was given on this device, under another login.
        package let isOfOtherLogin: Bool
        /// Whether this device gave it.
        package let isOfThisDevice: Bool
        /// When its request ends, by which it must be confirmed; nil on another device.
        package let requestExpires: UnixTime?

        /// Whether the service has it; else this device alone does.
        package var isListed: Bool { !["not-listed", "not-listed-withdrawn"].contains(state) }

        /// Until when it can be confirmed here; nil where nothing waits for that.
        package var confirmBefore: UnixTime? {
            state == "delivered" && isOfThisDevice ? requestExpires : nil
        }

        /// Whether a withdrawal can still change anything.
        package var canBeWithdrawn: Bool {
            !Self.withdrawnAtService.contains(state) && state != "not-listed-withdrawn"
        }

        /// The states of a consent of which the service knows that it was withdrawn.
        static let withdrawnAtService: Set = [
            "stopped", "forwarded", "kept", "deleted", "deletion-unproven",
        ]
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
    ///
    /// What was given under another login comes last: the service does not list it to this one.
    private func missing(
        from known: Set<DocumentID>, _ directory: Directory
    ) -> [ListedConsent] {
        let missing = KeptRelease.all(in: home).filter { !known.contains($0.id) }
            .compactMap { here($0, directory) }
        return missing.filter { !$0.isOfOtherLogin } + missing.filter(\.isOfOtherLogin)
    }

    /// A consent as this device kept it; nil where it kept none that verifies.
    private func here(_ kept: KeptRelease, _ directory: Directory?) -> ListedConsent? {
        guard let text = try? kept.consent(),
            let consent = try? Consent.verify(text, at: clock.now())
        else { return nil }
        let request = request(of: consent)
        return ListedConsent(
            consent: consent, state: kept.isWithdrawn ? "not-listed-withdrawn" : "not-listed",
            recipientName: name(of: consent.recipient, directory),
            givenAt: consent.identity.issuedAt, terms: request?.terms,
            deletionReceipt: kept.deletionReceipt, isOfOtherLogin: kept.isOfOtherLogin,
            isOfThisDevice: true, requestExpires: request?.expires)
    }

    /// What a consent is about: as this device kept it, without asking anybody, else as the service
    /// lists it.
    package func described(_ id: DocumentID) async throws -> ListedConsent {
        let seen = ((try? home.text(DirectoryMemory.file)) ?? nil).flatMap {
            try? Directory.verify($0, trust: trust, at: clock.now())
        }
        if let here = here(KeptRelease(id: id, home: home), seen) { return here }
        return try await consent(id)
    }

    /// Whether a consent was given on this device under another login.
    package func isOfOtherLogin(_ id: DocumentID) -> Bool {
        KeptRelease(id: id, home: home).isOfOtherLogin
    }

    private func name(of recipient: OIN, _ directory: Directory?) -> DisplayText {
        DisplayText((try? directory?.recipient(recipient))?.name ?? recipient.digits)
    }

    /// The request that a release of this device answered, by the directory of that time.
    private func request(of consent: Consent) -> PresentationRequest? {
        let kept = KeptRelease(id: consent.id, home: home)
        let time = consent.identity.issuedAt
        guard let request = try? kept.request(), let text = try? kept.directory(),
            let directory = try? Directory.verify(text, trust: trust, at: time),
            let verified = try? PresentationRequest.verify(
                request, directory: directory, trust: trust, at: time),
            verified.hash == consent.request
        else { return nil }
        return verified
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
        let kept = KeptRelease(id: consent.id, home: home)
        let proof = kept.deletionReceipt ?? (try? deletionReceipt(in: reader, of: consent))
        let request = request(of: consent)
        return ListedConsent(
            consent: consent,
            state: state(
                DisplayText(try reader.string("state")).text, of: consent,
                isProven: proof != nil),
            recipientName: name(of: consent.recipient, directory), givenAt: givenAt,
            terms: request?.terms, deletionReceipt: proof,
            isOfOtherLogin: kept.isOfOtherLogin, isOfThisDevice: kept.isHere,
            requestExpires: request?.expires)
    }

    /// A withdrawal that was made here wins over what the service lists, whatever that is: it may
    /// not have heard of it, or its store may have been restored from an older copy.
    private func state(_ state: String, of consent: Consent, isProven: Bool) -> String {
        let kept = KeptRelease(id: consent.id, home: home)
        let isKnown = ListedConsent.withdrawnAtService.contains(state)
        switch state {
        case _ where kept.isWithdrawn && !isKnown: return "withdrawn-here"
        case _ where kept.isWithdrawn && kept.deletionReceipt != nil: return "deleted"
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
