public import OpenSSL
public import StrictJSON
public import TransparencyLog
public import Trust

/// A package that passed every check: what the citizen released, and the evidence for it.
///
/// Only verification makes one, and it is pure: the same bytes, directory, revocation lists and
/// time always give the same answer, offline and years later.
public struct VerifiedPackage: Sendable {
    public let request: PresentationRequest
    public let consent: Consent
    public let registration: Registration
    public let packageHash: DocumentHash
    /// The checkpoint of the access log that the registration shows, verified by itself.
    public let checkpoint: Checkpoint
    /// One per granted query.
    public let presentations: [String: Attestation]
    /// The bits that the citizen must bring to the recipient's page.
    public let confirmation: DocumentID
    /// The checks that were made, in order.
    public let checks: [PackageCheck]

    /// The disclosed claims per credential type, in the order of the request.
    public var claims: [(type: CredentialType, name: String, value: JSONValue)] {
        request.query.queries.flatMap { query in
            (presentations[query.id]?.claims ?? []).map { (query.type, $0.name, $0.value) }
        }
    }

    /// Opens and verifies a package.
    ///
    /// - Parameters:
    ///   - requestText: the recipient's own request, to which the package answers.
    ///   - key: the request's private key.
    ///   - directory: finds the directory that the consent names, verified at a time.
    ///   - now: the registration's timestamp may be at most 60 seconds ahead of it. Everything is
    ///     judged at that timestamp, the request's life included.
    public static func verify(
        package: SealedPackage, registration: [UInt8], requestText: String, key: P256PrivateKey,
        directory find: (DocumentHash, UnixTime) throws(Refusal) -> Directory, trust: TrustStore,
        at now: UnixTime
    ) throws(Refusal) -> VerifiedPackage {
        try verify(
            content: try package.open(with: key), package: package, registration: registration,
            requestText: requestText, directory: find, trust: trust, at: now)
    }

    /// Verifies a package that was opened before, as `verify` commands do from files.
    public static func verify(
        content: PackageContent, package: SealedPackage, registration: [UInt8],
        requestText: String,
        directory find: (DocumentHash, UnixTime) throws(Refusal) -> Directory,
        trust: TrustStore, at now: UnixTime
    ) throws(Refusal) -> VerifiedPackage {
        let registration = try Registration.verify(registration, trust: trust, at: now)
        let time = registration.timestamp.time
        let consent = try Consent.verify(content.consent, at: time)
        let directory = try find(consent.directory, time)
        let request = try PresentationRequest.verify(
            requestText, directory: directory, trust: trust, at: time)
        try package.fits(request)
        guard isSame(content.state, request.state) else {
            throw Refusal(.packageMismatch, "expected the state of this request")
        }
        let checkpoint = try registration.names(consent, package, directory: directory)
        try consent.answers(request, directory: directory)
        let verifier = PresentationVerifier(
            request: request, consent: consent, registration: registration,
            directory: directory, trust: trust, time: time)
        return VerifiedPackage(
            request: request, consent: consent, registration: registration,
            packageHash: package.hash, checkpoint: checkpoint,
            presentations: try verifier.verify(content.presentations),
            confirmation: content.confirmation, checks: PackageCheck.allCases)
    }
}
