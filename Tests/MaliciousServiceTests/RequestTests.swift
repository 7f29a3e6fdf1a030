import BlueButton
import JOSE
import OpenSSL
import ProofOfConcept
import StrictJSON
import Testing
import Trust

@testable import CitizenCommands

/// Requests that are not what an accredited corporation may ask, or not its own.
///
/// The citizen's program fetches a request from the corporation itself, so the attacker needs a
/// corporation's place, or its key, to begin with. Here another corporation has joined it.
@Suite(.serialized) struct RequestTests {
    @Test func `a link to the service's own place is not followed`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let link = RequestLink(
                clientID: "x509_hash:x",
                address: "https://localhost:\(scene.keys.ports.service)/r/one")
            #expect(await code { _ = try await citizen.request(link) } == "origin-not-allowed")
        }
    }

    @Test func `a corporation's request is not taken from another's place`() async throws {
        try await Scene.play(joined: true) { scene in
            let citizen = try await scene.citizen()
            let real = try await citizen.request(try await scene.link()).request
            let link = try scene.post(real.text, clientID: real.clientID)
            #expect(await code { _ = try await citizen.request(link) } == "origin-not-allowed")
            let other = try scene.post(real.text)
            #expect(await code { _ = try await citizen.request(other) } == "client-mismatch")
        }
    }

    @Test func `terms cannot be widened under a corporation's seal`() async throws {
        try await refused("signature-invalid") { text, _ in
            try Forging.altered(text) { $0.changeTerms { $0["retention"] = "P30Y" } }
        }
    }

    @Test func `a request under the service's seal is refused`() async throws {
        try await refused("wrong-role") { text, keys in
            try Forging.sealed(text, type: "oauth-authz-req+jwt", by: keys.sealer("service"))
        }
    }

    @Test func `a corporation cannot ask under another's certificate hash`() async throws {
        try await refused("client-mismatch") { text, keys in
            try Forging.sealed(text, type: "oauth-authz-req+jwt", by: keys.sealer("stadswonen"))
        }
    }

    @Test func `a corporation cannot ask in another's name`() async throws {
        try await refused("terms-mismatch", joinedWith: { _ in })
    }

    @Test func `a corporation cannot rename itself`() async throws {
        try await refused("terms-mismatch") { payload in
            payload.changeTerms {
                $0["recipient"] = ["oin": "00000099000000000202", "name": "De Woonhaven"]
            }
        }
    }

    @Test func `a package cannot be redirected to another origin`() async throws {
        try await refused("origin-not-allowed") { payload in
            payload.nameStadswonen()
            payload["response_uri"] = "https://localhost:1/v1/responses"
        }
    }

    @Test func `a withdrawal cannot be redirected to another origin`() async throws {
        try await refused("origin-not-allowed") { payload in
            payload.nameStadswonen()
            payload.changeTerms { $0["withdrawal"] = "https://localhost:1/v1/withdrawals" }
        }
    }

    @Test func `terms cannot name another purpose than the directory's`() async throws {
        try await refused("claims-not-accredited") { payload in
            payload.nameStadswonen()
            payload.changeTerms {
                $0["purpose"] = [
                    "term": "https://w3id.org/dpv#Marketing", "text": ["nl": "x", "en": "x"],
                ]
            }
        }
    }

    @Test func `terms cannot be tied to what is not asked`() async throws {
        try await refused("terms-mismatch") { payload in
            payload.nameStadswonen()
            payload.changeTerms { $0["credential_ids"] = ["alles"] }
        }
    }

    @Test(arguments: [
        ("burgerservicenummer", "bsn-not-allowed"), ("nationaliteiten", "claims-not-accredited"),
    ])
    func `more cannot be asked than the directory allows`(
        _ claim: String, _ expected: String
    ) async throws {
        try await refused(expected) { payload in
            payload.nameStadswonen()
            payload.ask(claim)
        }
    }

    // MARK: Trying

    /// Posts a changed request of De Woonhaven at the joined corporation's place.
    private func refused(
        _ expected: String, _ change: @escaping @Sendable (String, Keyring) throws -> String
    ) async throws {
        try await Scene.play(joined: true) { scene in
            let citizen = try await scene.citizen()
            let real = try await citizen.request(try await scene.link()).request
            let link = try scene.post(change(real.text, scene.keys))
            #expect(await code { _ = try await citizen.request(link) } == expected)
        }
    }

    /// Posts a request that the joined corporation sealed itself.
    private func refused(
        _ expected: String, joinedWith change: @escaping @Sendable (inout JSONObject) -> Void
    ) async throws {
        try await refused(expected) { text, keys in
            let sealer = try keys.sealer("stadswonen")
            let origin = "https://localhost:\(keys.ports.stadswonen)"
            return try Forging.sealed(text, type: "oauth-authz-req+jwt", by: sealer) { payload in
                payload["client_id"] = .string(
                    PresentationRequest.clientID(of: sealer.chain[0]))
                payload["response_uri"] = .string("\(origin)/v1/responses")
                payload.changeTerms { $0["withdrawal"] = .string("\(origin)/v1/withdrawals") }
                change(&payload)
            }
        }
    }
}

extension JSONObject {
    /// Changes the terms inside `transaction_data`.
    mutating func changeTerms(_ change: (inout JSONObject) -> Void) {
        guard let entry = self["transaction_data"]?.arrayValue?.first?.stringValue,
            let bytes = try? Base64URL.decode(entry),
            var terms = (try? JSONValue.parse(bytes, maximumBytes: 65_536))?.objectValue
        else { return }
        change(&terms)
        self["transaction_data"] = [
            .string(Base64URL.encode(JSONValue.object(terms).bytes()))
        ]
    }

    /// Makes the terms those of the joined corporation.
    mutating func nameStadswonen() {
        changeTerms {
            $0["recipient"] = ["oin": "00000099000000000202", "name": "Stadswonen (test)"]
        }
    }

    /// Adds a claim to the first query.
    mutating func ask(_ claim: String) {
        var query = self["dcql_query"]?.objectValue ?? [:]
        var queries = query["credentials"]?.arrayValue ?? []
        var first = queries.first?.objectValue ?? [:]
        first["claims"] = .array((first["claims"]?.arrayValue ?? []) + [["path": [.string(claim)]]])
        queries[0] = .object(first)
        query["credentials"] = .array(queries)
        self["dcql_query"] = .object(query)
    }
}
