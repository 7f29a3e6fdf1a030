import BlueButton
import OpenSSL
import Trust

/// Documents that no release led to, withdrawals, and the parts of the log.
extension Dossier {
    /// Checks alone what was not checked as part of a release, so that no document goes unseen.
    func checkLoose(_ report: inout CheckReport) {
        if !all(.registration).isEmpty { checkUnnamed(.consent, &report) }
        if !all(.consent).isEmpty { checkUnnamed(.request, &report) }
        for document in unchecked(.request, report) { checkRequest(document, &report) }
        for document in unchecked(.consent, report) { checkConsent(document, &report) }
        for document in unchecked(.package, report) { checkForm(of: document, &report) }
        for document in unchecked(.receipt, report) { checkReceipt(document, &report) }
        if all(.package).isEmpty {
            for document in all(.response) {
                report.absent(document.name, .package, .needsPackage)
            }
        }
        for document in all(.withdrawal) { checkWithdrawal(document, &report) }
        for document in all(.deletionReceipt) { checkDeletion(document, &report) }
    }

    /// The documents of a kind of which nothing was found good or bad yet.
    private func unchecked(_ kind: DocumentKind, _ report: CheckReport) -> [FoundDocument] {
        let judged = report.lines.filter { $0.isFailure || $0.verdict == .ok }.map(\.document)
        return all(kind).filter { !judged.contains($0.name) }
    }

    private func checkRequest(_ document: FoundDocument, _ report: inout CheckReport) {
        let time = time(of: document)
        noteTime(time, of: document, &report)
        _ = report.check(document.name, .request) {
            () throws(Refusal) in
            try PresentationRequest.verify(
                document.text, directory: onlyDirectory(at: time), trust: trust, at: time)
        } detail: {
            .seal($0.seal)
        }
    }

    private func checkConsent(_ document: FoundDocument, _ report: inout CheckReport) {
        let time = time(of: document)
        noteTime(time, of: document, &report)
        let consent = report.check(document.name, .signature) { () throws(Refusal) in
            try Consent.verify(document.text, at: time)
        }
        if all(.registration).isEmpty { report.absent(document.name, .registration) }
        guard let consent, let request = find(.request, consent.request) else { return }
        _ = report.check(document.name, .answersRequest) { () throws(Refusal) in
            let directory = try directory(consent.directory, at: time)
            try consent.answers(
                PresentationRequest.verify(
                    request.text, directory: directory, trust: trust, at: time),
                directory: directory)
        }
    }

    private func checkForm(of document: FoundDocument, _ report: inout CheckReport) {
        let package = report.check(document.name, .form) { () throws(Refusal) in
            try SealedPackage(document.text)
        }
        if all(.registration).isEmpty { report.absent(document.name, .registration) }
        guard let package, let key else { return }
        do throws(Refusal) {
            _ = try package.open(with: key)
            report.holds(document.name, PackageCheck.decryption.words)
        } catch {
            report.fail(document.name, .carries, error)
        }
    }

    private func checkReceipt(_ document: FoundDocument, _ report: inout CheckReport) {
        guard checkTimestamp(of: document, .demanded, &report) else { return }
        _ = report.check(document.name, .seal) { () throws(Refusal) in
            let receipt = try Receipt.verify(
                document.bytes, trust: trust, at: time(of: document))
            guard
                all(.registration).isEmpty
                    || find(.registration, receipt.registration) != nil
            else {
                throw Refusal(
                    .receiptMismatch, "expected a receipt of the registration beside it")
            }
            return receipt
        } detail: {
            .seal($0.seal)
        }
        if all(.registration).isEmpty { report.absent(document.name, .registration) }
    }

    /// A request or consent that no registration among the files leads to.
    private func checkUnnamed(_ kind: DocumentKind, _ report: inout CheckReport) {
        let consents = all(.consent)
        for document in all(kind) {
            let hashes: [DocumentHash] =
                kind == .consent
                ? all(.registration).compactMap { registration in
                    (try? Registration.verify(
                        registration.bytes, trust: trust, at: time(of: registration)))?.consent
                }
                : consents.compactMap { consent in
                    (try? Consent.verify(consent.text, at: time(of: consent)))?.request
                }
            guard let hash = document.hash, hashes.contains(hash) else {
                report.fail(
                    document.name, .belongs,
                    Refusal(
                        kind == .consent ? .registrationMismatch : .consentMismatch,
                        "expected a \(kind.rawValue) that another document here names"))
                continue
            }
        }
    }

    private func checkWithdrawal(_ document: FoundDocument, _ report: inout CheckReport) {
        let time = time(of: document)
        noteTime(time, of: document, &report)
        let withdrawal = report.check(document.name, .signature) {
            () throws(Refusal) in
            try Withdrawal.verify(document.text, trust: trust, at: time)
        }
        guard let withdrawal else { return }
        guard let found = find(.consent, withdrawal.consent) else {
            guard all(.consent).isEmpty else {
                return report.fail(
                    document.name, .namesConsent,
                    Refusal(.withdrawalMismatch, "expected a withdrawal of the consent beside it"))
            }
            return report.absent(document.name, .namesConsent, .notAmongFiles)
        }
        _ = report.check(document.name, .endsConsent) { () throws(Refusal) in
            let consent = try Consent.verify(found.text, at: self.time(of: found))
            let directory = try directory(consent.directory, at: time)
            try withdrawal.ends(
                consentID: consent.id, consent: consent.hash, holderKey: consent.holderKey,
                service: directory.service.oin)
        }
    }

    private func checkDeletion(_ document: FoundDocument, _ report: inout CheckReport) {
        guard checkTimestamp(of: document, .accepted, &report) else { return }
        let receipt = report.check(document.name, .seal) { () throws(Refusal) in
            try DeletionReceipt.verify(document.bytes, trust: trust, at: time(of: document))
        } detail: {
            .seal($0.seal)
        }
        guard let receipt, !all(.withdrawal).isEmpty else { return }
        _ = report.check(document.name, .answersWithdrawal) { () throws(Refusal) in
            guard let found = find(.withdrawal, receipt.withdrawal) else {
                throw Refusal(
                    .deletionMismatch, "expected a receipt of the withdrawal beside it")
            }
            let withdrawal = try Withdrawal.verify(found.text, trust: trust, at: time(of: found))
            // Whose word it must be, the consent says; without it any recipient may have answered.
            var recipient = try OIN(receipt.seal.oin)
            if let given = find(.consent, withdrawal.consent) {
                recipient = try Consent.verify(given.text, at: time(of: given)).recipient
            }
            try receipt.acknowledges(
                withdrawal: withdrawal.hash, consent: withdrawal.consent, by: recipient)
        }
    }
}
