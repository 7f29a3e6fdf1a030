import BlueButton
import PlainWords
import Trust

/// Pages: what they carry was checked as every document is; here, that they show it.
extension Dossier {
    func checkPages(_ report: inout CheckReport) {
        for document in all(.page) {
            guard let evidence = try? PageEvidence(page: document.text),
                let carried = documents.first(where: {
                    $0.kind == .overview && $0.bytes == evidence.overview
                })
            else { continue }
            _ = report.check(document.name, .page) { () throws(Refusal) in
                let language = try OverviewPage.language(of: document.text)
                let time = time(of: carried)
                let overview = try Overview.verify(
                    carried.bytes,
                    directory: { (hash, time) throws(Refusal) in try directory(hash, at: time) },
                    trust: trust, at: time)
                let listed = try self.directory(
                    overview.mandate.directory, at: overview.timestamp?.time ?? time)
                // Made anew, it carries only the lists that hold and are needed.
                let page = OverviewPage(
                    OverviewAccount(overview, directory: listed, language: language),
                    evidence: PageEvidence(
                        overview: overview, bytes: carried.bytes, directory: listed,
                        revocationLists: evidence.revocationLists))
                // The file's final line feed is no part of the document, but it is of the page.
                try page.check(document.text + "\n")
            }
        }
    }
}
