import BlueButton
import OpenSSL
import Trust

/// Releases: what a registration names, checked together at the time of its timestamp.
extension Dossier {
    func checkReleases(_ report: inout CheckReport) {
        for document in all(.registration) {
            guard checkTimestamp(of: document, .demanded, &report) else { continue }
            let registration = report.check(document.name, .seal) {
                () throws(Refusal) in
                try Registration.verify(document.bytes, trust: trust, at: time(of: document))
            } detail: {
                .seal($0.seal)
            }
            guard let registration else { continue }
            checkRelease(
                registration, named: document.name, at: registration.timestamp.time, &report)
        }
    }

    private func checkRelease(
        _ registration: Registration, named name: String, at time: UnixTime,
        _ report: inout CheckReport
    ) {
        let consent = named(.consent, registration.consent, by: name, &report)
        let package = named(.package, registration.package, by: name, &report)
        guard let consent else { return }
        let given = report.check(consent.name, .signature) { () throws(Refusal) in
            try Consent.verify(consent.text, at: time)
        }
        guard let given else { return }
        let request = named(.request, given.request, by: consent.name, &report)
        guard let request else { return }
        let asked = report.check(request.name, .request) {
            () throws(Refusal) in
            try PresentationRequest.verify(
                request.text, directory: directory(given.directory, at: time), trust: trust,
                at: time)
        } detail: {
            .seal($0.seal)
        }
        guard let asked else { return }
        _ = report.check(consent.name, .answersRequest) { () throws(Refusal) in
            try given.answers(asked, directory: directory(given.directory, at: time))
        }
        if let package {
            checkPackage(
                package, of: asked, registration: name, at: time, &report)
        }
        checkReceipts(of: registration, to: asked, &report)
    }

    private func checkPackage(
        _ document: FoundDocument, of request: PresentationRequest, registration name: String,
        at time: UnixTime, _ report: inout CheckReport
    ) {
        guard let registration = documents.first(where: { $0.name == name }) else { return }
        do throws(Refusal) {
            let package = try SealedPackage(document.text)
            guard let content = try content(of: package, &report) else {
                return report.absent(
                    document.name, .carries, .needsKey)
            }
            let verified = try VerifiedPackage.verify(
                content: content, package: package, registration: registration.bytes,
                requestText: request.text,
                directory: { (hash, time) throws(Refusal) in try directory(hash, at: time) },
                trust: trust, at: time)
            let names = verified.claims.map { DisplayText($0.name).text }
            for check in verified.checks {
                report.holds(
                    document.name, check.words,
                    check == .disclosure
                        ? LocalizedText(both: names.joined(separator: ", ")) : nil)
            }
        } catch {
            report.fail(document.name, .carries, error)
        }
    }

    /// What a package carries: opened with the key, and the same as `response.json` where both are
    /// there; nil where neither is.
    private func content(
        of package: SealedPackage, _ report: inout CheckReport
    ) throws(Refusal) -> PackageContent? {
        let response = all(.response).first
        if let key {
            let opened = try package.open(with: key)
            if let response {
                _ = report.check(response.name, .carried) {
                    () throws(Refusal) in
                    guard try package.plaintext(with: key) == response.bytes else {
                        throw Refusal(
                            .packageMismatch, "expected exactly what the package carries")
                    }
                }
            }
            return opened
        }
        guard let response else { return nil }
        report.note(
            response.name, CheckName.carried.words, .boundByHashes)
        return try PackageContent(plaintext: response.bytes)
    }

    private func checkReceipts(
        of registration: Registration, to request: PresentationRequest,
        _ report: inout CheckReport
    ) {
        for document in all(.receipt) {
            guard checkTimestamp(of: document, .demanded, &report) else { continue }
            _ = report.check(document.name, .receipt) { () throws(Refusal) in
                let receipt = try Receipt.verify(
                    document.bytes, trust: trust, at: time(of: document))
                try receipt.acknowledges(
                    request: request.hash, consent: registration.consent,
                    package: registration.package, registration: registration.hash,
                    by: request.recipient.oin)
                try receipt.follows(registration)
                return receipt
            } detail: { receipt in
                LocalizedText.seal(receipt.seal).then(
                    LocalizedText(
                        nl: ", op \(receipt.identity.issuedAt)",
                        en: ", at \(receipt.identity.issuedAt)"))
            }
        }
    }

    /// Finds what a document names by its hash; notes it absent, or false where another of its
    /// kind lies there instead.
    private func named(
        _ kind: DocumentKind, _ hash: DocumentHash, by name: String, _ report: inout CheckReport
    ) -> FoundDocument? {
        if let found = find(kind, hash) { return found }
        if all(kind).isEmpty {
            report.absent(name, kind.naming, .notAmongFiles)
        } else {
            report.fail(
                name, kind.naming,
                Refusal(
                    kind == .request ? .consentMismatch : .registrationMismatch,
                    "expected the \(kind.rawValue) that it names by its hash"))
        }
        return nil
    }
}

extension DocumentKind {
    /// The check that a document names one of this kind.
    fileprivate var naming: CheckName {
        switch self {
        case .consent: .namesConsent
        case .package: .namesPackage
        default: .namesRequest
        }
    }
}
