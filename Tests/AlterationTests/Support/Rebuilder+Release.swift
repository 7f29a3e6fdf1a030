import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Trust

/// From the attestations to the receipt.
extension Rebuilder {
    /// Claims that the citizen holds back.
    private static let hidden = [
        "person": ["geslacht", "nationaliteiten", "partner", "overlijden", "burgerservicenummer"],
        "income": ["inkomen-2023", "onder-daeb-2026-eenpersoons"],
    ]

    func release(
        to request: String, directory: JSONValue, into files: inout [String: String]
    ) throws {
        let asked = try Parts(request).payload
        let given = try JSONValue.parse(real.text("response.json"), maximumBytes: 1 << 20)
        var tokens = JSONObject()
        for (query, part, claims, binding, party) in [
            ("persoon", Part.person, Part.personClaims, Part.personBinding, "brp"),
            ("inkomen", .income, .incomeClaims, .incomeBinding, "bri"),
        ] {
            let text = given.at("vp_token|\(query)|0").stringValue ?? ""
            let attestation = try attest(text, part, claims, by: party)
            tokens[query] = [
                .string(try bind(attestation, like: text, binding, query: query, request: asked))
            ]
        }
        let consent = try consent(to: request, presentations: tokens, directory: directory)
        let response = try plaintext(
            given.setting("vp_token", .object(tokens)).setting("consent", .string(consent)))
        // The story's key, also where the test alters the request's.
        let key = try JWK(
            json: Parts(real.text("request.jwt")).payload.at("client_metadata|jwks|keys|0")
                .objectValue ?? [:])
        let package = try CompactJWE(
            encrypting: response, to: key, keyID: key.thumbprint
        ).text
        files["consent.jwt"] = consent
        files["response.json"] = String(decoding: response, as: UTF8.self)
        files["package.jwe"] = package
        try register(consent, package, request: request, directory: directory, into: &files)
    }

    /// The attestation behind a presentation, issued anew to the new holder key, with what is
    /// disclosed and digests of what is not.
    private func attest(
        _ presentation: String, _ part: Part, _ claims: Part, by party: String
    ) throws -> String {
        let original = try Parts(presentation)
        let shown = presentation.split(separator: "~").dropFirst().dropLast()
        var object = JSONObject()
        for text in shown {
            let disclosure = try Disclosure(encoded: String(text))
            object[disclosure.name ?? ""] = disclosure.value
        }
        let disclosed = try (payload(claims, .object(object)).objectValue ?? [:]).map {
            try Disclosure(name: $0.name, value: $0.value)
        }
        let withheld = try (Self.hidden[part.rawValue] ?? []).map {
            try Disclosure(name: $0, value: .null)
        }
        let digests = (disclosed + withheld).map(\.digest).sorted()
        let sealer = try seal(part, else: party)
        let jws = try sign(
            part, header: Self.header(original.header, of: sealer),
            payload: original.payload.setting("_sd", .array(digests.map { .string($0) }))
                .setting("cnf|jwk", .object(JWK(holder.publicKey).json))
                .setting("iss", .string(sealer.uri)), key: sealer.key)
        return ([jws] + disclosed.map(\.encoded) + [""]).joined(separator: "~")
    }

    private func bind(
        _ attestation: String, like presentation: String, _ part: Part, query: String,
        request: JSONValue
    ) throws -> String {
        let end = presentation.lastIndex(of: "~").map { presentation.index(after: $0) }
        let original = try Parts(String(presentation[(end ?? presentation.startIndex)...]))
        let terms = request.at("transaction_data|0").stringValue ?? ""
        let bound = original.payload.at("transaction_data_hashes") != .null
        var payload = original.payload
            .setting("sd_hash", .string(Base64URL.encode(SHA256.hash(utf8: attestation))))
            .setting("aud", request.at("client_id")).setting("nonce", request.at("nonce"))
        if bound {
            payload = payload.setting(
                "transaction_data_hashes", [.string(Base64URL.encode(SHA256.hash(utf8: terms)))])
        }
        return attestation
            + (try sign(part, header: original.header, payload: payload, key: holder))
    }

