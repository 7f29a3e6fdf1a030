import BlueButton
import JOSE
import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import Transport
import Trust

/// Every key of the stage. What is used of it says who attacks: the service's alone, or someone
/// who joined it.
final class Keyring: Sendable {
    enum Action: String { case holdings, attestations }

    let stage: Stage
    let directory: Directory
    let trust: TrustStore
    let web: PublicClient
    /// The access log by the service's own key.
    let log: MaliciousLog
    private let organisation: OrganisationClient

    var ports: StagePorts { stage.ports }

    init(_ stage: Stage) throws {
        self.stage = stage
        let folder = "\(stage.folder)/pki"
        trust = try TrustFolder.read("\(folder)/trust")
        let text = try TextFile.text("\(folder)/directory.jwt")
        directory = try Directory.verify(
            text.hasSuffix("\n") ? String(text.dropLast()) : text, trust: trust, at: .now())
        log = try MaliciousLog(stage, directory)
        web = try PublicClient(anchorsPEM: TextFile.text("\(folder)/trust/tls.pem"))
        organisation = try OrganisationClient(identity: Self.tls("service", in: folder))
    }

    func close() async {
        await web.shutdown()
        await organisation.shutdown()
    }

    // MARK: Keys

    func sealer(_ party: String) throws -> Sealer {
        try Sealer(keyPEM: file("\(party)/seal.key"), chainPEM: file("\(party)/seal.pem"))
    }

    func tls(_ party: String) throws -> TLSIdentity {
        try Self.tls(party, in: "\(stage.folder)/pki")
    }

    /// The key to which tokens for a source are encrypted.
    func decryptionKey(_ source: String) throws -> P256PrivateKey {
        try P256PrivateKey(pem: file("\(source)/encryption.key"))
    }

    private static func tls(_ party: String, in folder: String) throws -> TLSIdentity {
        try TLSIdentity(
            certificateChainPEM: TextFile.text("\(folder)/\(party)/tls.pem"),
            privateKeyPEM: TextFile.text("\(folder)/\(party)/tls.key"))
    }

    private func file(_ name: String) throws -> String {
        try TextFile.text("\(stage.folder)/pki/\(name)")
    }

    // MARK: Calls

    /// Brings an order to a gateway, under the service's certificate or another's.
    func order(
        _ action: Action, at slug: String, mandate: String, token: String,
        by other: OrganisationClient? = nil
    ) async throws -> HTTPReply {
        let source = try directory.source(slug: slug)
        let trust = trust
        let body: JSONValue = ["mandate": .string(mandate), "token": .string(token)]
        return try await (other ?? organisation).post(
            "\(source.endpoint)/v1/sources/\(source.oin)/\(action)",
            headers: [("Content-Type", "application/json")], body: body.bytes(),
            peer: PeerJudgement.server(
                source.gatewayOperator.digits, trust: { trust }, now: { .now() }),
            maximumBytes: 1 << 20, deadline: .now + .seconds(20))
    }

    /// Posts a package to a recipient as the service does.
    func deliver(
        _ package: String, _ registration: String, to port: Int? = nil
    ) async throws -> HTTPReply {
        try await web.post(
            "https://localhost:\(port ?? ports.woonhaven)/v1/responses",
            headers: [("Content-Type", FormBody.contentType)],
            body: FormBody.encode([("response", package), ("registration", registration)]),
            maximumBytes: 1 << 20, deadline: .now + .seconds(20))
    }

    /// The service's word that it stored a release, which it can give about anything.
    func registration(
        of consent: Consent, _ package: SealedPackage, log inclusion: LogInclusion? = nil
    ) throws -> String {
        try stamped(registrationAlone(of: consent, package, log: inclusion))
    }

    /// The same before anyone stamped it.
    func registrationAlone(
        of consent: Consent, _ package: SealedPackage, log inclusion: LogInclusion? = nil,
        at time: UnixTime = .now()
    ) throws -> FlattenedJWS {
        let inclusion = try inclusion ?? log.append(.consent, of: consent.hash)
        return try Registration.seal(
            consent: consent, package: package.hash, log: inclusion, by: sealer("service"),
            storedAt: time)
    }

    /// A document with a timestamp as the authority gives one to anybody who asks: of now.
    func stamped(_ document: FlattenedJWS) throws -> String {
        let message = DocumentTimestamp.message(of: document)
        let chain = try Certificate.all(pem: file("tsa/seal.pem"))
        let unit = try TimeStampingUnit(
            certificate: chain[0], key: P256PrivateKey(pem: file("tsa/seal.key")),
            policy: "2.999.3161")
        let answer = try unit.respond(to: TimestampRequest(over: message).der, at: .now())
        let token = try TimestampResponse(der: answer).token ?? []
        return Forging.text(document, token: token)
    }
}

extension HTTPReply {
    var reader: JSONReader {
        JSONReader((try? JSONValue.parse(body, maximumBytes: 1 << 20)) ?? .null)
    }

    /// The code of a problem; nil for anything else.
    var code: String? {
        mediaType == "application/problem+json" ? try? reader.string("code") : nil
    }
}

extension JSONReader {
    /// A text member, or what no document is.
    func text(_ name: String) -> String { (try? string(name)) ?? "" }
}
