import BlueButton
import Hummingbird
import JOSE
import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import Synchronization
import Transport
import TransparencyLog
import Trust

/// The service in the attacker's hands: its seal, its TLS identity and all that passes through it.
///
/// It does its work, so that citizens keep coming, but for what a test switches. It checks
/// nothing, keeps everything, and can call gateways and recipients as the service does.
final class MaliciousService: Sendable {
    /// A mandate with its encrypted token, and what the gateway answered.
    struct Order: Sendable {
        let mandate: String
        let token: String
        var answer = ""
    }

    /// What a citizen posted to have a package delivered.
    struct Submission: Sendable {
        let request: String
        let consent: String
        let package: String
    }

    /// What a test makes it do otherwise than an honest one.
    struct Malice: Sendable {
        var directory: @Sendable (String) throws -> String = { $0 }
        /// The mandate that it puts into the overview.
        var mandate: @Sendable (String) throws -> String = { $0 }
        /// The rows that it puts into the overview.
        var rows: @Sendable ([JSONObject]) throws -> [JSONObject] = { $0 }
        /// The attestation that it hands over in the place of the source's.
        var attestation: @Sendable (Order) throws -> String = { $0.answer }
        /// The receipt that it shows the citizen in the place of the recipient's.
        var receipt: @Sendable (Submission, String?) throws -> String? = { $1 }
        /// The name of the recipient in the list of consents.
        var recipientName: String?
        /// The log that it shows in the place of the one that it showed before.
        var log: MaliciousLog?
        /// The log that it shows recipients alone.
        var registered: MaliciousLog?
        /// What it changes in the citizen's entries.
        var entries: @Sendable (inout JSONObject) throws -> Void = { _ in }
        /// What it answers to every order, in the place of an answer.
        var problem: Problem?
    }

    private struct Memory {
        var malice = Malice()
        var queries: [(mandate: String, tokens: [String: String], rows: [JSONObject])] = []
        var orders: [Order] = []
        var submissions: [Submission] = []
        var receipts: [String?] = []
        var serviceTokens: [String] = []
    }

    let sealer: Sealer
    /// The log that it keeps while it behaves.
    let log: MaliciousLog
    private let keys: Keyring
    private let memory = Mutex(Memory())

    init(_ keys: Keyring) throws {
        self.keys = keys
        sealer = try keys.sealer("service")
        log = keys.log
    }

    // MARK: What it saw

    var orders: [Order] { memory.withLock { $0.orders } }
    var submissions: [Submission] { memory.withLock { $0.submissions } }
    var serviceTokens: [String] { memory.withLock { $0.serviceTokens } }
    var mandates: [String] { memory.withLock { $0.queries.map(\.mandate) } }
    var rows: [[JSONObject]] { memory.withLock { $0.queries.map(\.rows) } }
    /// The encrypted tokens of the last query, by OIN.
    var tokens: [String: String] { memory.withLock { $0.queries.last?.tokens ?? [:] } }

    /// All texts that passed.
    var everything: [String] {
        memory.withLock { memory in
            memory.queries.flatMap { query in
                [query.mandate] + query.tokens.values + query.rows.map { JSONValue.object($0).text }
            }
                + memory.orders.flatMap { [$0.mandate, $0.token, $0.answer] }
                + memory.submissions.flatMap { [$0.request, $0.consent, $0.package] }
                + memory.receipts.compactMap { $0 } + memory.serviceTokens
        }
    }

    func turn(_ change: (inout Malice) -> Void) {
        memory.withLock { change(&$0.malice) }
    }

    // MARK: What it answers

    func server() throws -> HTTPServer {
        let router = Router(context: AppContext.self)
        router.get("/v1/directory") { [self] _, _ in
            let text = try malice.directory(keys.directory.text)
            return Response.document(Array(text.utf8), contentType: "application/jwt")
        }
        router.get("/v1/directories/:hash") { [self] _, _ in
            let text = try malice.directory(keys.directory.text)
            return Response.document(Array(text.utf8), contentType: "application/jwt")
        }
        router.post("/v1/overviews") { [self] request, _ in
            let bytes = try await overview(try await body(request))
            return Response.document(bytes, contentType: "application/jose+json")
        }
        router.post("/v1/attestations") { [self] request, _ in
            let text = try await attestation(try await body(request))
            return Response.json(["attestation": .string(text)])
        }
        router.post("/v1/releases") { [self] request, _ in
            let id = try await release(try await body(request))
            return Response.json(["id": id.json], status: .created)
        }
        router.get("/v1/releases/:id") { [self] _, _ in Response.json(try status()) }
        router.get("/v1/consents") { [self] _, _ in Response.json(try consents()) }
        addLog(to: router)
        return HTTPServer(
            name: "malicious service", router: router,
            address: ServerAddress(host: "127.0.0.1", port: keys.ports.service),
            tls: try keys.tls("service"), clients: .none, logger: Ground.logger)
    }

