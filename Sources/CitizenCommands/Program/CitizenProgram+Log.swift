package import BlueButton
import JOSE
import Sovereignty
import StrictJSON
import Transport
package import TransparencyLog

extension CitizenProgram {
    /// A line of the citizen's log, and what its proof is worth.
    package struct ListedEntry: Sendable {
        /// The entry's id, as `log erase` takes it.
        package let index: UInt64
        /// The entry, where it opens its leaf.
        package let entry: LogEntry?
        /// Why entry or proof do not hold; nil where they do.
        package let trouble: Refusal?
        /// Who did it, by the directory.
        package let actorName: DisplayText
        /// With whom was shared, where the entry is of a consent that the citizen has.
        package let recipientName: DisplayText?
        /// The entry as it can be kept and checked: `log-entry.json`.
        package let record: LogRecord?
        package let hashes: [MerkleHash]
        /// The consent that it is about, where it is of one that is known.
        package var consent: KnownConsent?
        /// Whose data was fetched, where this device remembers the order.
        package var sourceName: DisplayText?
    }

    /// A consent that a document in the log belongs to.
    package struct KnownConsent: Sendable {
        package let id: DocumentID
        package let recipientName: DisplayText
        /// Whether this device says so, by what it kept; else the citizen's list does.
        package let isSaidHere: Bool
    }

    /// The citizen's log, newest first, with the checkpoint to which every proof leads.
    package struct ListedLog: Sendable {
        package let entries: [ListedEntry]
        package let checkpoint: Checkpoint
    }

    /// Every entry about this citizen, each with its proof checked.
    ///
    /// The checkpoint must continue the one that was last seen.
    /// - Throws: what `follow` refuses; a proof that does not hold stands with its entry.
    package func log() async throws -> ListedLog {
        let directory = try await directory()
        let key = try directory.log.verifierKey()
        let names = try await knownConsents()
        let orders = OrderMemory(home: home).sources
        var entries: [ListedEntry] = []
        var newest: Checkpoint?
        var before: Int64?
        repeat {
            let path = "/v1/log-entries" + (before.map { "?before=\($0)" } ?? "")
            let reply = try await service.get(path, session: try await session())
            let reader = JSONReader(try JSONValue.parse(reply.body, maximumBytes: 8 << 20))
            let checkpoint = try Checkpoint(note: reader.string("checkpoint"), by: key)
            try await follow(checkpoint, in: directory)
            newest = newest ?? checkpoint
            for entry in try reader.array("entries") {
                var listed = try Self.listed(entry, in: checkpoint, directory, names)
                let source = listed.entry.flatMap { orders[$0.document.text] }
                listed.sourceName = source.map { oin in
                    DisplayText(directory.sources.first { $0.oin.digits == oin }?.name ?? oin)
                }
                entries.append(listed)
            }
            let next = try reader.nullableInteger("next")
            guard next == nil || next ?? 0 < before ?? .max else {
                throw Refusal(.malformed, "expected pages of the log that go back")
            }
            before = next
        } while before != nil
        guard let newest else { throw Refusal(.malformed, "expected a log with a checkpoint") }
        return ListedLog(entries: entries, checkpoint: newest)
    }

    /// Has an entry's key destroyed: nobody can tell any more what the leaf was about.
    package func eraseLogEntry(_ index: UInt64) async throws {
        _ = try await service.delete("/v1/log-entries/\(index)/key", session: try await session())
    }

    /// Takes the log's newest checkpoint, which must not be smaller than one that was seen.
    package func followLog(in directory: Directory) async throws {
        let key = try directory.log.verifierKey()
        let memory = LogMemory(home: home, key: key)
        // Before asking: another command may see a larger one while this one waits.
        let last = try memory.last()
        let checkpoint = try Checkpoint(
            bytes: try await published(
                "/v1/log/checkpoint", maximumBytes: SignedNote.maximumBytes), by: key)
        if let last, checkpoint.size < last.size {
            try memory.keep(conflict: last, checkpoint)
            throw inconsistent(.treeShrunk)
        }
        try await follow(checkpoint, in: directory)
    }

