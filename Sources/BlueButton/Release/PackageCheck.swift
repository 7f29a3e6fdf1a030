/// The checks that a recipient makes of a package, in their order; a receipt names them.
public enum PackageCheck: String, Sendable, CaseIterable {
    /// The package opens with the request's key and has the closed form.
    case decryption
    /// The request is ours, stands in the directory and was alive.
    case request
    /// The service registered this consent and this package.
    case registration
    /// The service's access log holds the consent's entry.
    case log
    /// The consent is to this request, by this recipient's name and directory.
    case consent
    /// Every attestation is sealed by the source that may issue it.
    case attestations
    /// One person and one holder key across the package, which also signed the consent.
    case holder
    /// Every presentation is bound to us, this request and these terms.
    case keyBinding = "key-binding"
    /// What is disclosed is exactly what the consent names.
    case disclosure

    /// What the check says in one English sentence.
    public var meaning: String {
        switch self {
        case .decryption: "The package was encrypted to the key of this request."
        case .request: "The request is the recipient's own, within its accreditation."
        case .registration: "The service registered this consent and this package."
        case .log: "The service's access log holds the entry of this consent."
        case .consent: "The citizen's key consented to this request, recipient and claims."
        case .attestations: "Each attestation is sealed by the source that may issue it."
        case .holder: "All attestations are about one person, who holds the consent's key."
        case .keyBinding: "Each presentation is bound to this recipient, request and terms."
        case .disclosure: "What can be read is exactly what the consent names."
        }
    }
}
