import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON

/// Makes a package piece by piece, with one piece false.
struct PackageForger {
    typealias Forgery = ForgedPackageTests.Forgery

    let world: ReleaseWorld
    let request: PresentationRequest
    /// Another request of the same corporation.
    let other: PresentationRequest
    private let applicant: Applicant

    init(
        _ world: ReleaseWorld, request: PresentationRequest, other: PresentationRequest
    ) throws {
        self.world = world
        self.request = request
        self.other = other
        applicant = try Applicant(world)
    }

    func forge(_ forgery: Forgery?) throws -> (package: String, registration: String) {
        var presentations = try presentations(forgery)
        var hashes = presentations.mapValues { DocumentHash(ofCharacters: $0) }
        if forgery == .requiredPartNotGranted {
            presentations["inkomen"] = nil
            hashes["inkomen"] = nil
        }
        if forgery == .disclosureStripped {
            presentations["inkomen"] = try stripped(presentations["inkomen"] ?? "")
        }
        if forgery == .presentationMissing { presentations["inkomen"] = nil }
        if forgery == .presentationSurplus { presentations["extra"] = presentations["inkomen"] }
        let consent = try consent(forgery, hashes: hashes)
        let content = PackageContent(
            presentations: presentations,
            state: forgery == .otherState ? other.state : request.state, consent: consent.text,
            confirmation: try DocumentID())
        let package = try SealedPackage.seal(content, for: request)
        return (package.text, try registration(forgery, consent: consent, package: package))
    }

    // MARK: Presentations

    private func presentations(_ forgery: Forgery?) throws -> [String: String] {
        var (person, income) = (applicant, applicant)
        if forgery == .twoPersons {
            income = try Applicant(
                world, person: "Aa1bB2cC3dD4eE5fF6gG7h", holderKey: applicant.holderKey)
        }
        if forgery == .twoHolders { income = try Applicant(world) }
        if forgery == .partsSwapped { swap(&person, &income) }
        let ended = world.time - 90_000
        let birth = try person.person(
            at: forgery == .attestationEnded ? ended : nil,
            by: forgery == .wrongSource ? "bri" : "brp")
        let earning = try income.income()
        if forgery == .partsSwapped {
            return [
                "persoon": try bind(earning, ["inkomen-2025"], by: applicant, terms: true),
                "inkomen": try bind(birth, ["naam", "geboorte", "adres"], by: applicant),
            ]
        }
        return [
            "persoon": try bind(
                birth, ["naam", "geboorte", "adres"], by: person, terms: forgery != .termsNotBound),
            "inkomen": try bound(earning, by: income, forgery),
        ]
    }

    private func bound(
        _ income: SDJWT, by applicant: Applicant, _ forgery: Forgery?
    ) throws -> String {
        switch forgery {
        case .noKeyBinding:
            return try income.presenting(["inkomen-2025"]).text
        case .fewerDisclosed:
            return try bind(income, [], by: applicant)
        case .moreDisclosed:
            return try bind(income, ["inkomen-2024", "inkomen-2025"], by: applicant)
        case .disclosureAltered:
            let shown = try income.presenting(["inkomen-2025"])
            let false2025 = try Disclosure(
                name: "inkomen-2025", value: ["belastingjaar": 2025, "bedrag": 1])
            let altered = shown.text.replacing(
                shown.disclosures[0].encoded, with: false2025.encoded)
            return try bind(
                SDJWT(altered, maximumBytes: DocumentLimits.attestation), nil, by: applicant)
        case .otherNonce:
            return try bind(income, ["inkomen-2025"], by: applicant, nonce: other.nonce)
        case .otherAudience:
            return try bind(income, ["inkomen-2025"], by: applicant, audience: "x509_hash:x")
        case .boundTooEarly:
            return try bind(income, ["inkomen-2025"], by: applicant, at: world.time - 301)
        case .termsTwice:
            return try bind(income, ["inkomen-2025"], by: applicant, terms: true)
        default:
            return try bind(income, ["inkomen-2025"], by: applicant)
        }
    }

    private func bind(
        _ attestation: SDJWT, _ names: Set<String>?, by applicant: Applicant, terms: Bool = false,
        nonce: String? = nil, audience: String? = nil, at time: UnixTime? = nil
    ) throws -> String {
        let shown = try names.map { try attestation.presenting($0) } ?? attestation
        return try shown.binding(
            audience: audience ?? request.clientID, nonce: nonce ?? request.nonce,
            issuedAt: (time ?? world.time).seconds,
            transactionData: terms ? [request.termsText] : [], key: applicant.holderKey
        ).text
    }

    /// Takes the disclosure out of a presentation that is bound already.
    private func stripped(_ text: String) throws -> String {
        let shown = try SDJWT(text, maximumBytes: DocumentLimits.attestation)
        return text.replacing(shown.disclosures[0].encoded + "~", with: "")
    }

    // MARK: Consent and registration

    private func consent(
        _ forgery: Forgery?, hashes: [String: DocumentHash]
    ) throws -> Consent {
        let signer =
            forgery == .otherHolderSignsConsent ? try P256PrivateKey() : applicant.holderKey
        let answered = forgery == .consentToOtherRequest ? other : request
        let consent = try Consent.make(
            to: answered, directory: world.directory, presentations: hashes, holderKey: signer,
            at: world.time)
        guard
            case .object(var payload) = try JSONValue.parse(
                CompactJWS(consent.text, maximumBytes: DocumentLimits.consent).payload,
                maximumBytes: DocumentLimits.consent),
            var claims = payload["claims"]?.objectValue
        else { return consent }
        switch forgery {
        case .consentOmitsClaim: claims["persoon"] = [["naam"], ["geboorte"]]
        case .consentAddsClaim: claims["inkomen"] = [["inkomen-2025"], ["inkomen-2024"]]
        case .consentForOtherRecipient:
            payload["recipient"] = [
                "oin": "00000099000000000202", "client_id": .string(request.clientID),
            ]
        default: return consent
        }
        payload["claims"] = .object(claims)
        return try Consent.verify(
            CitizenJWS.sign(payload, type: "consent+jwt", key: signer).text, at: world.time)
    }

    private func registration(
        _ forgery: Forgery?, consent: Consent, package: SealedPackage
    ) throws -> String {
        switch forgery {
        case .registrationOfOtherPackage:
            let second = try applicant.release(to: request)
            return try applicant.registration(of: consent, second.package)
        case .registrationOfOtherConsent:
            let second = try applicant.release(to: request)
            return try applicant.registration(of: second.consent, package)
        case .registrationByCorporation:
            return try applicant.registration(of: consent, package, by: "stadswonen")
        case .registrationAbsent:
            return ""
        case .registrationAltered:
            let text = try applicant.registration(of: consent, package)
            let sealed = try FlattenedJWS(
                Array(text.utf8), maximumBytes: DocumentLimits.registration)
            return text.replacing(
                sealed.payloadText,
                with: Base64URL.encode(sealed.payload + [0x20]))
        default:
            return try applicant.registration(of: consent, package)
        }
    }
}