    /// Takes a checkpoint, wherever it was seen: it must continue the one last seen, or be
    /// continued by it. The larger one is remembered.
    ///
    /// - Throws: `tree-forked`, `old-root-mismatch`, `new-root-mismatch`, `proof-length` where the
    ///   log shows two histories; the two checkpoints are kept as evidence.
    package func follow(_ checkpoint: Checkpoint, in directory: Directory) async throws {
        let memory = LogMemory(home: home, key: try directory.log.verifierKey())
        guard let last = try memory.last() else { return try memory.keep(checkpoint) }
        let (earlier, later) =
            last.size <= checkpoint.size ? (last, checkpoint) : (checkpoint, last)
        let hashes = try await consistencyProof(from: earlier, to: later)
        do throws(TransparencyLogError) {
            try later.verify(continues: earlier, proof: hashes)
        } catch {
            try memory.keep(conflict: earlier, later)
            throw inconsistent(error.code)
        }
        if later.size > last.size { try memory.keep(later) }
    }

    private func consistencyProof(
        from earlier: Checkpoint, to later: Checkpoint
    ) async throws -> [MerkleHash] {
        guard earlier.size > 0, earlier.size < later.size else { return [] }
        let body = try await published(
            "/v1/log/consistency-proof?from=\(earlier.size)&to=\(later.size)",
            maximumBytes: 64 << 10)
        return try LogInclusion.hashes(
            JSONReader(JSONValue.parse(body, maximumBytes: 64 << 10)), "proof")
    }

    private func inconsistent(_ code: TransparencyLogError.Code) -> CitizenError {
        return CitizenError(
            .refused, code: code.rawValue, texts.logInconsistent,
            hint: texts.keepAsEvidence("\(home.path)/\(LogMemory.conflictFile)"))
    }

    private static func listed(
        _ reader: JSONReader, in checkpoint: Checkpoint, _ directory: Directory,
        _ known: [DocumentHash: KnownConsent]
    ) throws -> ListedEntry {
        guard let index = UInt64(exactly: try reader.integer("index")) else {
            throw Refusal(.malformed, "expected an index of the log from 0")
        }
        let hashes = try LogInclusion.hashes(reader, "inclusion_proof")
        var record: LogRecord?
        var trouble: Refusal?
        do throws(Refusal) {
            let read = try LogRecord(json: Self.record(reader))
            record = read
            do throws(TransparencyLogError) {
                try checkpoint.verify(leaf: read.leaf.hash, at: index, proof: hashes)
            } catch {
                trouble = Refusal(Refusal.Code(rawValue: error.code.rawValue), error.message)
            }
        } catch {
            trouble = error
        }
        let actor = record?.entry.actor
        let consent = record.flatMap { known[$0.entry.document] }
        return ListedEntry(
            index: index, entry: record?.entry, trouble: trouble,
            actorName: DisplayText(
                actor == directory.service.oin ? directory.service.name : actor?.digits ?? "?"),
            recipientName: consent?.recipientName, record: record, hashes: hashes,
            consent: consent)
    }

    /// The members of an entry that make up `log-entry.json`.
    private static func record(_ reader: JSONReader) throws(Refusal) -> JSONReader {
        guard case .object(let all) = reader.value else {
            throw Refusal(.malformed, "expected an entry of the log")
        }
        var record = JSONObject()
        for name in ["entry", "key", "leaf"] { record[name] = all[name] }
        return JSONReader(.object(record))
    }

    /// Consents by the hashes of their documents: those of the citizen's list, and packages and
    /// withdrawals of this device.
    private func knownConsents() async throws -> [DocumentHash: KnownConsent] {
        var known: [DocumentHash: KnownConsent] = [:]
        for listed in try await consents() {
            let id = listed.consent.id
            let kept = KeptRelease(id: id, home: home)
            known[listed.consent.hash] = KnownConsent(
                id: id, recipientName: listed.recipientName, isSaidHere: false)
            for hash in [(try? kept.packageHash()) ?? nil, withdrawalHash(kept)] {
                guard let hash else { continue }
                known[hash] = KnownConsent(
                    id: id, recipientName: listed.recipientName, isSaidHere: true)
            }
        }
        return known
    }

    private func withdrawalHash(_ kept: KeptRelease) -> DocumentHash? {
        guard let text = (try? kept.withdrawal()) ?? nil else { return nil }
        return try? Withdrawal.verify(text, trust: trust, at: clock.now()).hash
    }
}
