import BlueButton
import HTTPTypes
import Hummingbird
package import Logging
import OpenSSL
import PartySetup
import ServiceLifecycle
import StrictJSON
package import Transport
import Trust

/// Stand in front of the gateways, with their TLS certificates, and break what they answer.
///
/// To the service each looks like the gateway itself; behind, the real one answers what the
/// service asks. They run in the proof of concept alone: the shipped gateway has no such thing.
package struct BrokenGateways: Sendable {
    package let servers: [HTTPServer]
    package let client: OrganisationClient

    /// - Parameter stage: one that was built to break documents.
    package init(_ stage: Stage, logger: Logger) throws {
        let pki = "\(stage.folder)/pki"
        let trust = try TrustFolder.read("\(pki)/trust")
        let directory = try Directory.verify(
            TextFile.text("\(pki)/directory.jwt").filter { !$0.isNewline }, trust: trust,
            at: .now())
        let faults = DocumentFaults(sources: Set(directory.sources.map(\.slug)))
        let client = try OrganisationClient(identity: Self.identity("service", pki))
        var servers: [HTTPServer] = []
        for gateway in stage.gateways {
            let front = Front(
                address: "https://localhost:\(gateway.port)", client: client, directory: directory,
                faults: faults, folder: pki, patience: stage.patience.call * 2,
                peer: { chain in
                    let peer = try TLSPeer.verify(
                        chain: chain, usage: TLSPeer.serverAuthentication, trust: trust, at: .now())
                    return PeerIdentity(oin: peer.oin, certificate: peer.certificate)
                })
            servers.append(
                HTTPServer(
                    name: "\(gateway.party)-front", router: front.router(),
                    address: ServerAddress(host: "127.0.0.1", port: gateway.front),
                    tls: try Self.identity(gateway.party, pki),
                    clients: .required(
                        PeerJudgement.clients(
                            [directory.service.oin.digits], trust: { trust }, now: { .now() })),
                    logger: logger))
        }
        servers.append(
            HTTPServer(
                name: "document-faults", router: Self.control(faults),
                address: ServerAddress(host: "127.0.0.1", port: stage.ports.documentFaults),
                tls: nil, clients: .none, logger: logger))
        self.servers = servers
        self.client = client
    }

    /// Runs them while a body runs.
    package func whileRunning<Value: Sendable>(
        logger: Logger, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await ServerGroup.whileRunning(servers, others: [client], logger: logger) { _ in
            try await body()
        }
    }

    private static func identity(_ party: String, _ pki: String) throws -> TLSIdentity {
        try TLSIdentity(
            certificateChainPEM: TextFile.text("\(pki)/\(party)/tls.pem"),
            privateKeyPEM: TextFile.text("\(pki)/\(party)/tls.key"))
    }

    private static func control(_ faults: DocumentFaults) -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.put("/faults") { request, _ -> Response in
            try request.requireContentType("application/json")
            let bytes = try await request.body(upTo: 64 * 1024)
            do {
                try faults.set(try JSONValue.parse(bytes, maximumBytes: 64 * 1024))
            } catch let error as JSONShapeError {
                throw Problem.malformed(error.message)
            } catch is JSONError {
                throw Problem.malformed("expected JSON")
            }
            return Response(status: .noContent)
        }
        router.delete("/faults") { _, _ -> Response in
            faults.clear()
            return Response(status: .noContent)
        }
        return router
    }
}

/// One of them.
private struct Front: Sendable {
    /// Where the real gateway listens.
    let address: String
    let client: OrganisationClient
    let directory: Directory
    let faults: DocumentFaults
    /// The test PKI.
    let folder: String
    /// How long the real one has.
    let patience: Duration
    let peer: PeerDecision

    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.post("/v1/sources/:oin/:action") { request, context -> Response in
            let oin = try OIN(context.parameters.require("oin"))
            let action = try context.parameters.require("action")
            let body = try await request.body(upTo: DocumentLimits.body)
            let reply = try await client.post(
                "\(address)/v1/sources/\(oin.digits)/\(action)",
                headers: [("Content-Type", request.headers[.contentType] ?? "")], body: body,
                peer: peer, maximumBytes: 8 << 20, deadline: .now + patience)
            return .document(
                try broken(reply, asked: body, of: oin, action),
                contentType: reply.headers["content-type"] ?? "",
                status: .init(code: reply.status))
        }
        return router
    }

    private func broken(
        _ reply: HTTPReply, asked body: [UInt8], of oin: OIN, _ action: String
    ) throws -> [UInt8] {
        let source = try directory.source(oin)
        guard action == "holdings", reply.status == 200, let fault = faults.strike(source.slug)
        else { return reply.body }
        let asked = JSONReader(try JSONValue.parse(body, maximumBytes: DocumentLimits.body))
        let breaker = try StatementBreaker(of: source.slug, in: folder)
        return Array(
            try breaker.broken(
                String(decoding: reply.body, as: UTF8.self), by: fault,
                mandate: asked.string("mandate"), at: .now()
            ).utf8)
    }
}
