import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Transport

/// A citizen who is logged in, and calls the service.
struct Caller: Sendable {
    let service: RunningService
    let key: P256PrivateKey
    let token: String

    init(_ service: RunningService, _ changes: JSONObject = [:]) throws {
        self.service = service
        key = try P256PrivateKey()
        token = try service.world.serviceToken(boundTo: key, changes)
    }

    private var world: ReleaseWorld { service.world }

    func proof(
        _ method: String, _ path: String, token: String? = nil, by other: P256PrivateKey? = nil,
        at time: UnixTime? = nil, nonce: String?? = nil
    ) throws -> String {
        try DPoPProof.make(
            method: method, address: world.directory.service.endpoint + path,
            accessToken: token ?? self.token, nonce: nonce ?? service.nonce, key: other ?? key,
            at: time ?? world.time)
    }

    func get(_ path: String) async throws -> HTTPReply {
        try await service.send(
            "GET", path,
            headers: [("Authorization", "DPoP \(token)"), ("DPoP", try proof("GET", path))])
    }

    func delete(_ path: String) async throws -> HTTPReply {
        try await service.send(
            "DELETE", path,
            headers: [
                ("Authorization", "DPoP \(token)"), ("DPoP", try proof("DELETE", path)),
            ])
    }

    func post(
        _ path: String, _ body: String, contentType: String? = "application/json"
    ) async throws -> HTTPReply {
        let type = contentType.map { [("Content-Type", $0)] } ?? []
        return try await service.send(
            "POST", path, body,
            headers: [("Authorization", "DPoP \(token)"), ("DPoP", try proof("POST", path))]
                + type)
    }

    func post(_ path: String, _ body: JSONValue) async throws -> HTTPReply {
        try await post(path, body.text)
    }

    // MARK: Documents

    func mandate(
        _ order: MandateOrder = .holdings, by other: P256PrivateKey? = nil,
        directory: DocumentHash? = nil
    ) throws -> Mandate {
        try Mandate.make(
            order, directory: directory ?? world.directory.hash, token: "the sources' token",
            key: other ?? key, at: world.time)
    }

    func order(
        of slug: String = "brp", type: CredentialType = .brp, holder: JWK? = nil
    ) throws -> MandateOrder {
        .attestation(
            source: try world.directory.source(slug: slug).oin, type: type,
            holderKey: try holder ?? JWK(P256PrivateKey().publicKey),
            encryptionKey: JWK(try P256PrivateKey().publicKey))
    }

    var tokens: JSONValue {
        var tokens = JSONObject()
        for source in world.directory.sources { tokens[source.oin.digits] = "sealed" }
        return .object(tokens)
    }

    /// A release whose holder key the service has relayed, unless a test says otherwise.
    func release(isRelayed: Bool = true) async throws -> (Release, body: JSONValue) {
        let applicant = try Applicant(world)
        if isRelayed {
            let mandate = try mandate(order(holder: applicant.holder))
            _ = try await post(
                "/v1/attestations", ["mandate": .string(mandate.text), "token": "sealed"])
        }
        let request = try world.request().request
        let release = try applicant.release(to: request)
        let body: JSONValue = [
            "request": .string(request.text), "consent": .string(release.consent.text),
            "package": .string(release.package.text),
        ]
        return (release, body)
    }
}
