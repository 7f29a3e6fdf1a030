import BlueButton
import StrictJSON
import TransparencyLog

/// The parts of the access log: each by itself, and that they are of the release beside them.
extension Dossier {
    func checkLog(_ report: inout CheckReport) {
        let parts: [DocumentKind] = [
            .checkpoint, .logProof, .logEntry, .consistencyProof, .receipt,
        ]
        guard logKeyText != nil || parts.contains(where: { !all($0).isEmpty }) else { return }
        guard let key = logKey(&report) else {
            for document in parts.flatMap(all) where document.kind != .receipt {
                report.absent(document.name, .listedBy, .listsLogKey)
            }
            return
        }
        let registered = inclusions
        for document in all(.checkpoint) { checkCheckpoint(document, registered, key, &report) }
        for document in all(.logProof) { checkProof(document, registered, key, &report) }
        for document in all(.logEntry) { checkEntry(document, registered, &report) }
        for document in all(.receipt) { checkReceipt(document, registered, key, &report) }
        if all(.checkpoint).isEmpty {
            for document in all(.consistencyProof) {
                report.absent(document.name, .otherCheckpoint, .needsTwo)
            }
        }
    }

    /// The directory's key, to which the trust folder's must be equal where it has one.
    private func logKey(_ report: inout CheckReport) -> NoteVerifierKey? {
        let found = documents.filter { $0.kind == .directory }
        guard let document = found.first else { return nil }
        do throws(Refusal) {
            let key = try onlyDirectory(at: time(of: document)).log.verifierKey()
            if let logKeyText {
                _ = report.check("log.vkey", .logKey) { () throws(Refusal) in
                    guard logKeyText == key.text else {
                        throw Refusal(
                            .noteKeyRefused, "expected the log key that the directory lists")
                    }
                }
            }
            return key
        } catch {
            return nil
        }
    }

    /// What the registrations at hand say of the log; they were verified with their releases.
    private var inclusions: [LogInclusion] {
        all(.registration).compactMap { document in
            (try? Registration.verify(document.bytes, trust: trust, at: time(of: document)))?.log
        }
    }

    private func checkCheckpoint(
        _ document: FoundDocument, _ registered: [LogInclusion], _ key: NoteVerifierKey,
        _ report: inout CheckReport
    ) {
        let checkpoint = report.check(document.name, .logSignature) {
            () throws(Refusal) in
            try refusing { try Checkpoint(note: document.text, by: key) }
        } detail: {
            LocalizedText(
                nl: "\($0.origin), \($0.size) regels", en: "\($0.origin), \($0.size) entries")
        }
        guard let checkpoint, !registered.isEmpty else { return }
        if registered.contains(where: { $0.checkpoint == checkpoint.note }) {
            _ = report.check(document.name, .registeredCheckpoint) {
                () throws(Refusal) in
            }
            return
        }
        for inclusion in registered {
            _ = report.check(document.name, .continuesCheckpoint) {
                () throws(Refusal) in
                try refusing {
                    let earlier = try Checkpoint(note: inclusion.checkpoint, by: key)
                    try checkpoint.verify(
                        continues: earlier, proof: consistency(from: earlier, to: checkpoint))
                }
            }
        }
    }

    /// The proof in `consistency-proof.json` between two checkpoints; empty where there is none.
    private func consistency(
        from earlier: Checkpoint, to later: Checkpoint
    ) throws -> [MerkleHash] {
        for document in all(.consistencyProof) {
            let reader = JSONReader(
                try JSONValue.parse(document.bytes, maximumBytes: DocumentLimits.logEntry))
            try reader.exactly(["old", "new", "proof"])
            guard try reader.integer("old") == Int64(clamping: earlier.size),
                try reader.integer("new") == Int64(clamping: later.size)
            else { continue }
            return try LogInclusion.hashes(reader, "proof")
        }
        return []
    }

    private func checkProof(
        _ document: FoundDocument, _ registered: [LogInclusion], _ key: NoteVerifierKey,
        _ report: inout CheckReport
    ) {
        let proof = report.check(document.name, .logSignature) {
            () throws(Refusal) in
            try refusing { try TransparencyProof(document.text, by: key) }
        } detail: {
            LocalizedText(
                nl: "regel \($0.proof.index) van \($0.checkpoint.size)",
                en: "entry \($0.proof.index) of \($0.checkpoint.size)")
        }
        guard let proof else { return }
        guard !registered.isEmpty else {
            return report.absent(document.name, .registration, .namesEntry)
        }
        _ = report.check(document.name, .entryInLog) {
            () throws(Refusal) in
            guard let inclusion = registered.first(where: { $0.index == proof.proof.index }) else {
                throw Refusal(
                    .inclusionInvalid, "expected a proof of the entry that was registered")
            }
            try refusing { try proof.verify(leaf: inclusion.record.leaf.hash) }
        }
    }

    private func checkEntry(
        _ document: FoundDocument, _ registered: [LogInclusion], _ report: inout CheckReport
    ) {
        let record = report.check(document.name, .leaf) {
            () throws(Refusal) in
            try LogRecord(document.bytes)
        } detail: {
            LocalizedText(
                both: "\($0.entry.event.rawValue), \($0.entry.time), OIN \($0.entry.actor)")
        }
        guard let record, !registered.isEmpty else { return }
        _ = report.check(document.name, .registeredEntry) { () throws(Refusal) in
            guard registered.contains(where: { $0.record == record }) else {
                throw Refusal(
                    .logEntryMismatch, "expected the entry and key of the registration")
            }
        }
    }

    private func checkReceipt(
        _ document: FoundDocument, _ registered: [LogInclusion], _ key: NoteVerifierKey,
        _ report: inout CheckReport
    ) {
        guard !registered.isEmpty else { return }
        let time = time(of: document)
        guard
            let receipt = try? Receipt.verify(document.bytes, trust: trust, at: time)
        else { return }
        _ = report.check(document.name, .sawCheckpoint) {
            () throws(Refusal) in
            guard registered.contains(where: { $0.checkpoint == receipt.checkpoint }) else {
                throw Refusal(.treeForked, "expected the checkpoint of the registration")
            }
        }
    }
}

/// Runs a check of the log and turns what it throws into a `Refusal`.
private func refusing<Value>(_ check: () throws -> Value) throws(Refusal) -> Value {
    do {
        return try check()
    } catch let refusal as Refusal {
        throw refusal
    } catch let error as TransparencyLogError {
        throw Refusal(Refusal.Code(rawValue: error.code.rawValue), error.message)
    } catch {
        throw Refusal(.malformed, "expected a part of the log that can be read")
    }
}
