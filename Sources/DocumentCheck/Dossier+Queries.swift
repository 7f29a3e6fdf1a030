import BlueButton
import OpenSSL

/// Directories, overviews, and what belongs to them.
extension Dossier {
    /// A directory is judged at the time of what it is used for: a registration, else an overview.
    func checkDirectories(_ report: inout CheckReport) {
        let uses = all(.registration) + all(.overview)
        for document in all(.directory) {
            let time =
                uses.first?.stampedAt ?? at ?? uses.first?.issuedAt ?? time(of: document)
            _ = report.check(document.name, .directory) { () throws(Refusal) in
                try Directory.verify(document.text, trust: trust, at: time)
            } detail: { directory in
                let (sources, recipients) = (directory.sources.count, directory.recipients.count)
                return LocalizedText(
                    nl: "versie \(directory.version), \(sources) bronnen, \(recipients) "
                        + "ontvangers, tot \(directory.expires), van ",
                    en: "version \(directory.version), \(sources) sources, \(recipients) "
                        + "recipients, until \(directory.expires), by "
                ).then(.seal(directory.seal))
            }
        }
    }

    func checkQueries(_ report: inout CheckReport) {
        for document in all(.overview) {
            guard checkTimestamp(of: document, .accepted, &report) else { continue }
            let overview = report.check(document.name, .overview) {
                () throws(Refusal) in
                try Overview.verify(
                    document.bytes,
                    directory: { (hash, time) throws(Refusal) in try directory(hash, at: time) },
                    trust: trust, at: time(of: document))
            } detail: { overview in
                LocalizedText(
                    nl: "alle \(overview.rows.count) bronnen van de lijst, elk één keer; van ",
                    en: "all \(overview.rows.count) sources of the directory, each once; by "
                ).then(.seal(overview.seal))
            }
            for row in overview?.rows ?? [] { check(row, of: document, &report) }
        }
        for document in all(.mandate) { checkMandate(document, &report) }
        for document in all(.statement) { checkStatement(document, &report) }
        for document in all(.attestation) { checkAttestation(document, &report) }
    }

    private func check(
        _ row: OverviewRow, of document: FoundDocument, _ report: inout CheckReport
    ) {
        let name = LocalizedText(both: DisplayText(row.name).text)
        switch row.outcome {
        case .answered(let statement) where statement.holds:
            let held = Language.allCases.map { language in
                statement.holdings.map {
                    "\(DisplayText($0.label[language])) (\($0.records))"
                }.joined(separator: ", ")
            }
            report.holds(
                document.name, name,
                LocalizedText(nl: "heeft \(held[0]), zegt ", en: "holds \(held[1]), says ")
                    .then(.seal(statement.seal)))
        case .answered(let statement):
            report.holds(
                document.name, name,
                .holdsNothing.then(LocalizedText(nl: ", zegt ", en: ", says "))
                    .then(.seal(statement.seal)))
        case .unavailable(let reason):
            let code = reason.code.rawValue
            report.note(
                document.name, name,
                LocalizedText(
                    nl: "geen antwoord, \(code): niet bekend",
                    en: "unavailable, \(code): not known"))
        case .refused(let reason):
            let code = reason.code.rawValue
            report.note(
                document.name, name,
                LocalizedText(
                    nl: "geweigerd, \(code): dat zegt de dienst, dus niet bekend",
                    en: "refused, \(code): the service's own word, so not known"))
        }
    }

    private func checkMandate(_ document: FoundDocument, _ report: inout CheckReport) {
        let time = time(of: document)
        noteTime(time, of: document, &report)
        _ = report.check(document.name, .mandate) { () throws(Refusal) in
            try Mandate.verify(document.text, at: time)
        }
    }

    /// A statement is judged as the answer to a mandate among the files.
    private func checkStatement(_ document: FoundDocument, _ report: inout CheckReport) {
        let time = time(of: document)
        noteTime(time, of: document, &report)
        guard let mandate = all(.mandate).first else {
            return report.absent(document.name, .answeredMandate, .needsMandate)
        }
        _ = report.check(document.name, .statement) { () throws(Refusal) in
            let mandate = try Mandate.verify(mandate.text, at: self.time(of: mandate))
            let directory = try directory(mandate.directory, at: time)
            var refusal = Refusal(.sourceUnknown, "expected a statement of one of the sources")
            for source in directory.sources {
                do throws(Refusal) {
                    return try HoldingsStatement.verify(
                        document.text, from: source, to: mandate, trust: trust, at: time)
                } catch {
                    if error.code != .organisationMismatch { refusal = error }
                }
            }
            throw refusal
        }
    }

    /// An attestation says the hour in which it was made. A directory that is of the same hour
    /// counts from its own beginning.
    private func checkAttestation(_ document: FoundDocument, _ report: inout CheckReport) {
        var time = time(of: document)
        let directory = documents.first { $0.kind == .directory }
        if at == nil, let issued = directory?.issuedAt, issued > time, issued < time + 3600 {
            time = issued
        }
        noteTime(time, of: document, &report)
        _ = report.check(document.name, .attestation) { () throws(Refusal) in
            try Attestation.verify(
                document.text, as: document.text.hasSuffix("~") ? .issued : .presented,
                directory: onlyDirectory(at: time), trust: trust, at: time)
        } detail: { attestation in
            let names = attestation.claims.map { DisplayText($0.name).text }
                .joined(separator: ", ")
            return LocalizedText(nl: "van ", en: "by ").then(.seal(attestation.seal)).then(
                LocalizedText(nl: ", onthult \(names)", en: ", discloses \(names)"))
        }
    }
}
