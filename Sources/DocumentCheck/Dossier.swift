import BlueButton
import OpenSSL
import Trust

/// The documents at hand, and by what they are judged.
struct Dossier {
    let documents: [FoundDocument]
    let trust: TrustStore
    /// When the documents are looked at; nil for their own times. What has a timestamp is judged at
    /// that time whatever this says.
    let at: UnixTime?
    /// The private key of a request.
    let key: P256PrivateKey?
    /// The log's key in the trust folder, as text; nil where it is absent.
    let logKeyText: String?

    /// The documents of a kind that were asked for.
    func all(_ kind: DocumentKind) -> [FoundDocument] {
        documents.filter { $0.kind == kind && !$0.isAid }
    }

    /// The document of a kind with this hash.
    func find(_ kind: DocumentKind, _ hash: DocumentHash) -> FoundDocument? {
        documents.first { $0.kind == kind && $0.hash == hash }
    }

    /// The directory with this hash, verified.
    ///
    /// - Throws: `directory-unknown` where it is not among the files.
    func directory(_ hash: DocumentHash, at time: UnixTime) throws(Refusal) -> Directory {
        guard let found = find(.directory, hash) else {
            throw Refusal(
                .directoryUnknown, "expected the directory that it names among the files")
        }
        return try Directory.verify(found.text, trust: trust, at: time)
    }

    /// The one directory at hand, for documents that name none.
    func onlyDirectory(at time: UnixTime) throws(Refusal) -> Directory {
        let found = documents.filter { $0.kind == .directory }
        guard Set(found.map(\.hash)).count == 1 else {
            throw Refusal(
                .directoryUnknown, "expected exactly one directory among the files")
        }
        return try Directory.verify(found[0].text, trust: trust, at: time)
    }

    /// The time at which a document is looked at: the one asked for, else its timestamp's, else its
    /// own. It counts where the document has no timestamp.
    func time(of document: FoundDocument) -> UnixTime {
        at ?? document.stampedAt ?? document.issuedAt ?? UnixTime(seconds: 1)
    }

    /// Checks the timestamp of a document, and tells which time counts.
    ///
    /// - Returns: false where it does not hold, so that there is no time to check the rest at.
    func checkTimestamp(
        of document: FoundDocument, _ rule: DocumentTimestamp.Rule, _ report: inout CheckReport
    ) -> Bool {
        let time = time(of: document)
        do throws(Refusal) {
            let sealed = try JAdESDocument.parse(
                document.bytes, maximumBytes: DocumentLimits.overview)
            let found = try DocumentTimestamp.verify(sealed, rule, trust: trust, at: time)
            guard let timestamp = found else {
                report.absent(document.name, .timestamp)
                noteTime(time, of: document, &report)
                return true
            }
            report.holds(document.name, CheckName.timestamp.words, .timestamp(timestamp))
            report.note(
                document.name, CheckName.timeThatCounts.words,
                LocalizedText(
                    nl: "\(timestamp.time), van de tijdstempel",
                    en: "\(timestamp.time), its timestamp"))
            return true
        } catch {
            report.fail(document.name, .timestamp, error)
            return false
        }
    }

    /// Tells which time counts, and that no timestamp fixes it.
    func noteTime(
        _ time: UnixTime, of document: FoundDocument, _ report: inout CheckReport
    ) {
        let whose =
            at == nil
            ? LocalizedText(
                nl: "zegt het document zelf; geen tijdstempel bevestigt het",
                en: "its own word, which no timestamp confirms")
            : LocalizedText(nl: "zoals gevraagd", en: "as asked")
        report.note(
            document.name, CheckName.timeThatCounts.words,
            LocalizedText(both: "\(time), ").then(whose))
    }
}
