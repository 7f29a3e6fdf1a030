package import BlueButton
import JOSE
import OpenSSL
import Sovereignty
import StrictJSON
import Transport
import Trust

extension CitizenProgram {
    /// What came of a withdrawal.
    package struct WithdrawalOutcome: Sendable {
        /// `stopped` where nothing had left, as the service says; `deleted` with the recipient's
        /// sealed word; `kept` where the recipient does not know the consent and will refuse its
        /// package; else `forwarded`: the service goes on asking the recipient.
        package let state: String
        /// The recipient's sealed word that it deleted what it had; nil where it gave none.
        package let deletionReceipt: String?
        /// Why the recipient gave no such word to this program.
        package let trouble: CitizenError?
        /// Why the service does not know of it, while the recipient does; nil where it knows.
        package var serviceTrouble: CitizenError?
    }

    /// What a recipient says to a withdrawal.
    private enum RecipientAnswer {
        case deleted(receipt: String)
        case kept
    }

    /// Withdraws a consent: at the service, which stops what has not left, and, where the holder
    /// key is here, at the recipient itself.
    ///
    /// The recipient is told whatever the service does: a service that refuses or is gone cannot
    /// keep the withdrawal from it. Without the key the service seals one and forwards it.
    ///
    /// - Parameter patience: how long to wait, without the key, for the recipient's answer.
    package func withdraw(
        _ id: DocumentID, within patience: Duration = .seconds(5)
    ) async throws -> WithdrawalOutcome {
        let kept = KeptRelease(id: id, home: home)
        guard let text = try kept.consent(), let request = try kept.request(),
            let consent = try? Consent.verify(text, at: clock.now()),
            let withdrawal = try withdrawal(of: consent, kept)
        else { return try await withdrawThroughService(id, within: patience) }
        // Known here first: whoever is not told now is told when the command is given again. A disk
        // that takes nothing does not hold a withdrawal up.
        try? kept.withdrawn(withdrawal, deletionReceipt: nil)
        let told = await tellService(withdrawal, of: id)
        var serviceTrouble: CitizenError?
        if case .failure(let error) = told { serviceTrouble = CitizenError(error) }
        do {
            switch try await recipientAnswer(to: withdrawal, of: consent, request, kept) {
            case .deleted(let receipt):
                try kept.withdrawn(withdrawal, deletionReceipt: receipt)
                return WithdrawalOutcome(
                    state: "deleted", deletionReceipt: receipt, trouble: nil,
                    serviceTrouble: serviceTrouble)
            case .kept:
                let isStopped = (try? told.get()) == "stopped"
                return WithdrawalOutcome(
                    state: isStopped ? "stopped" : "kept", deletionReceipt: nil, trouble: nil,
                    serviceTrouble: serviceTrouble)
            }
        } catch {
            let trouble = CitizenError(error)
            guard let serviceTrouble else {
                return WithdrawalOutcome(
                    state: try told.get(), deletionReceipt: nil, trouble: trouble)
            }
            throw (serviceTrouble.code == "other-login" ? trouble : serviceTrouble)
                .hinting(.text(texts.withdrawLater(id.text)))
        }
    }

    /// The withdrawal that was made here before, so that the same one gets the same answer, else one
    /// by the holder key; nil where there is neither.
    private func withdrawal(of consent: Consent, _ kept: KeptRelease) throws -> String? {
        if let made = try kept.withdrawal() { return made }
        guard let key = try holderKey(of: kept) else { return nil }
        return try Withdrawal.sign(consent, holderKey: key, at: clock.now())
    }

    /// What the recipient said before, where it deleted the data; else what it says now.
    private func recipientAnswer(
        to withdrawal: String, of consent: Consent, _ request: String, _ kept: KeptRelease
    ) async throws -> RecipientAnswer {
        if let receipt = kept.deletionReceipt { return .deleted(receipt: receipt) }
        let address = try RequestAddresses(storedRequest: request).withdrawal
        return try await tellRecipient(withdrawal, of: consent, address: address)
    }

    /// The holder key; nil where there is none that can be read, so that the service withdraws.
    private func holderKey(of kept: KeptRelease) throws -> P256PrivateKey? {
        do {
            return try kept.holderKey()
        } catch let error as CitizenError where error.code == "key-damaged" {
            return nil
        }
    }

    /// From a device without the holder key.
    private func withdrawThroughService(
        _ id: DocumentID, within patience: Duration
    ) async throws -> WithdrawalOutcome {
        var state = try await tellService(nil, of: id).get()
        guard state != "stopped" else {
            return WithdrawalOutcome(state: state, deletionReceipt: nil, trouble: nil)
        }
        let deadline = ContinuousClock.now + patience
        while true {
            let listed = try await consent(id)
            state = listed.state
            if state != "forwarded" || ContinuousClock.now >= deadline {
                return WithdrawalOutcome(
                    state: state, deletionReceipt: listed.deletionReceipt, trouble: nil)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Posts a withdrawal to the service; the state that it names, made fit to show.
    private func tellService(
        _ withdrawal: String?, of id: DocumentID
    ) async -> Result<String, any Error> {
        do {
            guard !KeptRelease(id: id, home: home).isOfOtherLogin else {
                throw CitizenError(
                    .refused, code: "other-login",
                    "expected the login under which this consent was given")
            }
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
            return try Directory.verify(text, trust: trust, at: clock.now())
        }
    }

    /// Posts a withdrawal to the address in the request's terms, and verifies the answer.
    private func tellRecipient(
        _ withdrawal: String, of consent: Consent, address: String
    ) async throws -> RecipientAnswer {
        let recipient = try await directoryAtHand().recipient(consent.recipient)
        try recipient.allows(address: address)
        let reply = try ServiceClient.accepted(
            try await naming(recipient.name) {
                try await client.post(
                    address, headers: [("Content-Type", "application/jwt")],
                    body: Array(withdrawal.utf8), maximumBytes: DocumentLimits.receipt,
                    deadline: .now + .seconds(20))
            })
        if reply.status == 202 { return .kept }
        let receipt = try DeletionReceipt.verify(
            reply.body, trust: trust, at: clock.now())
        let sent = try Withdrawal.verify(
            withdrawal, trust: trust, at: clock.now())
        try receipt.acknowledges(
            withdrawal: sent.hash, consent: consent.hash, by: consent.recipient)
        return .deleted(receipt: String(decoding: reply.body, as: UTF8.self))
    }
}
