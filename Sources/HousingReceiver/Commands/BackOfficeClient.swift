import BlueButton
import OpenSSL
import PartySetup
import Sovereignty
import StrictJSON
import Transport
import Trust

/// What the running receiver refused, as its problem tells.
struct OfficeRefusal: Error, Sendable {
    let code: String
    let message: String
}

/// Asks the running receiver's back office: its store is locked for every other program.
struct BackOfficeClient: Sendable {
    private enum Way: Sendable {
        case plain(PublicClient)
        case mutual(OrganisationClient, PeerDecision)
    }

    private static let answerLimit = 16 << 20

    private let origin: String
    private let way: Way

    /// - Throws: `TransportError` for anchors or an identity that TLS cannot use; `setting-invalid`
    ///   for a certificate without an OIN.
    init(_ settings: OfficeSettings) throws {
        let (address, trust) = (settings.address, settings.trust)
        if let identity = settings.tls {
            origin = "https://\(address.host):\(address.port)"
            // The receiver shows the very certificate that this command shows to it.
            guard let oin = identity.certificates.first?.subjectSerialNumbers.first else {
                throw SetupError(.settingInvalid, "expected 'tls.certificate' with an OIN")
            }
            way = .mutual(
                try OrganisationClient(identity: identity),
                PeerJudgement.server(
                    oin, trust: { trust }, now: { WallClock.system.now() }))
        } else {
            origin = "http://\(address.host):\(address.port)"
            let anchors = trust.anchors(for: .tls).map(\.pem).joined()
            way = .plain(try PublicClient(anchorsPEM: anchors))
        }
    }

    func get(_ path: String) async throws -> JSONReader {
        let deadline = ContinuousClock.now + .seconds(20)
        let reply: HTTPReply
        switch way {
        case .plain(let client):
            reply = try await client.get(
                origin + path, maximumBytes: Self.answerLimit, deadline: deadline)
        case .mutual(let client, let peer):
            reply = try await client.get(
                origin + path, peer: peer, maximumBytes: Self.answerLimit, deadline: deadline)
        }
        return try Self.read(reply)
    }

    func post(_ path: String, _ body: JSONObject) async throws -> JSONReader {
        let deadline = ContinuousClock.now + .seconds(20)
        let headers = [("Content-Type", "application/json")]
        let bytes = JSONValue.object(body).bytes()
        let reply: HTTPReply
        switch way {
        case .plain(let client):
            reply = try await client.post(
                origin + path, headers: headers, body: bytes, maximumBytes: Self.answerLimit,
                deadline: deadline)
        case .mutual(let client, let peer):
            reply = try await client.post(
                origin + path, headers: headers, body: bytes, peer: peer,
                maximumBytes: Self.answerLimit, deadline: deadline)
        }
        return try Self.read(reply)
    }

    func close() async {
        switch way {
        case .plain(let client): await client.shutdown()
        case .mutual(let client, _): await client.shutdown()
        }
    }

    private static func read(_ reply: HTTPReply) throws -> JSONReader {
        guard let value = try? JSONValue.parse(reply.body, maximumBytes: answerLimit) else {
            throw JSONReader(.null).fail("a JSON answer")
        }
        let reader = JSONReader(value)
        guard (200..<300).contains(reply.status) else {
            if reply.status >= 500 {
                throw TransportError(
                    .unreachable, "expected a receiver that can answer, not \(reply.status)")
            }
            throw OfficeRefusal(
                code: DisplayText(try reader.string("code")).text,
                message: DisplayText(try reader.string("detail")).text)
        }
        return reader
    }
}
