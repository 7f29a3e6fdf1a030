package import BlueButton
import JOSE
import OpenSSL
import Sovereignty
import StrictJSON
import Transport
import TransparencyLog
import Trust

extension CitizenProgram {
    /// A request that was verified, with the directory by which it was judged.
    package struct ReceivedRequest: Sendable {
        package let request: PresentationRequest
        package let directory: Directory
        /// The link that led to it.
        package var link: RequestLink?
    }

    /// A choice before the citizen: the request, and the actual values that it asks for.
    package struct Choice: Sendable {
        package let received: ReceivedRequest
        package let attestations: [Attestation]
        let holderKey: P256PrivateKey

        package var request: PresentationRequest { received.request }

        /// The attestation from which a query is answered.
        package func attestation(for query: CredentialQuery) -> Attestation? {
            attestations.first { $0.credentialType == query.type }
        }
    }

    /// Fetches the request behind a link and verifies it; nothing is sent to the recipient but the
    /// link's own address.
    package func request(_ link: RequestLink) async throws -> ReceivedRequest {
        let directory = try await directory()
        let origin = try Origin(of: link.address)
        guard let recipient = directory.recipients.first(where: { $0.origins.contains(origin) })
        else {
            throw Refusal(
                .originNotAllowed, "expected a link to a recipient that the directory lists")
        }
        let reply = try await naming(recipient.name) {
            try await client.get(
                link.address, headers: [("Accept", "application/oauth-authz-req+jwt")],
                maximumBytes: DocumentLimits.request, deadline: .now + .seconds(15))
        }
        // Whatever the organisation says: under this address there is no request.
        guard ![400, 404, 410].contains(reply.status) else {
            throw CitizenError(
                .refused, code: "request-unknown", "expected a request at the link's address",
                hint: .newLink)
        }
        let text = String(
            decoding: try ServiceClient.accepted(reply).body, as: UTF8.self)
        let request = try PresentationRequest.verify(
            text, directory: directory, trust: trust, at: clock.now())
        guard request.clientID == link.clientID else {
            throw Refusal(.clientMismatch, "expected the request of the link's 'client_id'")
        }
        try request.recipient.allows(address: link.address)
        return ReceivedRequest(request: request, directory: directory, link: link)
    }

    /// Gets what a request asks about, so that the citizen can see it before choosing.
    package func choice(_ received: ReceivedRequest) async throws -> Choice {
        let holderKey = try P256PrivateKey()
        var attestations: [Attestation] = []
        for query in received.request.query.queries
        where !attestations.contains(where: { $0.credentialType == query.type }) {
            attestations.append(
                try await attestation(
                    query.type, holderKey: holderKey, directory: received.directory))
        }
        return Choice(received: received, attestations: attestations, holderKey: holderKey)
    }

    /// Signs consent and package; nothing leaves this machine yet.
    ///
    /// - Parameter granted: the ids of the queries that the citizen grants.
    package func compose(_ choice: Choice, granted: Set<String>) throws -> Release {
        try Release.compose(
            answering: choice.request, granted: granted, attestations: choice.attestations,
            directory: choice.received.directory, holderKey: choice.holderKey, at: clock.now())
    }

    /// Hands a release to the service, which stores and delivers it.
    ///
    /// The holder key is kept in the home first, to withdraw with; it is forgotten where the service
    /// says that it took nothing.
    package func submit(_ release: Release, of choice: Choice) async throws {
        let kept = KeptRelease(id: release.consent.id, home: home)
        try kept.keep(
            consent: release.consent.text, request: choice.request.text,
            directory: choice.received.directory.text, package: release.package.hash,
            holderKey: choice.holderKey, confirmation: release.confirmation,
            login: Session.login(in: home), link: choice.received.link)
        let reply: HTTPReply
        do {
            reply = try await service.post(
                "/v1/releases",
                [
                    "request": .string(choice.request.text),
                    "consent": .string(release.consent.text),
                    "package": .string(release.package.text),
                ], session: try await session())
        } catch {
            let trouble = CitizenError(error)
            if !trouble.mayHaveHappened { kept.forget() }
            throw trouble
        }
        let answer = try JSONReader(JSONValue.parse(reply.body, maximumBytes: 64 << 10))
        guard try answer.string("id") == release.consent.id.text else {
            throw Refusal(.consentMismatch, "expected the service to name this consent")
        }
        try kept.taken()
    }

    /// Whether this device holds what a release left, so that it can be withdrawn.
    package func isKept(_ id: DocumentID) -> Bool {
        ((try? KeptRelease(id: id, home: home).consent()) ?? nil) != nil
    }

    /// Waits until a release was delivered, and verifies the recipient's receipt.
    package func outcome(
        of release: Release, to request: PresentationRequest, within patience: Duration
    ) async throws -> ReleaseStatus {
        let deadline = ContinuousClock.now + patience
        var status = try await self.status(of: release.consent.id)
        while status.isPending, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
            status = try await self.status(of: release.consent.id)
        }
        guard status.receipt != nil || status.state != "delivered" else {
            throw Refusal(
                .receiptMismatch, "expected the recipient's receipt of what was delivered")
        }
        if let text = status.receipt {
            let receipt = try Receipt.verify(
                Array(text.utf8), trust: trust, at: clock.now())
            try receipt.acknowledges(
                request: request.hash, consent: release.consent.hash,
                package: release.package.hash, registration: nil, by: request.recipient.oin)
            try await compare(receipt, status.registration, of: release)
        }
        try KeptRelease(id: release.consent.id, home: home).keep(
            registration: status.registration, receipt: status.receipt)
        return status
    }

    /// Demands that the log shows the recipient the history that it shows here, and that it holds
    /// the consent's entry.
    private func compare(
        _ receipt: Receipt, _ registration: String?, of release: Release
    ) async throws {
        let directory = try await directory()
        if let registration {
            let verified = try Registration.verify(
                Array(registration.utf8), trust: configuration.trust, at: clock.now())
            try receipt.follows(verified)
            if directory.hash == release.consent.directory {
                try verified.names(release.consent, release.package, directory: directory)
            }
        }
        let key = try directory.log.verifierKey()
        try await follow(Checkpoint(note: receipt.checkpoint, by: key), in: directory)
    }

    /// Where a release stands, as the service says.
    package func status(of id: DocumentID) async throws -> ReleaseStatus {
        let reply = try await service.get(
            "/v1/releases/\(id.text)", session: try await session())
        let status = try ReleaseStatus(
            reading: JSONReader(JSONValue.parse(reply.body, maximumBytes: 8 << 20)))
        guard status.id == id else {
            throw Refusal(.consentMismatch, "expected the service to tell of this release")
        }
        return status
    }
}
