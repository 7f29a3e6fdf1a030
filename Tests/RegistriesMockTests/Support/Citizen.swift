import JOSE
import OpenSSL
import StrictJSON
import Transport

@testable import RegistriesMock

/// A program that logs someone in, with a key of its own.
struct Citizen: Sendable {
    let mocks: RunningMocks
    let key: P256PrivateKey
    let verifier = "a-code-verifier-of-more-than-forty-three-characters"
    let redirect = "http://127.0.0.1:49152/callback"

    init(_ mocks: RunningMocks) throws {
        self.mocks = mocks
        key = try P256PrivateKey()
    }

    var thumbprint: String { JWK(key.publicKey).thumbprint }

    /// The parameters of a proper request, with some replaced; an empty value leaves one out.
    func request(_ changes: [(String, String)] = []) -> [(String, String)] {
        var fields = [
            ("response_type", "code"), ("client_id", RunningMocks.client),
            ("redirect_uri", redirect), ("scope", "openid"), ("state", "the-state"),
            ("nonce", "the-nonce"),
            ("code_challenge", Base64URL.encode(SHA256.hash(utf8: verifier))),
            ("code_challenge_method", "S256"), ("dpop_jkt", thumbprint),
            ("resource", RunningMocks.service), ("resource", "urn:blauweknop:sources"),
        ]
        for (name, value) in changes {
            fields.removeAll { $0.0 == name }
            if !value.isEmpty { fields.append((name, value)) }
        }
        return fields
    }

    func authorize(_ changes: [(String, String)] = []) async throws -> Reply {
        let query = PercentEncoding.query(request(changes))
        return try await mocks.get("\(mocks.issuer)/authorize?\(query)")
    }

    /// The secret name of the page in an answer.
    static func page(_ reply: Reply) -> String {
        let mark = "name=\"page\" value=\""
        guard let start = reply.text.firstRange(of: mark) else { return "" }
        return String(reply.text[start.upperBound...].prefix { $0 != "\"" })
    }

    /// The fields of the address to which an answer sends the person back.
    static func back(_ reply: Reply) -> [String: String] {
        let location = reply.headers["location"] ?? ""
        let query = location.split(separator: "?", maxSplits: 1).last ?? ""
        let fields = (try? FormBody.parse(query)) ?? []
        return Dictionary(fields, uniquingKeysWith: { $1 })
    }

    /// Logs someone of the seed in; the code.
    func code(_ slug: String = "sanne-de-vries", _ changes: [(String, String)] = []) async throws
        -> String
    {
        let page = Self.page(try await authorize(changes))
        let reply = try await mocks.post(
            mocks.issuer + "/login", form: [("page", page), ("persoon", slug)])
        return Self.back(reply)["code"] ?? ""
    }

    /// A DPoP proof, with some claims and header members replaced; null leaves one out.
    func proof(
        nonce: String? = nil, claims changes: JSONObject = [:], header others: JSONObject = [:],
        by other: P256PrivateKey? = nil
    ) throws -> String {
        let key = other ?? key
        var claims: JSONObject = [
            "htm": "POST", "htu": .string(mocks.issuer + "/token"),
            "iat": .integer(mocks.clock.now.seconds),
            "jti": .string(Base64URL.encode(try SecureRandom.bytes(16))),
        ]
        if let nonce { claims["nonce"] = .string(nonce) }
        var header: JSONObject = [
            "alg": "ES256", "typ": "dpop+jwt", "jwk": .object(JWK(key.publicKey).json),
        ]
        for (name, value) in changes { claims[name] = value == .null ? nil : value }
        for (name, value) in others { header[name] = value == .null ? nil : value }
        return try CompactJWS(signing: JSONValue.object(claims).bytes(), header: header, key: key)
            .text
    }

    /// Asks for tokens with a proof; takes the nonce that is demanded and asks again.
    func token(_ form: [(String, String)], by other: P256PrivateKey? = nil) async throws -> Reply {
        let fields = [("client_id", RunningMocks.client)].filter { own in
            !form.contains { $0.0 == own.0 }
        }
        let url = mocks.issuer + "/token"
        let first = try await mocks.post(
            url, form: fields + form, headers: [("DPoP", try proof(by: other))])
        guard first.error == "use_dpop_nonce" else { return first }
        let nonce = first.headers["dpop-nonce"]
        return try await mocks.post(
            url, form: fields + form, headers: [("DPoP", try proof(nonce: nonce, by: other))])
    }

    /// Redeems a code, with some fields replaced.
    func redeem(
        _ code: String, _ changes: [(String, String)] = [], by other: P256PrivateKey? = nil
    ) async throws -> Reply {
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ]
        for (name, value) in changes {
            form.removeAll { $0.0 == name }
            if !value.isEmpty { form.append((name, value)) }
        }
        return try await token(form, by: other)
    }

    func refresh(
        _ token: String, resource: String? = "urn:blauweknop:sources",
        by other: P256PrivateKey? = nil
    ) async throws -> Reply {
        let target = resource.map { [("resource", $0)] } ?? []
        return try await self.token(
            [("grant_type", "refresh_token"), ("refresh_token", token)] + target, by: other)
    }

    /// Logs someone in and redeems the code.
    func logIn(_ slug: String = "sanne-de-vries") async throws -> Reply {
        try await redeem(try await code(slug))
    }

    /// The claims of a token.
    static func claims(_ token: JSONValue?) throws -> JSONObject {
        let jws = try CompactJWS(token?.stringValue ?? "", maximumBytes: 16 * 1024)
        return try JSONValue.parse(jws.payload, maximumBytes: 16 * 1024).objectValue ?? [:]
    }
}
