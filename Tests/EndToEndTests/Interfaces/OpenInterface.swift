import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import TestKit
import Transport
import Trust

/// An interface that somebody runs, as a test asks it: with its OpenAPI document, and as a caller
/// that it lets in.
struct OpenInterface: Sendable {
    /// The name of its document in `docs/openapi`.
    let name: String
    /// Scheme, host and port.
    let address: String
    /// The document, as it serves it.
    let document: JSONReader
    /// The document's bytes.
    let served: HTTPReply
    private let caller: OrganisationClient
    private let plain: PublicClient
    private let trust: TrustStore
    private let oin: String

    /// Runs all parties and hands over their interfaces.
    static func whileRunning(
        _ body: @escaping @Sendable ([OpenInterface]) async throws -> Void
    ) async throws {
        try await Ground.use { ground in
            let stage = try await Stage.build(in: ground.folder, root: Ground.root)
            try await PartiesInProcess(stage, logger: Ground.logger).whileRunning {
                try await open(stage, body)
            }
        }
    }

    private static func open(
        _ stage: Stage, _ body: @Sendable ([OpenInterface]) async throws -> Void
    ) async throws {
        let pki = "\(stage.folder)/pki"
        let trust = try TrustFolder.read("\(pki)/trust")
        let caller = try OrganisationClient(
            identity: TLSIdentity(
                certificateChainPEM: TextFile.text("\(pki)/service/tls.pem"),
                privateKeyPEM: TextFile.text("\(pki)/service/tls.key")))
        let plain = try PublicClient(
            anchorsPEM: trust.anchors(for: .tls).map(\.pem).joined())
        let ports = stage.ports
        let all = [
            ("service", "https://localhost:\(ports.service)", "00000099000000000020"),
            ("gateway", "https://localhost:\(ports.brp)", "00000099000000000101"),
            ("receiver", "https://localhost:\(ports.woonhaven)", "00000099000000000201"),
            ("back-office", "http://127.0.0.1:\(ports.woonhavenOffice)", ""),
        ]
        do {
            var interfaces: [OpenInterface] = []
            for (name, address, oin) in all {
                interfaces.append(
                    try await OpenInterface(
                        name: name, address: address, oin: oin, caller: caller, plain: plain,
                        trust: trust))
            }
            try await body(interfaces)
        } catch {
            await caller.shutdown()
            await plain.shutdown()
            throw error
        }
        await caller.shutdown()
        await plain.shutdown()
    }

    private init(
        name: String, address: String, oin: String, caller: OrganisationClient,
        plain: PublicClient, trust: TrustStore
    ) async throws {
        (self.name, self.address, self.oin) = (name, address, oin)
        (self.caller, self.plain, self.trust) = (caller, plain, trust)
        served = try await Self.ask(
            address, "/v1/openapi.json", oin: oin, caller: caller, plain: plain, trust: trust)
        document = JSONReader(try JSONValue.parse(served.body, maximumBytes: 1 << 20))
    }

    /// Whether it is served without TLS, to this machine alone.
    var isPlain: Bool { address.hasPrefix("http:") }

    /// The port.
    var port: String { address.split(separator: ":").last.map(String.init) ?? "" }

    func get(_ path: String, headers: [(String, String)] = []) async throws -> HTTPReply {
        try await Self.ask(
            address, path, headers: headers, oin: oin, caller: caller, plain: plain, trust: trust)
    }

    func post(_ path: String, _ body: String, type: String) async throws -> HTTPReply {
        let (headers, deadline) = ([("Content-Type", type)], ContinuousClock.now + .seconds(30))
        if isPlain {
            return try await plain.post(
                address + path, headers: headers, body: Array(body.utf8), maximumBytes: 1 << 20,
                deadline: deadline)
        }
        return try await caller.post(
            address + path, headers: headers, body: Array(body.utf8),
            peer: Self.peer(oin, trust), maximumBytes: 1 << 20, deadline: deadline)
    }

    private static func ask(
        _ address: String, _ path: String, headers: [(String, String)] = [], oin: String,
        caller: OrganisationClient, plain: PublicClient, trust: TrustStore
    ) async throws -> HTTPReply {
        let deadline = ContinuousClock.now + .seconds(30)
        guard address.hasPrefix("https:") else {
            return try await plain.get(
                address + path, headers: headers, maximumBytes: 1 << 20, deadline: deadline)
        }
        return try await caller.get(
            address + path, headers: headers, peer: peer(oin, trust), maximumBytes: 1 << 20,
            deadline: deadline)
    }

    private static func peer(_ oin: String, _ trust: TrustStore) -> PeerDecision {
        PeerJudgement.server(oin, trust: { trust }, now: { UnixTime.now() })
    }

    // MARK: What the document has

    /// Each operation, with the path at the server: method, path, the operation itself.
    func operations() throws -> [(method: String, path: String, operation: JSONReader)] {
        try document.object("paths").members.flatMap { path, item in
            let isRoot = item.member("servers") != nil
            return item.members.filter { Self.methods.contains($0.0) }.map { method, operation in
                (method, (isRoot ? "" : "/v1") + path, operation)
            }
        }
    }

    static let methods: Set<String> = ["get", "put", "post", "delete", "patch"]
}
