import BlueButton
import ReleaseKit
import Testing
import TestPKI
import Trust

/// The kinds of documents that are signed, as tests name them.
enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case directory, mandate, attestationMandate, statement, overview, attestation, request
    case consent, registration, receipt, withdrawal, serviceWithdrawal, deletionReceipt
    case accessToken, sourcesToken, proof, idToken

    var testDescription: String { rawValue }

    /// The role whose seal it bears; nil where a citizen or the identity provider signs.
    var role: Role? {
        switch self {
        case .directory: .scheme
        case .statement, .attestation: .source
        case .overview, .registration, .serviceWithdrawal: .service
        case .request, .receipt, .deletionReceipt: .recipient
        default: nil
        }
    }

    /// Who seals it.
    var party: String? {
        switch role {
        case .scheme: "scheme"
        case .source: "brp"
        case .service: "service"
        case .recipient: "woonhaven"
        default: nil
        }
    }

    var type: String {
        switch self {
        case .directory: "directory+jwt"
        case .mandate, .attestationMandate: "mandate+jwt"
        case .statement: "holdings+jwt"
        case .overview, .registration, .receipt, .deletionReceipt: "jose+json"
        case .attestation: "dc+sd-jwt"
        case .request: "oauth-authz-req+jwt"
        case .consent: "consent+jwt"
        case .withdrawal, .serviceWithdrawal: "withdrawal+jwt"
        case .accessToken, .sourcesToken: "at+jwt"
        case .proof: "dpop+jwt"
        case .idToken: "JWT"
        }
    }

    var isJAdES: Bool { type == "jose+json" }

    var isCitizens: Bool {
        [.mandate, .attestationMandate, .consent, .withdrawal, .proof].contains(self)
    }

    /// Whether `iss`, `iat` and `jti` are our own.
    var hasIdentity: Bool {
        ![.attestation, .request, .accessToken, .sourcesToken, .proof, .idToken].contains(self)
    }

    /// The one code with which it is refused, where all that can be wrong has one.
    var onlyCode: Refusal.Code? {
        switch self {
        case .accessToken, .sourcesToken, .idToken: .tokenRefused
        case .proof: .proofRefused
        default: nil
        }
    }

    var maximumBytes: Int {
        switch self {
        case .directory: 4 << 20
        case .statement: 8 << 10
        case .overview: 32 << 20
        default: 64 << 10
        }
    }

    static let sealed = allCases.filter { $0.role != nil }
    static let jades = allCases.filter(\.isJAdES)
    static let citizens = allCases.filter(\.isCitizens)
    static let ours = allCases.filter(\.hasIdentity)
    /// Documents that end, with the longest life and the code for one that has ended.
    static let ending: [(kind: Kind, longest: Int64)] = [
        (.directory, 2_592_000), (.mandate, 300), (.attestationMandate, 300),
        (.attestation, 86_400), (.request, 2_592_000), (.accessToken, 600), (.sourcesToken, 600),
    ]
}
