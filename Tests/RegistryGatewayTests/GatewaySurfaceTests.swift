import BlueButton
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import StrictJSON
import TestKit
import Testing
import Transport

@testable import RegistryGateway

/// The gateway as the service reaches it: over mutual TLS on a port of its own.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct GatewaySurfaceTests {
    @Test func `the service gets a sealed statement`() async throws {
        try await RunningGateway.whileRunning { gateway in
            gateway.registry.set(.init(text: Self.person))
            let token = try gateway.order.token()
            let mandate = try gateway.order.mandate(for: token)
            let body: JSONValue = [
                "mandate": .string(mandate.text),
                "token": .string(try gateway.order.sealed(token)),
            ]
            let reply = try await gateway.post(RunningGateway.holdings, body.text)
            #expect(reply.status == 200 && reply.mediaType == "application/jwt")
            #expect(reply.headers["api-version"] != nil)
            let statement = try HoldingsStatement.verify(
                reply.text, from: gateway.world.directory.source(slug: "brp"), to: mandate,
                trust: gateway.world.trust, at: gateway.world.time)
            #expect(statement.holdings.map(\.category) == ["persoon"])
            #expect(gateway.registry.bodies.count == 1)
        }
    }

    @Test func `the service gets an attestation that it cannot read`() async throws {
        try await RunningGateway.whileRunning { gateway in
            gateway.registry.set(.init(text: Self.person))
            let token = try gateway.order.token()
            let mandate = try gateway.order.mandate(for: token, gateway.order.attestation())
            let body: JSONValue = [
                "mandate": .string(mandate.text),
                "token": .string(try gateway.order.sealed(token)),
            ]
            let reply = try await gateway.post(RunningGateway.attestations, body.text)
            #expect(reply.status == 200)
            let sealed = try JSONReader(JSONValue.parse(reply.body, maximumBytes: 1 << 20))
                .string("attestation")
            let attestation = try Attestation.verify(
                SealedAttestation.open(sealed, key: gateway.order.decryptionKey), as: .issued,
                directory: gateway.world.directory, trust: gateway.world.trust,
                at: gateway.world.time)
            #expect(attestation["burgerservicenummer"] == .string(ReleaseWorld.bsn))
            #expect(!reply.text.contains(ReleaseWorld.bsn))
        }
    }

    // MARK: Who may ask

    @Test(arguments: ["woonhaven", "bri", "digid", nil])
    func `whoever is not the service is refused in the handshake`(slug: String?) async throws {
        try await RunningGateway.whileRunning(as: slug) { gateway in
            await #expect(throws: TransportError.self) { try await gateway.askForHoldings() }
            #expect(gateway.registry.bodies.isEmpty)
        }
    }

    @Test func `the operator reads the health with its own certificate, and orders nothing`()
        async throws
    {
        try await RunningGateway.whileRunning(as: "brp") { gateway in
            let health = try await gateway.get("/v1/health")
            #expect(health.status == 200 && health.text.contains("ok"))
            let order = try await gateway.askForHoldings()
            #expect(order.status == 403 && order.problemCode == "caller-refused")
            let attestations = try await gateway.post(RunningGateway.attestations, "{}")
            #expect(attestations.status == 403 && attestations.problemCode == "caller-refused")
            #expect(gateway.registry.bodies.isEmpty)
        }
    }

    @Test func `the service's number from another authority is refused`() async throws {
        let impostor = try ReleaseWorld(at: ReleaseWorld.time)
        try await RunningGateway.whileRunning { gateway in
            let client = try OrganisationClient(identity: impostor.tls("service"))
            await #expect(throws: TransportError.self) {
                try await gateway.askForHoldings(by: client)
            }
            await client.shutdown()
            #expect(gateway.registry.bodies.isEmpty)
            let ours = try await gateway.askForHoldings()
            #expect(ours.status == 200)
        }
    }

    // MARK: What is asked

    @Test func `an address of no source here is refused`() async throws {
        try await RunningGateway.whileRunning { gateway in
            for (path, status, code) in [
                ("/v1/sources/00000099000000000102/holdings", 404, "source-unknown"),
                ("/v1/sources/00000099000000000102/attestations", 404, "source-unknown"),
                ("/v1/sources/999993653/holdings", 400, "malformed"),
                ("/v1/sources//holdings", 404, "not-found"), ("/v1/sources", 404, "not-found"),
                ("/v1/health", 405, "method-not-allowed"),
            ] {
                let reply = try await gateway.post(path, "{}")
                #expect(reply.status == status && reply.problemCode == code, "\(path)")
                #expect(!reply.text.contains("999993653"))
            }
            #expect(!gateway.log.text.contains("999993653"))
        }
    }

    @Test func `another type of content is refused`() async throws {
        try await RunningGateway.whileRunning { gateway in
            for type in [nil, "text/plain", "application/jwt", "application/problem+json"] {
                let reply = try await gateway.post(
                    RunningGateway.holdings, #"{"mandate": "", "token": ""}"#, contentType: type)
                #expect(reply.status == 415 && reply.problemCode == "content-type")
            }
        }
    }

    @Test func `a body that is no order is malformed`() async throws {
        try await RunningGateway.whileRunning { gateway in
            for body in [
                "", "{", "[]", "null", #"{"mandate": "a"}"#, #"{"mandate": 1, "token": "b"}"#,
                #"{"mandate": "a", "token": null}"#,
                #"{"mandate": "a", "mandate": "a", "token": "b"}"#,
                #"{"mandate": "a", "token": "b"} {}"#,
                "{\"mandate\": \"\u{0}\", \"token\": \"b\"}",
            ] {
                for path in [RunningGateway.holdings, RunningGateway.attestations] {
                    let reply = try await gateway.post(path, body)
                    #expect(reply.status == 400 && reply.problemCode == "malformed", "\(body)")
                }
            }
        }
    }

    @Test func `a body over its size is refused`() async throws {
        try await RunningGateway.whileRunning { gateway in
            let long = String(repeating: "a", count: 2 * DocumentLimits.body)
            let reply = try await gateway.post(
                RunningGateway.holdings, #"{"mandate": "\#(long)", "token": ""}"#)
            #expect(reply.status == 413 && reply.problemCode == "too-large")
            #expect(try await gateway.askForHoldings().status == 200)
        }
    }

    static let refusedTokens: [(JSONObject, Int, String)] = [
        (["bsn": .null], 401, "token-refused"),
        (["exp": .integer(ReleaseWorld.time.seconds)], 401, "token-expired"),
        (["cnf": ["jkt": .string(String(repeating: "A", count: 43))]], 401, "token-key-mismatch"),
        (["acr": "low"], 403, "assurance-too-low"),
    ]

    @Test func `a token that is refused has its status and code`() async throws {
        try await RunningGateway.whileRunning { gateway in
            for (changes, status, code) in Self.refusedTokens {
                let token = try gateway.order.token(changes)
                let body: JSONValue = [
                    "mandate": .string(try gateway.order.mandate(for: token).text),
                    "token": .string(try gateway.order.sealed(token)),
                ]
                let reply = try await gateway.post(RunningGateway.holdings, body.text)
                #expect(reply.status == status && reply.problemCode == code)
            }
            #expect(gateway.registry.bodies.isEmpty)
            #expect(!gateway.log.text.contains(ReleaseWorld.bsn))
        }
    }

    // MARK: The registry behind

    @Test func `a registry that answers something else never passes for nothing`() async throws {
        try await RunningGateway.whileRunning { gateway in
            for (status, text) in [
                (500, "{}"), (404, "{}"), (401, ""), (302, ""), (200, "not JSON"), (200, "[]"),
                (200, #"{"personen": {}}"#), (200, #"{"personen": [{}]}"#),
                (200, #"{"personen": [{"burgerservicenummer": "999990019"}]}"#),
                (200, #"{"personen": [{}, {}]}"#), (200, #"{"amount": 1.5, "personen": []}"#),
            ] {
                gateway.registry.set(.init(status: status, text: text))
                let reply = try await gateway.askForHoldings()
                #expect(reply.status == 502, "\(text)")
                let code = status == 200 ? "registry-answer-invalid" : "registry-unavailable"
                #expect(reply.problemCode == code, "\(text)")
                #expect(!reply.text.contains("99999"))
            }
        }
    }

    @Test func `a registry that is too slow is told as such`() async throws {
        try await RunningGateway.whileRunning(patience: .milliseconds(300)) { gateway in
            gateway.registry.set(.init(text: "{}", delay: .seconds(30)))
            let reply = try await gateway.askForHoldings()
            #expect(reply.status == 504 && reply.problemCode == "registry-timeout")
        }
    }

    @Test func `a registry of another organisation is not asked`() async throws {
        try await RunningGateway.whileRunning(registryOIN: "00000099000000000999") { gateway in
            let reply = try await gateway.askForHoldings()
            #expect(reply.status == 502 && reply.problemCode == "registry-unavailable")
            #expect(gateway.registry.bodies.isEmpty)
        }
    }

    @Test func `nothing personal is logged`() async throws {
        try await RunningGateway.whileRunning { gateway in
            for (answer, status) in [(200, 200), (500, 502)] {
                gateway.registry.set(.init(status: answer, text: Self.person))
                let reply = try await gateway.askForHoldings()
                #expect(reply.status == status)
            }
            let log = gateway.log.text
            for word in [ReleaseWorld.bsn, "Vries", "eyJ", "Zk3mN1vQ0xYb7cT5hR2pLw"] {
                #expect(!log.contains(word))
            }
        }
    }

    static let person = """
        {"personen": [{"burgerservicenummer": "999993653", "naam": {"geslachtsnaam": "Vries"}}]}
        """

    // MARK: Setting up

    @Test func `a gateway does not start as what the directory does not list`() throws {
        let world = try ReleaseWorld.shared.get()
        let log = LogBook()
        func start(_ configuration: GatewayConfiguration, at time: UnixTime? = nil) throws {
            _ = try GatewayProgram(
                configuration, clock: .fixed(time ?? world.time), logger: log.logger)
        }
        let unknown = #expect(throws: Refusal.self) {
            try start(RunningGateway.configuration(world, seal: "woonhaven"))
        }
        #expect(unknown?.code == .sourceUnknown)
        let otherKey = #expect(throws: SetupError.self) {
            try start(RunningGateway.configuration(world, keys: [P256PrivateKey()]))
        }
        #expect(otherKey?.code == .settingInvalid)
        let ended = #expect(throws: Refusal.self) {
            try start(RunningGateway.configuration(world), at: world.directory.expires)
        }
        // The revocation lists end with the directory.
        #expect(["expired", "revocation-unknown"].contains(ended?.code.rawValue))
        let broken = #expect(throws: Refusal.self) {
            try start(RunningGateway.configuration(world, directory: "no directory"))
        }
        #expect(broken?.code == .malformed)
    }
}
