import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import TestPKI
import Testing
import Trust

/// A package in the making: right in everything that a test does not change.
struct Parcel {
    static let claims = [
        "persoon": ["naam", "geboorte", "adres"], "inkomen": ["inkomen-2025"],
    ]

    let documents: Documents
    var request: PresentationRequest
    var requestKey: P256PrivateKey
    var holderKey: P256PrivateKey
    var presentations: [String: String] = [:]
    var state: String
    /// Changes to the consent's payload, which is then signed again.
    var consentChanges: [(String, JSONValue?)] = []
    var storedAt = Documents.time
    /// Nil: when it was stored.
    var stampedAt: UnixTime?

    init(_ documents: Documents, request: PresentationRequest? = nil) throws {
        self.documents = documents
        self.request = request ?? documents.request
        requestKey = documents.requestKey
        holderKey = documents.applicant.holderKey
        state = self.request.state
        try present("persoon", documents.applicant.person())
        try present("inkomen", documents.applicant.income())
    }

    /// Presents an attestation for a query, rightly but for what is given.
    mutating func present(
        _ id: String, _ attestation: SDJWT, claims: [String]? = nil, audience: String? = nil,
        nonce: String? = nil, at time: UnixTime = Documents.time, terms: [String]? = nil,
        key: P256PrivateKey? = nil
    ) throws {
        let bound = id == request.terms.credentialID ? [request.termsText] : []
        let names = claims ?? Self.claims[id] ?? []
        presentations[id] = try attestation.presenting(Set(names)).binding(
            audience: audience ?? request.clientID, nonce: nonce ?? request.nonce,
            issuedAt: time.seconds, transactionData: terms ?? bound, key: key ?? holderKey
        ).text
    }

    func consent() throws -> Consent {
        let consent = try Consent.make(
            to: request, directory: documents.world.directory,
            presentations: presentations.mapValues { DocumentHash(ofCharacters: $0) },
            holderKey: holderKey, at: Documents.time)
        guard !consentChanges.isEmpty else { return consent }
        let text = try Forge.changed(consent.text, key: holderKey, consentChanges)
        return try Consent.verify(text, at: Documents.time)
    }

    func sealed(_ consent: Consent) throws -> SealedPackage {
        try SealedPackage.seal(
            PackageContent(
                presentations: presentations, state: state, consent: consent.text,
                confirmation: DocumentID()), for: request)
    }

    /// Seals, registers and verifies the package as the recipient does.
    @discardableResult
    func verify(
        trust: TrustStore? = nil, at time: UnixTime = Documents.time
    ) throws -> VerifiedPackage {
        let consent = try consent()
        let package = try sealed(consent)
        let registration = try documents.applicant.registration(
            of: consent, package, at: storedAt, stampedAt: stampedAt)
        return try verify(package, registration: registration, trust: trust, at: time)
    }

    func verify(
        _ package: SealedPackage, registration: String, trust: TrustStore? = nil,
        at time: UnixTime = Documents.time
    ) throws -> VerifiedPackage {
        let directory = documents.world.directory
        return try VerifiedPackage.verify(
            package: package, registration: Array(registration.utf8), requestText: request.text,
            key: requestKey,
            directory: { hash, _ throws(Refusal) in
                guard hash == directory.hash else {
                    throw Refusal(.directoryUnknown, "expected a directory that is at hand")
                }
                return directory
            }, trust: trust ?? documents.world.trust, at: time)
    }

    /// Expects a code by which the recipient refuses this package, changed.
    func expect(
        _ code: Refusal.Code, sourceLocation: SourceLocation = #_sourceLocation,
        at time: UnixTime = Documents.time, _ change: (inout Parcel) throws -> Void
    ) throws {
        var changed = self
        try change(&changed)
        expectRefusal(code, sourceLocation: sourceLocation) { try changed.verify(at: time) }
    }
}
