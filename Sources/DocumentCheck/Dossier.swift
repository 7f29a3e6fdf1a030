import BlueButton
import OpenSSL
import Trust

/// The documents at hand, and by what they are judged.
struct Dossier {
    let documents: [FoundDocument]
    let trust: TrustStore
    /// The time that was asked for; nil for the documents' own.
    let at: UnixTime?
    /// The private key of a request.
    let key: P256PrivateKey?

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

    /// The time that counts for a document on its own: the one asked for, else its own.
    func time(of document: FoundDocument) -> UnixTime {
        at ?? document.issuedAt ?? UnixTime(seconds: 1)
    }

    /// Tells which time counts, and that no timestamp fixes it.
    func noteTime(
        _ time: UnixTime, of document: FoundDocument, _ report: inout CheckReport
    ) {
        let whose = at == nil ? "its own word, which no timestamp confirms" : "as asked"
        report.note(document.name, "time that counts", "\(time), \(whose)")
    }

    /// A seal, as lines tell of it.
    static func text(_ seal: SealChain) -> String {
        DisplayText("\(seal.leaf.commonName ?? seal.uri), OIN \(seal.oin)").text
    }
}
