package import BlueButton
import StrictJSON
package import TransparencyLog

/// The files of a folder of evidence: what each is, and those that a registration carries within it.
package enum EvidenceFiles {
    /// File, what it is, who sealed or signed it.
    private static let known: [(name: String, words: String, signer: String)] = [
        ("trust/", "the root of each role, the intermediates, the revocation lists", ""),
        ("directory.jwt", "who takes part, with which keys and rights", "scheme authority"),
        (
            "overview.json", "which organisations hold what kind of data",
            "the service; each row by its organisation"
        ),
        ("overview.txt", "what `blauweknop verify overview.json` prints; no evidence", ""),
        ("request.jwt", "what the corporation asked (OpenID4VP request object)", "corporation"),
        ("package.jwe", "what the citizen sent, as the service saw it", ""),
        (
            "response.json", "the same, decrypted by the corporation",
            "sources and citizen, inside"
        ),
        ("consent.jwt", "the citizen's consent", "the citizen's holder key"),
        ("registration.json", "consent and package were stored", "the service"),
        ("receipt.json", "consent and package were received and verified", "corporation"),
        (
            "withdrawal.jwt", "the consent was withdrawn",
            "the citizen's holder key, or the service"
        ),
        ("deletion-receipt.json", "the data was deleted", "corporation"),
        (
            "checkpoint", "size and root of the access log when the release was registered (C2SP)",
            "the log's key"
        ),
        (
            "consent.tlog-proof", "that the consent's entry stands in that log (C2SP)",
            "the log's key"
        ),
        ("log-entry.json", "the entry, the key that opens its leaf, the leaf", ""),
        (
            "trust/log.vkey", "the log's key, as outside tools read it; equal to the directory's",
            ""
        ),
    ]

    /// A table of Markdown: one row for each of the files that there are.
    package static func table(of names: [String]) -> String {
        let there = Set(names)
        let rows = known.filter { $0.name == "trust/" || there.contains($0.name) }.map {
            "| `\($0.name)` | \($0.words) | \($0.signer)\($0.signer.isEmpty ? "" : " ")|"
        }
        return """
            | file | what it is | sealed or signed by |
            |---|---|---|
            \(rows.joined(separator: "\n"))

            Overview, registration and receipts have a timestamp of a third party (RFC 3161) in
            `header.etsiU`, over the ASCII of the member `signature`. Each is judged at that time, so
            that it outlives its certificates, and so is what it names.
            """
    }

    /// The log's part of the evidence in the forms that others read: the registration's own
    /// checkpoint, the proof of the consent's entry, the entry, the log's key.
    ///
    /// - Throws: what `LogInclusion` refuses.
    package static func log(
        of inclusion: LogInclusion, by key: NoteVerifierKey
    ) throws -> [(name: String, bytes: [UInt8])] {
        let checkpoint = try inclusion.verify(by: key)
        let proof = try TransparencyProof(
            InclusionProof(
                index: inclusion.index, size: checkpoint.size, hashes: inclusion.hashes),
            checkpoint: checkpoint)
        return [
            ("checkpoint", Array(checkpoint.note.utf8)),
            ("consent.tlog-proof", Array(proof.text.utf8)),
            ("log-entry.json", inclusion.record.json.canonicalBytes()),
            ("trust/log.vkey", Array("\(key.text)\n".utf8)),
        ]
    }
}
