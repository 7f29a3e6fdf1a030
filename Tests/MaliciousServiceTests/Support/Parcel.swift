import BlueButton
import OpenSSL
import SelectiveDisclosure

@testable import CitizenCommands

/// A package put together piece by piece, each of which a test can replace.
struct Parcel {
    let request: PresentationRequest
    let directory: Directory
    let holderKey: P256PrivateKey
    var presentations: [String: String] = [:]
    /// Who signs the consent.
    var consentKey: P256PrivateKey

    init(_ choice: CitizenProgram.Choice) throws {
        request = choice.request
        directory = choice.received.directory
        holderKey = choice.holderKey
        consentKey = choice.holderKey
        for query in request.query.queries {
            guard let attestation = choice.attestation(for: query) else { continue }
            presentations[query.id] = try present(attestation.sdjwt.text, as: query.id)
        }
    }

    /// Presents an attestation for one of the request's queries.
    func present(_ text: String, as id: String) throws -> String {
        let names = Set(request.query[id]?.claims.map(\.name) ?? [])
        return try bind(SDJWT(text, maximumBytes: DocumentLimits.attestation).presenting(names), id)
    }

    /// Signs the key binding of what is presented, as it is.
    func bind(_ shown: SDJWT, _ id: String) throws -> String {
        try shown.binding(
            audience: request.clientID, nonce: request.nonce, issuedAt: UnixTime.now().seconds,
            transactionData: id == request.terms.credentialID ? [request.termsText] : [],
            key: holderKey
        ).text
    }

    func consent(to other: PresentationRequest? = nil) throws -> Consent {
        try Consent.make(
            to: other ?? request, directory: directory,
            presentations: presentations.mapValues { DocumentHash(ofCharacters: $0) },
            holderKey: consentKey, at: .now())
    }

    /// The package, for this request or in the name of another one.
    func package(
        _ consent: Consent, for other: PresentationRequest? = nil
    ) throws -> SealedPackage {
        let target = other ?? request
        return try SealedPackage.seal(
            PackageContent(
                presentations: presentations, state: target.state, consent: consent.text,
                confirmation: try DocumentID()), for: target)
    }
}