    private func addLog(to router: Router<AppContext>) {
        router.get("/v1/log/checkpoint") { [self] _, _ in
            let note = try (malice.log ?? log).checkpoint().note
            return Response.document(Array(note.utf8), contentType: "text/plain")
        }
        router.get("/v1/log/consistency-proof") { [self] request, _ in
            let sizes = ["from", "to"].map {
                request.uri.queryParameters[$0[...]].flatMap { UInt64($0) } ?? 0
            }
            let hashes = try (malice.log ?? log).consistency(from: sizes[0], to: sizes[1])
            return Response.json(["proof": .array(hashes.map { .string($0.base64URL) })])
        }
        router.get("/v1/log-entries") { [self] _, _ in
            var page = try (malice.log ?? log).entries()
            try malice.entries(&page)
            return Response.json(.object(page))
        }
    }

    private var malice: Malice { memory.withLock { $0.malice } }

    private func body(_ request: Request) async throws -> JSONReader {
        if let problem = malice.problem { throw problem }
        let bytes = try await request.body(upTo: DocumentLimits.overviewBody)
        if let token = request.headers[.authorization]?.dropFirst("DPoP ".count) {
            memory.withLock { $0.serviceTokens.append(String(token)) }
        }
        return JSONReader(try JSONValue.parse(bytes, maximumBytes: DocumentLimits.overviewBody))
    }

    private func overview(_ body: JSONReader) async throws -> [UInt8] {
        let mandate = try body.string("mandate")
        var (tokens, rows): ([String: String], [JSONObject]) = ([:], [])
        for (oin, token) in try body.object("tokens").members {
            tokens[oin] = try token.asString()
        }
        for source in keys.directory.sources {
            let asked = UnixTime.now()
            let reply = try await keys.order(
                .holdings, at: source.slug, mandate: mandate,
                token: tokens[source.oin.digits] ?? "")
            let text = String(decoding: reply.body, as: UTF8.self)
            let holds = try Forging.payload(text)["holds"] == true
            rows.append([
                "oin": .string(source.oin.digits), "name": .string(source.name),
                "outcome": holds ? "holds" : "holds-nothing",
                "asked_at": .integer(asked.seconds),
                "answered_at": .integer(UnixTime.now().seconds), "statement": .string(text),
            ])
        }
        memory.withLock { [rows, tokens] in $0.queries.append((mandate, tokens, rows)) }
        try log.append(.query, of: DocumentHash(ofCharacters: mandate))
        let payload: JSONObject = [
            "sub": "anyone", "mandate": .string(try malice.mandate(mandate)),
            "sources": .array(try malice.rows(rows).map { .object($0) }),
        ]
        return try Forging.jades(
            payload, "application/vnd.blauweknop.overview+json", by: sealer
        ).bytes()
    }

    private func attestation(_ body: JSONReader) async throws -> String {
        var order = Order(
            mandate: try body.string("mandate"), token: try body.string("token"))
        let oin = try Forging.payload(order.mandate)["aud"]?.stringValue ?? ""
        let reply = try await keys.order(
            .attestations, at: try keys.directory.source(OIN(oin)).slug, mandate: order.mandate,
            token: order.token)
        order.answer = reply.reader.text("attestation")
        memory.withLock { [order] in $0.orders.append(order) }
        return try malice.attestation(order)
    }

    private func release(_ body: JSONReader) async throws -> DocumentID {
        let submission = Submission(
            request: try body.string("request"), consent: try body.string("consent"),
            package: try body.string("package"))
        let consent = try Consent.verify(submission.consent, at: .now())
        let package = try SealedPackage(submission.package)
        let reply = try await keys.deliver(
            submission.package,
            try keys.registration(
                of: consent, package,
                log: (malice.registered ?? log).append(.consent, of: consent.hash)))
        let receipt = reply.status == 200 ? reply.reader.text("receipt") : nil
        memory.withLock {
            $0.submissions.append(submission)
            $0.receipts.append(receipt)
        }
        return consent.id
    }

    private func status() throws -> JSONValue {
        let (last, honest) = memory.withLock { ($0.submissions.last, $0.receipts.last ?? nil) }
        guard let last else { throw Problem.malformed("expected a release") }
        let receipt = try malice.receipt(last, honest)
        return [
            "id": try Consent.verify(last.consent, at: .now()).id.json, "state": "delivered",
            "registration": .null, "receipt": receipt.map { .string($0) } ?? .null,
            "redirect_uri": .null, "refusal": .null,
        ]
    }

    private func consents() throws -> JSONValue {
        let name = malice.recipientName ?? keys.directory.recipients[0].name
        let rows: [JSONValue] = try memory.withLock { $0.submissions }.map { submission in
            [
                "id": try Consent.verify(submission.consent, at: .now()).id.json,
                "state": "delivered", "purpose": "x",
                "recipient": ["oin": "00000099000000000201", "name": .string(name)],
                "given_at": .integer(UnixTime.now().seconds),
                "request_ends_at": .integer(UnixTime.now().seconds + 60),
                "consent": .string(submission.consent), "request": .string(submission.request),
            ]
        }
        return ["consents": .array(rows), "next": .null]
    }
}
