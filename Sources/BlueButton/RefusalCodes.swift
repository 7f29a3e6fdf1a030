extension Refusal.Code {
    // MARK: Form

    /// No JSON, no JWS, or members that are absent, surplus or of another kind.
    public static let malformed = Refusal.Code(rawValue: "malformed")
    /// More bytes than this document may have.
    public static let tooLarge = Refusal.Code(rawValue: "too-large")
    /// `typ` or `cty` is another document's.
    public static let typeMismatch = Refusal.Code(rawValue: "type-mismatch")
    /// The protected header has members that this document does not have.
    public static let headerRefused = Refusal.Code(rawValue: "header-refused")
    /// The signature is not by the key that must have made it.
    public static let signatureInvalid = Refusal.Code(rawValue: "signature-invalid")

    // MARK: Identity and time

    /// `iss` is not the URI or the thumbprint of who signed.
    public static let issuerMismatch = Refusal.Code(rawValue: "issuer-mismatch")
    /// `iat` lies more than 60 seconds ahead.
    public static let issuedAhead = Refusal.Code(rawValue: "issued-ahead")
    /// The time that counts is at or after `exp`.
    public static let expired = Refusal.Code(rawValue: "expired")
    /// The time that counts is before `nbf`.
    public static let notYetValid = Refusal.Code(rawValue: "not-yet-valid")
    /// `exp` is not after `iat`, or the document is meant to live longer than it may.
    public static let lifetimeRefused = Refusal.Code(rawValue: "lifetime-refused")
    /// The seal is another organisation's than the one that must have sealed.
    public static let organisationMismatch = Refusal.Code(rawValue: "organisation-mismatch")

    // MARK: Timestamps, beside the codes that `Timestamp` has for its chain

    /// There is no timestamp, and the document does not pass without one.
    public static let timestampMissing = Refusal.Code(rawValue: "timestamp-missing")
    /// The timestamp is not of the one accepted form.
    public static let timestampMalformed = Refusal.Code(rawValue: "timestamp-malformed")
    /// The timestamp is of another signature.
    public static let timestampMismatch = Refusal.Code(rawValue: "timestamp-mismatch")
    /// The timestamp is before the document says that it was made, or a receipt's more than 60
    /// seconds before that of the registration which it names.
    public static let timestampTooEarly = Refusal.Code(rawValue: "timestamp-too-early")

    // MARK: Directory

    /// The directory's version is lower than one already seen.
    public static let directoryOutdated = Refusal.Code(rawValue: "directory-outdated")
    /// The document names a directory that is not at hand.
    public static let directoryUnknown = Refusal.Code(rawValue: "directory-unknown")
    /// The directory has no such source.
    public static let sourceUnknown = Refusal.Code(rawValue: "source-unknown")
    /// The directory has no such recipient.
    public static let recipientUnknown = Refusal.Code(rawValue: "recipient-unknown")
    /// The directory does not let this source issue this kind of attestation.
    public static let credentialTypeNotAllowed = Refusal.Code(
        rawValue: "credential-type-not-allowed")

    // MARK: Login

    /// The access token's issuer, audience, client or kind is not the expected one.
    public static let tokenRefused = Refusal.Code(rawValue: "token-refused")
    /// The access token has ended.
    public static let tokenExpired = Refusal.Code(rawValue: "token-expired")
    /// The login's level of assurance is below substantial.
    public static let assuranceTooLow = Refusal.Code(rawValue: "assurance-too-low")
    /// The token is bound to another key than the one that signed.
    public static let tokenKeyMismatch = Refusal.Code(rawValue: "token-key-mismatch")
    /// The token names a key that the identity provider does not publish, or no longer.
    public static let tokenKeyUnknown = Refusal.Code(rawValue: "token-key-unknown")
    /// The identity provider's description of itself, or its keys, cannot be used.
    public static let providerMalformed = Refusal.Code(rawValue: "provider-malformed")
    /// The identity provider's keys cannot be had, and none that still count are at hand.
    public static let providerUnreachable = Refusal.Code(rawValue: "provider-unreachable")
    /// The DPoP proof is not for this request or not by this key.
    public static let proofRefused = Refusal.Code(rawValue: "proof-refused")
    /// The DPoP proof was used before.
    public static let proofReplayed = Refusal.Code(rawValue: "proof-replayed")

    /// The DPoP proof has no nonce that this server gave, or one that has ended (RFC 9449
    /// section 9).
    public static let proofNonceNeeded = Refusal.Code(rawValue: "use-dpop-nonce")
    /// More proofs than are remembered, of all callers or of one: nothing is forgotten instead.
    public static let proofMemoryFull = Refusal.Code(rawValue: "proof-memory-full")

    // MARK: Query

    /// The mandate is for another action or audience.
    public static let mandateMismatch = Refusal.Code(rawValue: "mandate-mismatch")
    /// The token is not the one whose hash the mandate names.
    public static let mandateTokenMismatch = Refusal.Code(rawValue: "mandate-token-mismatch")
    /// The mandate's `jti` was seen with other content.
    public static let mandateReused = Refusal.Code(rawValue: "mandate-reused")
    /// The statement does not answer this mandate.
    public static let statementMismatch = Refusal.Code(rawValue: "statement-mismatch")
    /// A row's outcome does not fit its statement.
    public static let outcomeMismatch = Refusal.Code(rawValue: "outcome-mismatch")
    /// The overview's rows are not exactly the directory's sources.
    public static let sourcesIncomplete = Refusal.Code(rawValue: "sources-incomplete")
    /// The attestation is about another person, key or kind than the mandate asked.
    public static let attestationMismatch = Refusal.Code(rawValue: "attestation-mismatch")

    /// A claim is unknown to its kind of attestation, or has not the shape that the kind gives it.
    public static let claimMalformed = Refusal.Code(rawValue: "claim-malformed")
    /// An attestation as its source issued it has digests without a disclosure.
    public static let disclosuresIncomplete = Refusal.Code(rawValue: "disclosures-incomplete")
    /// An attestation that is presented has no key binding.
    public static let keyBindingMissing = Refusal.Code(rawValue: "key-binding-missing")
    /// An attestation as its source issued it has a key binding.
    public static let keyBindingUnexpected = Refusal.Code(rawValue: "key-binding-unexpected")

    /// More requests for this person than a source answers in this time.
    public static let rateExceeded = Refusal.Code(rawValue: "rate-exceeded")

    // MARK: Release

    /// `client_id` is not the hash of the certificate that sealed the request.
    public static let clientMismatch = Refusal.Code(rawValue: "client-mismatch")
    /// An address is not among the recipient's origins.
    public static let originNotAllowed = Refusal.Code(rawValue: "origin-not-allowed")
    /// The request asks what the recipient may not ask for this purpose.
    public static let claimsNotAccredited = Refusal.Code(rawValue: "claims-not-accredited")
    /// The terms name another recipient, purpose or address than the request's own.
    public static let termsMismatch = Refusal.Code(rawValue: "terms-mismatch")
    /// The request's query is outside the profile.
    public static let queryRefused = Refusal.Code(rawValue: "query-refused")
    /// The burgerservicenummer would go to a recipient without the right to it.
    public static let bsnNotAllowed = Refusal.Code(rawValue: "bsn-not-allowed")
    /// The package is not for this recipient's key or request.
    public static let packageMismatch = Refusal.Code(rawValue: "package-mismatch")
    /// A presentation is not bound to this recipient, request or consent.
    public static let presentationMismatch = Refusal.Code(rawValue: "presentation-mismatch")
    /// What is disclosed is not exactly what the consent names.
    public static let consentMismatch = Refusal.Code(rawValue: "consent-mismatch")
    /// The attestations of one package are not about one person with one key.
    public static let holdersMixed = Refusal.Code(rawValue: "holders-mixed")
    /// A part that the request needs is absent.
    public static let requiredPartMissing = Refusal.Code(rawValue: "required-part-missing")
    /// The registration does not name this consent and package.
    public static let registrationMismatch = Refusal.Code(rawValue: "registration-mismatch")
    /// There is no such request, or it has ended.
    public static let requestUnknown = Refusal.Code(rawValue: "request-unknown")
    /// Another package has used up this request.
    public static let requestUsed = Refusal.Code(rawValue: "request-used")
    /// No package waits for this code with these bits; which of them is wrong is not told.
    public static let confirmationRefused = Refusal.Code(rawValue: "confirmation-refused")
    /// There is no such consent of this citizen.
    public static let consentUnknown = Refusal.Code(rawValue: "consent-unknown")
    /// The consent was withdrawn.
    public static let consentWithdrawn = Refusal.Code(rawValue: "consent-withdrawn")
    /// The receipt does not name this consent and package.
    public static let receiptMismatch = Refusal.Code(rawValue: "receipt-mismatch")
    /// The deletion receipt does not name this withdrawal and consent.
    public static let deletionMismatch = Refusal.Code(rawValue: "deletion-mismatch")
    /// As many packages as may wait for confirmation wait for this request already.
    public static let tooManyWaiting = Refusal.Code(rawValue: "too-many-waiting")
    /// The citizen has not confirmed the package yet.
    public static let packageWaiting = Refusal.Code(rawValue: "package-waiting")
    /// What the package disclosed was deleted.
    public static let packageEmptied = Refusal.Code(rawValue: "package-emptied")
    /// Not every adult of an application has shared, or what one shared was deleted.
    public static let applicationIncomplete = Refusal.Code(rawValue: "application-incomplete")
    /// The withdrawal does not name this consent.
    public static let withdrawalMismatch = Refusal.Code(rawValue: "withdrawal-mismatch")

    // MARK: Log

    /// The leaf does not commit to this entry with this key.
    public static let commitmentMismatch = Refusal.Code(rawValue: "commitment-mismatch")
    /// The entry is of another event, document, organisation or time than the one registered.
    public static let logEntryMismatch = Refusal.Code(rawValue: "log-entry-mismatch")
    /// A proof has more or fewer hashes than a tree of its size gives.
    public static let proofLength = Refusal.Code(rawValue: "proof-length")
    /// The proof does not lead from the entry's leaf to the checkpoint's root.
    public static let inclusionInvalid = Refusal.Code(rawValue: "inclusion-invalid")
    /// The checkpoint has no signature by the log's key.
    public static let noteUnsigned = Refusal.Code(rawValue: "note-unsigned")
    /// The checkpoint's signature in the log's name was not made by its key.
    public static let noteSignatureInvalid = Refusal.Code(rawValue: "note-signature-invalid")
    /// The log has fewer entries than it had.
    public static let treeShrunk = Refusal.Code(rawValue: "tree-shrunk")
    /// Two checkpoints of one size have different roots: the log shows two histories.
    public static let treeForked = Refusal.Code(rawValue: "tree-forked")
    /// The consistency proof does not lead to the earlier root: entries were changed or removed.
    public static let oldRootMismatch = Refusal.Code(rawValue: "old-root-mismatch")
    /// The consistency proof does not lead to the later root.
    public static let newRootMismatch = Refusal.Code(rawValue: "new-root-mismatch")
    /// The log's key is not the directory's, or not of the form of a verifier key.
    public static let noteKeyRefused = Refusal.Code(rawValue: "note-key-refused")
    /// There is no such entry of this citizen, or it was erased.
    public static let logEntryUnknown = Refusal.Code(rawValue: "log-entry-unknown")
    /// The log never had these sizes.
    public static let logSizeUnknown = Refusal.Code(rawValue: "log-size-unknown")
}
