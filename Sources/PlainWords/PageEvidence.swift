package import BlueButton
import JOSE
package import OpenSSL
import Trust

/// What a page carries so that it can be checked by itself: the sealed overview, the directory that
/// it names, and the revocation lists of that time.
///
/// All three are sealed by others and believed by that alone; anchors are not among them.
package struct PageEvidence: Sendable {
    /// A part as it is carried: the target of a link that saves it.
    enum Part: String, CaseIterable, Sendable {
        case overview = "overview.json"
        case directory = "directory.jwt"
        case revocationLists = "crls.pem"

        var type: String {
            switch self {
            case .overview: "application/jose+json"
            case .directory: "application/jwt"
            case .revocationLists: "application/x-pem-file"
            }
        }

        /// What stands before the part's base64 in the page.
        var opening: String { "download=\"\(rawValue)\" href=\"data:\(type);base64," }
    }

    /// The sealed overview, byte for byte.
    package let overview: [UInt8]
    /// The directory that the overview's mandate names.
    package let directory: String
    package let revocationLists: [CertificateRevocationList]

    /// - Parameter revocationLists: those at hand; the page carries the ones by which these documents
    ///   are judged: signed by an authority of their chains, and current at the time of the overview.
    package init(
        overview: Overview, bytes: [UInt8], directory: Directory,
        revocationLists: [CertificateRevocationList]
    ) {
        let time = overview.timestamp?.time ?? overview.identity.issuedAt
        let statements = overview.rows.compactMap { row in
            if case .answered(let statement) = row.outcome { statement.seal } else { nil }
        }
        let chains =
            ([overview.seal, directory.seal] + statements).map(\.certificates)
            + [overview.timestamp?.certificates ?? []]
        let authorities = Set(chains.flatMap { $0.dropFirst() })
        self.init(
            overview: bytes, directory: directory.text,
            revocationLists: revocationLists.filter { list in
                list.isCurrent(at: time) && authorities.contains { list.isSigned(by: $0) }
            })
    }

    init(
        overview: [UInt8], directory: String, revocationLists: [CertificateRevocationList]
    ) {
        self.overview = overview
        self.directory = directory
        self.revocationLists = revocationLists
    }

    /// Reads what a page carries; nothing of it is verified yet.
    ///
    /// - Throws: `page-malformed` where a part is missing or is no base64 of its kind.
    package init(page: String) throws(Refusal) {
        overview = try Self.part(.overview, of: page)
        let directory = try Self.part(.directory, of: page)
        let lists = try Self.part(.revocationLists, of: page)
        guard let text = String(validating: directory, as: UTF8.self),
            let pem = String(validating: lists, as: UTF8.self)
        else {
            throw Refusal(.pageMalformed, "expected a page with text in the parts that it carries")
        }
        self.directory = text
        do {
            revocationLists = try pem.isEmpty ? [] : CertificateRevocationList.all(pem: pem)
        } catch {
            throw Refusal(.pageMalformed, "expected revocation lists in a page's 'crls.pem'")
        }
    }

    func bytes(of part: Part) -> [UInt8] {
        switch part {
        case .overview: overview
        case .directory: Array(directory.utf8)
        case .revocationLists: Array(revocationLists.map(\.pem).joined().utf8)
        }
    }

    private static func part(_ part: Part, of page: String) throws(Refusal) -> [UInt8] {
        let refusal = Refusal(
            .pageMalformed, "expected a page that carries '\(part.rawValue)', whole")
        let bytes = page.utf8
        guard let opening = bytes.firstRange(of: part.opening.utf8),
            let end = bytes[opening.upperBound...].firstIndex(of: UInt8(ascii: "\"")),
            let text = String(bytes[opening.upperBound..<end]),
            let decoded = try? Base64.decode(text)
        else { throw refusal }
        return decoded
    }
}

extension Refusal.Code {
    /// The page does not show what the overview that it carries says.
    package static let pageAltered = Refusal.Code(rawValue: "page-altered")
    /// The page is not whole, or carries not what a page of ours carries.
    package static let pageMalformed = Refusal.Code(rawValue: "page-malformed")
    /// The page was made in a way that this program does not know.
    package static let pageFormatUnknown = Refusal.Code(rawValue: "page-format-unknown")
}
