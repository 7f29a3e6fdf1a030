import ArgumentParser
import BlueButton
import Hummingbird
import OpenSSL
import PartySetup
import StrictJSON
import Synchronization
import Transport
import Trust

/// Stands in for all gateways and for the time-stamping authority: real statements under each
/// source's own seal, after a fixed time; nothing is checked and no registry is asked.
struct OverviewGatewaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overview-gateways", abstract: "A stand-in for gateways.")

    @Option var folder: String
    @Option var gateways: Int
    @Option var stamps: Int
    @Option(help: "How long each source takes, in milliseconds.") var delay = 20
    @Option(help: "The source that takes a minute.") var stalled: String?

    func run() async throws {
        let trust = try TrustFolder.read("\(folder)/pki/trust")
        let directory = try Directory.verify(
            TextFile.text("\(folder)/pki/directory.jwt"), trust: trust, at: .now())
        let desk = try StatementDesk(directory: directory, folder: "\(folder)/pki")
        let router = Router(context: AppContext.self)
        router.post("/v1/sources/:oin/holdings") { request, context -> Response in
            let oin = try OIN(context.parameters.require("oin"))
            let body = try await request.body(upTo: DocumentLimits.body)
            let isStalled = oin.digits == stalled
            try await Task.sleep(for: .milliseconds(isStalled ? 60_000 : delay))
            let order = JSONReader(try JSONValue.parse(body, maximumBytes: DocumentLimits.body))
            return Response.document(
                try desk.statement(of: oin, to: order.string("mandate")),
                contentType: "application/jwt")
        }
        let stamping = Router(context: AppContext.self)
        let unit = try TimeStampingUnit(
            certificate: Certificate.all(pem: TextFile.text("\(folder)/pki/tsa/seal.pem"))[0],
            key: P256PrivateKey(pem: TextFile.text("\(folder)/pki/tsa/seal.key")),
            policy: OverviewWorld.policy)
        stamping.post("/tsa") { request, _ -> Response in
            let query = try await request.body(upTo: 64 * 1024)
            return .document(
                try unit.respond(to: query, at: .now()),
                contentType: "application/timestamp-reply")
        }
        let logger = ProgramRun.logger("overview-gateways")
        try await Serving.run([
            HTTPServer(
                name: "gateways", router: router,
                address: ServerAddress(host: "127.0.0.1", port: gateways),
                tls: OverviewWorld.identity(folder, "brp"),
                clients: .required(
                    PeerJudgement.clients(
                        [directory.service.oin.digits], trust: { trust }, now: { .now() })),
                limits: Self.limits, logger: logger),
            HTTPServer(
                name: "stamps", router: stamping,
                address: ServerAddress(host: "127.0.0.1", port: stamps),
                tls: OverviewWorld.identity(folder, "tsa"), clients: .none, logger: logger),
        ])
    }

    private static var limits: ServerLimits {
        var limits = ServerLimits()
        limits.longestDelay = .seconds(3600)
        limits.longestWork = .seconds(3600)
        limits.maximumRequests = 100_000
        return limits
    }

    /// Seals what sources say, and says the same to the same mandate.
    private final class StatementDesk: Sendable {
        private let sealers: [OIN: Sealer]
        private let answers = Mutex<[String: [UInt8]]>([:])

        init(directory: Directory, folder: String) throws {
            var sealers: [OIN: Sealer] = [:]
            for source in directory.sources {
                sealers[source.oin] = try Sealer(
                    key: P256PrivateKey(pem: TextFile.text("\(folder)/\(source.slug)/seal.key")),
                    chain: Certificate.all(pem: TextFile.text("\(folder)/\(source.slug)/seal.pem")))
            }
            self.sealers = sealers
        }

        func statement(of oin: OIN, to text: String) throws -> [UInt8] {
            let name = "\(oin.digits)\(text)"
            if let known = answers.withLock({ $0[name] }) { return known }
            guard let sealer = sealers[oin] else { throw Problem.unknownPath }
            let statement = Array(
                try HoldingsStatement.seal(
                    [Self.holding, Self.holding], answering: Mandate.verify(text, at: .now()),
                    by: sealer, at: .now()
                ).utf8)
            answers.withLock { $0[name] = statement }
            return statement
        }

        private static let holding = Holding(
            category: OverviewWorld.category,
            label: LocalizedText(nl: "Gegevens over u", en: "Data about you"), records: 3,
            since: "2011-04-01", updated: "2026-02-11",
            purpose: LocalizedText(nl: "Uitvoering van een wet", en: "Carrying out a law"),
            legalBasis: "Wet voorbeeld, artikel 2", retention: "P10Y",
            recipients: ["Gemeenten", "Uitvoerders"])
    }
}
