import BlueButton
import Foundation
package import OpenSSL
package import PartySetup
import Trust

/// Checks documents offline, from files alone.
package enum DocumentChecks {
    /// Checks files, or whole folders like `demo-output/`.
    ///
    /// What a file is, its content tells. Documents that name each other are checked together.
    ///
    /// - Parameters:
    ///   - paths: files and folders.
    ///   - trust: the folder with anchors and revocation lists; by default the folder `trust`
    ///     beside the documents.
    ///   - home: what the reader has already, where neither of these is.
    ///   - time: when the documents are looked at; by default at their own times. What has a
    ///     timestamp is judged at that, and so is what belongs to it.
    ///   - key: a file with the request's private key, to open the package with.
    /// - Returns: one line per check, in the order of the story.
    /// - Throws: `file-unreadable`, `setting-missing` where there is no trust folder,
    ///   `setting-invalid` for a trust folder or a key that is none.
    package static func run(
        paths: [String], trust: String? = nil, home: KnownTrust? = nil, at time: UnixTime? = nil,
        key: String? = nil
    ) throws(SetupError) -> [CheckLine] {
        let opened = try key.map { (path) throws(SetupError) in try privateKey(path) }
        // Every folder tells a story of its own; single files are one together.
        let folders = paths.filter(TextFile.isFolder)
        let single = paths.filter { !TextFile.isFolder($0) }
        var lines: [CheckLine] = []
        for group in folders.map({ [$0] }) + (single.isEmpty ? [] : [single]) {
            lines += try check(
                DocumentFiles(group), trust: trust, home: home, at: time, key: opened)
        }
        return lines
    }

    /// Reads a time: `2026-11-23T03:31:41Z`, or seconds since 1970.
    ///
    /// - Throws: `setting-invalid`.
    package static func time(_ text: String) throws(SetupError) -> UnixTime {
        if let seconds = Int64(text), seconds > 0 { return UnixTime(seconds: seconds) }
        guard let date = ISO8601DateFormatter().date(from: text),
            date.timeIntervalSince1970 > 0
        else {
            throw SetupError(
                .settingInvalid,
                "expected a time such as 2026-11-23T03:31:41Z, or seconds since 1970")
        }
        return UnixTime(seconds: Int64(date.timeIntervalSince1970))
    }

    private static func check(
        _ files: DocumentFiles, trust: String?, home: KnownTrust?, at time: UnixTime?,
        key: P256PrivateKey?
    ) throws(SetupError) -> [CheckLine] {
        var files = files
        let store: TrustStore
        var logKeyText: String?
        let origin: LocalizedText
        if let folder = trust ?? files.trustFolder {
            origin = trust == nil ? .anchorsBeside : .anchorsNamed
            store = try TrustFolder.read(folder)
            logKeyText = logKey(in: folder)
        } else if let home {
            origin = .anchorsOfHome
            store = home.store
            if let directory = home.directory { files.aid(directory, named: home.directoryName) }
        } else {
            throw SetupError(
                .settingMissing,
                "expected --trust FOLDER with anchors, or a folder 'trust' beside the documents")
        }
        let dossier = Dossier(
            documents: files.documents,
            trust: store.adding(revocationLists: files.revocationLists), at: time, key: key,
            logKeyText: logKeyText)
        var report = CheckReport()
        report.note("", CheckName.anchors.words, origin)
        dossier.checkDirectories(&report)
        dossier.checkQueries(&report)
        dossier.checkPages(&report)
        dossier.checkReleases(&report)
        dossier.checkLoose(&report)
        dossier.checkLog(&report)
        return report.lines + files.lines
    }

    /// The text of `log.vkey`, without its line feed.
    private static func logKey(in folder: String) -> String? {
        guard var text = try? TextFile.text("\(folder)/log.vkey") else { return nil }
        if text.last == "\n" { text.removeLast() }
        return text
    }

    private static func privateKey(_ path: String) throws(SetupError) -> P256PrivateKey {
        let text = try TextFile.text(path)
        guard let key = try? P256PrivateKey(pem: text) else {
            throw SetupError(
                .settingInvalid, "expected a P-256 private key in PEM at '\(path)'")
        }
        return key
    }
}
