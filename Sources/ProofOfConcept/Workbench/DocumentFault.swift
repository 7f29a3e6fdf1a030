/// What can be wrong with a source's statement on purpose.
///
/// Made by `BrokenGateways`, which stand in front of the real ones: no gateway can do this itself.
package enum DocumentFault: String, CaseIterable, Sendable {
    case wrongSignature = "wrong-signature"
    case wrongMandate = "wrong-mandate"
    case otherPerson = "other-person"
    case expiredCertificate = "expired-certificate"
    case revokedCertificate = "revoked-certificate"
    case clockOff = "clock-off"

    /// What it does, in a few words.
    package var explanation: String {
        switch self {
        case .wrongSignature: "seals with a signature that is not right"
        case .wrongMandate: "answers another mandate"
        case .otherPerson: "gives the statement of someone else, about whom it holds nothing"
        case .expiredCertificate: "seals with a certificate that has ended"
        case .revokedCertificate: "seals with a certificate that was revoked"
        case .clockOff: "seals two hours ahead"
        }
    }
}