    private func consent(
        to request: String, presentations: JSONObject, directory: JSONValue
    ) throws -> String {
        let original = try Parts(real.text("consent.jwt"))
        let key = JWK(holder.publicKey)
        var payload = original.payload.setting("iss", .string(key.thumbprintURI))
            .setting("directory", directory).setting("request", try Self.hash(request))
            .setting("recipient|client_id", try Parts(request).payload.at("client_id"))
        for (query, list) in presentations {
            let text = list.at("0").stringValue ?? ""
            payload = payload.setting(
                "presentations|\(query)", .string(Base64URL.encode(SHA256.hash(utf8: text))))
        }
        return try sign(
            .consent, header: original.header.setting("jwk", .object(key.json)), payload: payload,
            key: holder)
    }

    /// The response, padded unless the test alters the pad.
    private func plaintext(_ response: JSONValue) throws -> [UInt8] {
        let altersPad = alterations.contains {
            if case .payload("pad", _) = $0.change { $0.part == .response } else { false }
        }
        guard !altersPad else { return bytes(.response, response) }
        let bare = bytes(.response, response.setting("pad", "")).count
        let room = (16_384 - bare % 16_384) % 16_384
        return bytes(
            .response, response.setting("pad", .string(String(repeating: "0", count: room))))
    }

    // MARK: Registration and receipt

    private func register(
        _ consent: String, _ package: String, request: String, directory: JSONValue,
        into files: inout [String: String]
    ) throws {
        let original = try Parts(real.text("registration.json"))
        let packageHash = JSONValue.string(Base64URL.encode(SHA256.hash(utf8: package)))
        let log = try LogPart(
            entry: self.payload(
                .entry,
                [
                    "time": original.payload.at("iat"), "event": "consent",
                    "actor": .string(try real.sealer("service").oin),
                    "document": try Self.hash(consent),
                ]), key: real.logKey, directory: files["directory.jwt"] ?? "")
        let payload = original.payload.setting("directory", directory)
            .setting("consent", try Self.hash(consent)).setting("package", packageHash)
            .setting("log", log.json)
        let registration = try jades(.registration, like: original, payload: payload, by: "service")
        files["registration.json"] = registration
        let receipt = try Parts(real.text("receipt.json"))
        files["receipt.json"] = try jades(
            .receipt, like: receipt,
            payload: receipt.payload.setting("request", try Self.hash(request))
                .setting("consent", try Self.hash(consent)).setting("package", packageHash)
                .setting("registration", try Self.hash(registration))
                .setting("checkpoint", .string(log.checkpoint)), by: "woonhaven")
        files["checkpoint"] = log.checkpoint
        files["consent.tlog-proof"] = log.proof
        files["log-entry.json"] = String(decoding: bytes(.record, log.record), as: UTF8.self)
        if withdraws { try withdraw(consent, into: &files) }
    }

    /// The citizen's withdrawal, or the seal's that the test names; and what the recipient answers.
    private func withdraw(_ consent: String, into files: inout [String: String]) throws {
        let given = try Parts(consent)
        let key = JWK(holder.publicKey)
        var sealer: Sealer?
        for case .seal(let party) in changes(of: .withdrawal) { sealer = try real.sealer(party) }
        let header: JSONObject =
            if let sealer {
                [
                    "alg": "ES256", "typ": "withdrawal+jwt",
                    "x5c": .array(sealer.x5c.map { .string($0) }),
                ]
            } else {
                ["alg": "ES256", "typ": "withdrawal+jwt", "jwk": .object(key.json)]
            }
        let withdrawal = try sign(
            .withdrawal, header: .object(header),
            payload: [
                "iss": .string(sealer?.uri ?? key.thumbprintURI),
                "iat": given.payload.at("iat"), "jti": "AAAAAAAAAAAAAAAAAAAAAA",
                "consent_id": given.payload.at("jti"), "consent": try Self.hash(consent),
            ], key: sealer?.key ?? holder)
        files["withdrawal.jwt"] = withdrawal
        let receipt = try Parts(real.text("receipt.json"))
        files["deletion-receipt.json"] = try jades(
            .deletion, like: receipt,
            payload: [
                "iss": "", "iat": receipt.payload.at("iat"), "jti": "AAAAAAAAAAAAAAAAAAAAAA",
                "withdrawal": try Self.hash(withdrawal), "consent": try Self.hash(consent),
            ], by: "woonhaven")
    }
}
