package import BlueButton
import JOSE
package import OpenSSL
import Sovereignty
import StrictJSON
import Transport
import Trust

extension CitizenProgram {
    /// A consent in the citizen's list: verified, its recipient named by the directory; that it
    /// stands there, since when and in which state is the service's word.
    package struct ListedConsent: Sendable {
        package let consent: Consent
        package let state: String
        package let recipientName: DisplayText
        package let givenAt: UnixTime
        let request: String
    }

    /// What came of a withdrawal.
    package struct WithdrawalOutcome: Sendable {
        /// What the service says: `stopped` where nothing had left, else `withdrawn`.
        package let state: String
        /// The recipient's sealed word that it deleted what it had; nil where it gave none.
        package let deletionReceipt: String?
        /// Why the recipient gave no such word.
        package let trouble: CitizenError?
    }

    /// The citizen's consents, newest first.
    package func consents() async throws -> [ListedConsent] {
        let directory = try await directory()
        let reply = try await service.get("/v1/consents", session: try await session())
        let reader = JSONReader(try JSONValue.parse(reply.body, maximumBytes: 8 << 20))
        return try reader.array("consents").map { try Self.listed($0, directory) }
    }

    private static func listed(
        _ reader: JSONReader, _ directory: Directory
    ) throws -> ListedConsent {
        let givenAt = UnixTime(seconds: try reader.integer("given_at"))
        let consent = try Consent.verify(reader.string("consent"), at: givenAt)
        let recipient = try? directory.recipient(consent.recipient)
        return ListedConsent(
            consent: consent,
            state: DisplayText(try reader.string("state")).text,
            recipientName: DisplayText(recipient?.name ?? consent.recipient.digits),
            givenAt: givenAt, request: try reader.string("request"))
    }

    /// Withdraws a consent: at the service, which stops what has not left, and, where the holder
    /// key is here, at the recipient itself.
    ///
    /// The recipient is told whatever the service does: a service that refuses or is gone cannot
    /// keep the withdrawal from it. Its sealed word then counts, and the state is `withdrawn`.
    package func withdraw(_ id: DocumentID) async throws -> WithdrawalOutcome {
        let kept = KeptRelease(id: id, home: home)
        var signed: (consent: Consent, withdrawal: String)?
        if let key = try kept.holderKey(), let text = try kept.consent() {
            let consent = try Consent.verify(text, at: clock.now())
            let withdrawal = try Withdrawal.sign(consent, holderKey: key, at: clock.now())
            signed = (consent, withdrawal)
        }
        let told = await tellService(signed?.withdrawal, of: id)
        guard let (consent, withdrawal) = signed, let request = try kept.request() else {
            return WithdrawalOutcome(
                state: try told.get(), deletionReceipt: nil, trouble: nil)
        }
        do {
            let receipt = try await tellRecipient(
                withdrawal, of: consent, address: WithdrawalAddress.read(request))
            try kept.withdrawn(withdrawal, deletionReceipt: receipt)
            return WithdrawalOutcome(
                state: (try? told.get()) ?? "withdrawn", deletionReceipt: receipt, trouble: nil)
        } catch {
            try kept.withdrawn(withdrawal, deletionReceipt: nil)
            return WithdrawalOutcome(
                state: try told.get(), deletionReceipt: nil, trouble: CitizenError(error))
        }
    }

    /// Posts a withdrawal to the service; the state that it names, made fit to show.
    private func tellService(
        _ withdrawal: String?, of id: DocumentID
    ) async -> Result<String, any Error> {
        do {
            let body: JSONObject = withdrawal.map { ["withdrawal": .string($0)] } ?? [:]
            let reply = try await service.post(
                "/v1/consents/\(id.text)/withdrawals", body, session: try await session())
            let answer = try JSONValue.parse(reply.body, maximumBytes: 64 << 10)
            return .success(DisplayText(try JSONReader(answer).string("state")).text)
        } catch {
            return .failure(error)
        }
    }

    /// The newest directory; where the service gives none, the last one seen, if it has not ended.
    private func directoryAtHand() async throws -> Directory {
        do {
            return try await directory()
        } catch {
            guard let text = try home.text(DirectoryMemory.file) else { throw error }
            return try Directory.verify(text, trust: configuration.trust, at: clock.now())
        }
    }

    /// Posts a withdrawal to the address in the request's terms, and verifies the answer.
    private func tellRecipient(
        _ withdrawal: String, of consent: Consent, address: String
    ) async throws -> String {
        try await directoryAtHand().recipient(consent.recipient).allows(address: address)
        let reply = try await client.post(
            address, headers: [("Content-Type", "application/jwt")],
            body: Array(withdrawal.utf8), maximumBytes: DocumentLimits.receipt,
            deadline: .now + .seconds(20))
        let bytes = try ServiceClient.accepted(reply).body
        let receipt = try DeletionReceipt.verify(
            bytes, trust: configuration.trust, at: clock.now())
        let sent = try Withdrawal.verify(
            withdrawal, trust: configuration.trust, at: clock.now())
        guard receipt.withdrawal == sent.hash, receipt.consent == sent.consent,
            receipt.seal.oin == consent.recipient.digits
        else { throw Refusal(.withdrawalMismatch, "expected a receipt of this withdrawal") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
