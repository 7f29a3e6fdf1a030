import Foundation
import OpenSSL
package import Trust

/// Reads a trust folder: one PEM file per role, `intermediates.pem` for the chains of timestamps,
/// and `crls.pem` with the revocation lists.
///
/// `scheme.pem`, `sources.pem`, `service.pem`, `recipients.pem`, `tsa.pem`, `tls.pem`; a role
/// whose file is absent is trusted for nothing.
package enum TrustFolder {
    /// - Throws: `file-unreadable` where there is no folder, `setting-invalid` where a file in it
    ///   holds something else than self-signed roots or revocation lists in PEM, or where a root
    ///   stands in the files of two roles.
    package static func read(_ path: String) throws(SetupError) -> TrustStore {
        guard TextFile.isFolder(path) else {
            throw SetupError(.fileUnreadable, "expected a trust folder at '\(path)'")
        }
        var anchors: [Role: [Certificate]] = [:]
        var files: [Certificate: String] = [:]
        for role in Role.allCases {
            let file = "\(path)/\(role.fileName).pem"
            guard let certificates = try certificates(file) else { continue }
            guard certificates.allSatisfy(\.isSelfIssued) else {
                throw SetupError(.settingInvalid, "expected self-signed roots alone in '\(file)'")
            }
            for certificate in certificates {
                if let other = files.updateValue(file, forKey: certificate), other != file {
                    throw SetupError(
                        .settingInvalid, "expected other roots in '\(file)' than in '\(other)'")
                }
            }
            anchors[role] = certificates
        }
        guard !anchors.isEmpty else {
            throw SetupError(.settingInvalid, "expected anchors such as scheme.pem in '\(path)'")
        }
        return TrustStore(
            anchors: anchors, intermediates: try certificates("\(path)/intermediates.pem") ?? [],
            revocationLists: try lists("\(path)/crls.pem"))
    }

    /// The certificates in a file; nil where there is no such file.
    private static func certificates(_ file: String) throws(SetupError) -> [Certificate]? {
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        let text = try TextFile.text(file)
        guard let certificates = try? Certificate.all(pem: text), !certificates.isEmpty else {
            throw SetupError(.settingInvalid, "expected PEM certificates in '\(file)'")
        }
        return certificates
    }

    private static func lists(
        _ file: String
    ) throws(SetupError) -> [CertificateRevocationList] {
        guard FileManager.default.fileExists(atPath: file) else { return [] }
        guard let lists = try? CertificateRevocationList.all(pem: try TextFile.text(file)),
            !lists.isEmpty
        else {
            throw SetupError(.settingInvalid, "expected PEM revocation lists in '\(file)'")
        }
        return lists
    }
}
