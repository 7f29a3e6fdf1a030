package import BlueButton
package import OpenSSL

/// A release as the service keeps it: hashes, sealed texts and times, never a value.
package struct StoredRelease: Sendable {
    package let consentID: DocumentID
    /// The citizen at the service.
    package let subject: String
    package let recipient: OIN
    /// The recipient's name in the directory of that time.
    package let recipientName: String
    package let purpose: String
    package let request: String
    package let consent: String
    /// The package, there as long as it may still be sent.
    package let package: String?
    package let packageHash: DocumentHash
    package let storedAt: UnixTime
    /// When the request ends.
    package let expires: UnixTime
    package let state: ReleaseState
    package let registration: String?
    package let receipt: String?
    /// Where the citizen confirms, as the recipient answered.
    package let redirect: String?
    /// The code of the problem by which the recipient refused.
    package let refusal: String?
    /// The withdrawal, by the holder key or sealed by the service.
    package let withdrawal: String?
    package let withdrawnAt: UnixTime?
    /// The recipient's sealed word that it deleted the data.
    package let deletionReceipt: String?
    /// How often the outbox has tried, in this kind of work.
    package let attempts: Int
    /// When the release is deleted.
    package let keptUntil: UnixTime

    /// - Parameter keptUntil: nil for the end of the request.
    package init(
        consentID: DocumentID, subject: String, recipient: OIN, recipientName: String,
        purpose: String, request: String, consent: String, package: String?,
        packageHash: DocumentHash, storedAt: UnixTime, expires: UnixTime, state: ReleaseState,
        registration: String? = nil, receipt: String? = nil, redirect: String? = nil,
        refusal: String? = nil, withdrawal: String? = nil, withdrawnAt: UnixTime? = nil,
        deletionReceipt: String? = nil, attempts: Int = 0, keptUntil: UnixTime? = nil
    ) {
        self.consentID = consentID
        self.subject = subject
        self.recipient = recipient
        self.recipientName = recipientName
        self.purpose = purpose
        self.request = request
        self.consent = consent
        self.package = package
        self.packageHash = packageHash
        self.storedAt = storedAt
        self.expires = expires
        self.state = state
        self.registration = registration
        self.receipt = receipt
        self.redirect = redirect
        self.refusal = refusal
        self.withdrawal = withdrawal
        self.withdrawnAt = withdrawnAt
        self.deletionReceipt = deletionReceipt
        self.attempts = attempts
        self.keptUntil = keptUntil ?? expires
    }
}
