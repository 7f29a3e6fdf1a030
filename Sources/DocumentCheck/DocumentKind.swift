import BlueButton
import JOSE
import PlainWords
import SelectiveDisclosure
import StrictJSON

/// What a file is, recognised by its content and never by its name.
enum DocumentKind: String, Sendable {
    case directory, overview, mandate, statement, attestation
    case request, package, response, consent, registration, receipt
    /// An overview as a page of HTML, which carries its documents within it.
    case page
    case withdrawal, deletionReceipt = "deletion receipt"
    /// Parts of the log.
    case checkpoint, logProof = "log proof", logEntry = "log entry"
    case consistencyProof = "consistency proof"

    /// What it is called.
    var words: LocalizedText {
        let dutch =
            switch self {
            case .directory: "lijst van organisaties"
            case .overview: "overzicht"
            case .mandate: "opdracht"
            case .statement: "verklaring"
            case .attestation: "verklaring met gegevens"
            case .request: "verzoek"
            case .package: "pakket"
            case .response: "inhoud van het pakket"
            case .consent: "toestemming"
            case .registration: "registratie"
            case .receipt: "ontvangstbevestiging"
            case .page: "pagina"
            case .withdrawal: "intrekking"
            case .deletionReceipt: "bevestiging van wissen"
            case .checkpoint: "stand van het logboek"
            case .logProof: "bewijs uit het logboek"
            case .logEntry: "regel van het logboek"
            case .consistencyProof: "bewijs dat het logboek doorgaat"
            }
        return LocalizedText(nl: dutch, en: rawValue)
    }

    /// The file of this kind in a folder that a run of the proof of concept leaves.
    var fileName: String? {
        switch self {
        case .directory: "directory.jwt"
        case .overview: "overview.json"
        case .request: "request.jwt"
        case .package: "package.jwe"
        case .response: "response.json"
        case .consent: "consent.jwt"
        case .registration: "registration.json"
        case .receipt: "receipt.json"
        case .checkpoint: "checkpoint"
        case .logProof: "consent.tlog-proof"
        case .logEntry: "log-entry.json"
        case .consistencyProof: "consistency-proof.json"
        case .mandate, .statement, .attestation, .withdrawal, .deletionReceipt, .page:
            nil
        }
    }

    /// Whether it ends with a line feed of its own, which is a part of it.
    var isNote: Bool { self == .checkpoint || self == .logProof }

    /// The kinds that such a folder has, in the order of its story.
    static let expected: [DocumentKind] = [
        .directory, .overview, .request, .package, .response, .consent, .registration, .receipt,
        .checkpoint, .logProof, .logEntry,
    ]

    /// The kind that a file of this name ought to be; nil where the name says nothing.
    init?(expectedIn name: String) {
        guard let kind = Self.expected.first(where: { $0.fileName == name }) else { return nil }
        self = kind
    }

    /// Recognises a text; nil where it is none of ours.
    init?(of text: String) {
        let found: DocumentKind? =
            if OverviewPage.isOne(text) {
                .page
            } else if text.hasPrefix("{") {
                Self.object(text)
            } else if text.hasPrefix("c2sp.org/tlog-proof@") {
                .logProof
            } else if text.contains("\n\n\u{2014} ") {
                .checkpoint
            } else if text.utf8.contains(UInt8(ascii: "~")) {
                Self.attestation(text)
            } else {
                Self.compact(text)
            }
        guard let found else { return nil }
        self = found
    }

    private static func object(_ text: String) -> DocumentKind? {
        let limit = DocumentLimits.overview
        if let jws = try? FlattenedJWS(Array(text.utf8), maximumBytes: limit) {
            guard case .string(let content)? = jws.header["cty"] else { return nil }
            switch content {
            case "application/vnd.blauweknop.overview+json": return .overview
            case "application/vnd.blauweknop.registration+json": return .registration
            case "application/vnd.blauweknop.receipt+json": return .receipt
            case "application/vnd.blauweknop.deletion+json": return .deletionReceipt
            default: return nil
            }
        }
        guard case .object(let object)? = try? JSONValue.parse(text, maximumBytes: limit) else {
            return nil
        }
        if object["vp_token"] != nil { return .response }
        if object["old"] != nil, object["new"] != nil, object["proof"] != nil {
            return .consistencyProof
        }
        return object["entry"] != nil && object["leaf"] != nil ? .logEntry : nil
    }

    private static func attestation(_ text: String) -> DocumentKind? {
        let sdjwt = try? SDJWT(text, maximumBytes: DocumentLimits.attestation)
        return sdjwt?.issuerJWS.header["typ"] == "dc+sd-jwt" ? .attestation : nil
    }

    private static func compact(_ text: String) -> DocumentKind? {
        if text.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 4 {
            return (try? SealedPackage(text)) == nil ? nil : .package
        }
        let jws = try? CompactJWS(text, maximumBytes: DocumentLimits.directory)
        return switch jws?.header["typ"] {
        case "directory+jwt": .directory
        case "mandate+jwt": .mandate
        case "holdings+jwt": .statement
        case "oauth-authz-req+jwt": .request
        case "consent+jwt": .consent
        case "withdrawal+jwt": .withdrawal
        default: nil
        }
    }
}
