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
            _ = report.check(document.name, "seal, form and life") { () throws(Refusal) in
                try Directory.verify(document.text, trust: trust, at: time)
            } detail: { directory in
                "version \(directory.version), \(directory.sources.count) sources, "
                    + "\(directory.recipients.count) recipients, until \(directory.expires)"
            }
        }
    }

    func checkQueries(_ report: inout CheckReport) {
        for document in all(.overview) {
            guard checkTimestamp(of: document, .accepted, &report) else { continue }
            let overview = report.check(document.name, "seal, mandate, statements, completeness") {
                () throws(Refusal) in
                try Overview.verify(
                    document.bytes,
                    directory: { (hash, time) throws(Refusal) in try directory(hash, at: time) },
                    trust: trust, at: time(of: document))
            } detail: { overview in
                "all \(overview.rows.count) sources of the directory, each once"
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
        let name = "\(DisplayText(row.name))"
        switch row.outcome {
        case .answered(let statement) where statement.holds:
            let held = statement.holdings.map { "\(DisplayText($0.label.en)) (\($0.records))" }
            _ = report.check(document.name, name) { () throws(Refusal) in
            } detail: { _ in
                "holds " + held.joined(separator: ", ")
            }
        case .answered:
            _ = report.check(document.name, name) { () throws(Refusal) in
            } detail: { _ in
                "holds nothing"
            }
        case .unavailable(let reason):
            report.note(
                document.name, name, "unavailable, \(reason.code.rawValue): not known")
        case .refused(let reason):
            report.note(
                document.name, name,
                "refused, \(reason.code.rawValue): the service's own word, so not known")
        }
    }

    private func checkMandate(_ document: FoundDocument, _ report: inout CheckReport) {
        let time = time(of: document)
        noteTime(time, of: document, &report)
        _ = report.check(document.name, "signature, form and life") { () throws(Refusal) in
            try Mandate.verify(document.text, at: time)
        }
    }

    /// A statement is judged as the answer to a mandate among the files.
    private func checkStatement(_ document: FoundDocument, _ report: inout CheckReport) {
        let time = time(of: document)
        noteTime(time, of: document, &report)
        guard let mandate = all(.mandate).first else {
            return report.absent(document.name, "mandate", "a statement answers one")
        }
        _ = report.check(document.name, "seal, form and mandate") { () throws(Refusal) in
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
        _ = report.check(document.name, "seal, disclosures and life") { () throws(Refusal) in
            try Attestation.verify(
                document.text, as: document.text.hasSuffix("~") ? .issued : .presented,
                directory: onlyDirectory(at: time), trust: trust, at: time)
        } detail: { attestation in
            "by \(Self.text(attestation.seal)), discloses "
                + attestation.claims.map { DisplayText($0.name).text }.joined(separator: ", ")
        }
    }
}
