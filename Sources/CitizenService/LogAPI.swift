import BlueButton
import Hummingbird
import OpenSSL
import Sovereignty
import StrictJSON
import Transport
import TransparencyLog

/// The access log's routes: its checkpoint and consistency for anyone, a citizen's own entries for
/// that citizen alone.
struct LogAPI: Sendable {
    /// The most entries in one answer.
    static let pageSize = 200

    let log: any AccessLog
    let citizens: CitizenAuthentication

    func add(to router: Router<AppContext>) {
        addPublic(to: router)
        addEntries(to: router)
    }

    private func addPublic(to router: Router<AppContext>) {
        router.on(ServiceInterface.checkpoint) { _, _ in
            let note = try await log.checkpoint().note
            return Response.document(Array(note.utf8), contentType: "text/plain; charset=utf-8")
        }
        router.on(ServiceInterface.consistencyProof) { request, _ in
            let old = try Self.number("from", of: request)
            let new = try Self.number("to", of: request)
            guard let old, let new else {
                throw Problem.malformed("expected the sizes 'from' and 'to'")
            }
            guard let proof = try await log.consistencyProof(from: old, to: new) else {
                throw Refusal(
                    .logSizeUnknown, "expected sizes that the log had, the smaller one first")
            }
            return Response.json([
                "from": .integer(Int64(clamping: old)), "to": .integer(Int64(clamping: new)),
                "proof": .array(proof.hashes.map { .string($0.base64URL) }),
            ])
        }
    }

    private func addEntries(to router: Router<AppContext>) {
        router.on(ServiceInterface.logEntries) { request, _ in
            try await citizens.answering(request) { citizen in
                let page = try await log.entries(
                    subject: citizen.subject, before: try Self.number("before", of: request),
                    limit: Self.pageSize)
                return Response.json(Self.json(page))
            }
        }
        router.on(ServiceInterface.eraseKey) { request, context in
            try await citizens.answering(request) { citizen in
                guard let index = Self.number(try context.parameters.require("id")) else {
                    throw Problem.malformed("expected the entry's id")
                }
                do throws(StoreError) {
                    try await log.erase(index, subject: citizen.subject)
                } catch {
                    guard error.code == .missing else { throw error }
                    throw Refusal(.logEntryUnknown, "expected an entry of this citizen")
                }
                return Response(status: .noContent)
            }
        }
    }

    private static func json(_ page: LogPage) -> JSONValue {
        .object([
            "checkpoint": .string(page.checkpoint.note),
            "entries": .array(page.entries.map { .object(json($0)) }),
            "next": page.next.map { .integer(Int64(clamping: $0)) } ?? .null,
        ])
    }

    private static func json(_ entry: ProvenEntry) -> JSONObject {
        var json = entry.record.json
        json["id"] = .string("\(entry.proof.index)")
        json["index"] = .integer(Int64(clamping: entry.proof.index))
        json["inclusion_proof"] = .array(entry.proof.hashes.map { .string($0.base64URL) })
        return json
    }

    /// A number of the address; nil where it is absent.
    private static func number(_ name: String, of request: Request) throws -> UInt64? {
        guard let text = request.uri.queryParameters[name[...]] else { return nil }
        guard let number = number(String(text)) else {
            throw Problem.malformed("expected '\(name)' to be a number from 0")
        }
        return number
    }

    /// Digits alone, without a needless zero, at most 2^53.
    private static func number(_ text: String) -> UInt64? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(text),
            number <= TreeFrontier.maximumSize, String(number) == text
        else { return nil }
        return number
    }
}
