import BlueButton
import Foundation

// What citizens type or copy, read so that they hear what is wrong with it in their own words.

extension RequestLink {
    /// Reads a link that a citizen copied; white space around it is none of it.
    ///
    /// - Throws: `link-malformed`, and what to do.
    init(copied text: String) throws(CitizenError) {
        do throws(Refusal) {
            try self.init(text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw CitizenError(
                .refused, code: "link-malformed", error.message, hint: .wholeLink)
        }
    }
}

extension DocumentID {
    /// Reads the number of a consent that a citizen copied.
    ///
    /// - Throws: `consent-id-malformed`, and where the number stands.
    init(ofConsent text: String) throws(CitizenError) {
        do throws(Refusal) {
            try self.init(text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw CitizenError(
                .refused, code: "consent-id-malformed", "expected the id of a consent",
                hint: .consentNumber)
        }
    }
}

extension Directory {
    /// The source with this short name, in small letters or capitals.
    ///
    /// - Throws: `source-unknown`, and the names of those that give data.
    func source(named text: String) throws(CitizenError) -> DirectorySource {
        do throws(Refusal) {
            return try source(slug: text.lowercased())
        } catch {
            throw CitizenError(
                .refused, code: error.code.rawValue, "expected the short name of a source",
                hint: .shortNames(
                    sources.filter { !$0.credentialTypes.isEmpty }.map {
                        DisplayText($0.slug).text
                    }))
        }
    }
}

/// Files that a citizen names.
enum NamedFile {
    /// Demands that a file or folder is there.
    ///
    /// - Throws: `file-absent`, naming it.
    static func mustExist(_ path: String) throws(CitizenError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw CitizenError(
                .usage, code: "file-absent", "expected a file at '\(DisplayText(path).text)'")
        }
    }
}
