import BlueButton
import HTTPTypes
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import StrictJSON
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import HousingReceiver

/// The program as a whole, over real TLS.
struct ReceiverProgramTests {
    @Test func `from request to deletion, over the wire`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let request = try await receiver.request()
            let applicant = try Applicant(receiver.world)
            let release = try applicant.release(to: request)
            let registration = try applicant.registration(of: release.consent, release.package)

            let delivered = try await receiver.deliver(release.package.text, registration)
            #expect(delivered.status == 200 && delivered.headers["API-Version"] != nil)
            let receipt = try Receipt.verify(
                Array(delivered.reader.string("receipt").utf8), trust: receiver.world.trust,
                at: receiver.world.time)
            #expect(receipt.package == release.package.hash)
            let again = try await receiver.deliver(release.package.text, registration)
            #expect(again.body == delivered.body)
            let confirmed = try await receiver.confirm(delivered, release)
            #expect(confirmed.status == 200 && confirmed.mediaType == "text/html")

            let listed = try await receiver.office("/v1/packages")
            let id = release.consent.id.text
            #expect(try listed.reader.array("packages").map { try $0.string("id") } == [id])
            let shown = try await receiver.office("/v1/packages/\(id)")
            let claims = try shown.reader.array("claims")
            #expect(
                try claims.map { try $0.string("name") } == [
                    "naam", "geboorte", "adres", "inkomen-2025",
                ])
            #expect(try claims[2].strings("qualifiers") == ["inOnderzoek", "geheimhouding"])
            let evidence = try await receiver.office("/v1/packages/\(id)/evidence")
            #expect(try evidence.reader.string("package") == release.package.text)
            #expect(try evidence.reader.string("registration") == registration)
            #expect(try evidence.reader.string("consent") == release.consent.text)

            let withdrawal = try Withdrawal.sign(
                release.consent, holderKey: applicant.holderKey, at: receiver.world.time)
            let deleted = try await receiver.post(
                "/v1/withdrawals", "application/jwt", Array(withdrawal.utf8))
            #expect(deleted.status == 200 && deleted.mediaType == "application/jose+json")
            _ = try DeletionReceipt.verify(
                deleted.body, trust: receiver.world.trust, at: receiver.world.time)
            let gone = try await receiver.office("/v1/packages/\(id)")
            #expect(try gone.reader.array("claims").isEmpty)
            let refused = try await receiver.deliver(release.package.text, registration)
            #expect(refused.status == 409 && refused.problem == "consent-withdrawn")
        }
    }

    @Test func `a withdrawal of an unknown consent is kept, and said to be`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let applicant = try Applicant(receiver.world)
            let release = try applicant.release(to: try await receiver.request())
            let withdrawal = try Withdrawal.sign(
                release.consent, holderKey: applicant.holderKey, at: receiver.world.time)
            let kept = try await receiver.post(
                "/v1/withdrawals", "application/jwt", Array(withdrawal.utf8))
            #expect(kept.status == 202)
            #expect(try kept.reader.string("state") == "kept")
        }
    }

    @Test func `what is not as it should be is refused, each with its problem`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let form = FormBody.contentType
            let large = [UInt8](repeating: 0x61, count: DocumentLimits.releaseBody + 1)
            let answers: [(HTTPReply, Int, String)] = [
                (try await receiver.get("/r/AAAAAAAAAAAAAAAAAAAAAA"), 404, "request-unknown"),
                (try await receiver.get("/r/x"), 404, "request-unknown"),
                (try await receiver.get("/r"), 404, "not-found"),
                (try await receiver.get("/v1/responses"), 405, "method-not-allowed"),
                (try await receiver.get("/confirm"), 403, "confirmation-refused"),
                (try await receiver.post("/confirm", form, []), 405, "method-not-allowed"),
                (
                    try await receiver.post("/v1/responses", "application/json", []), 415,
                    "content-type"
                ),
                (try await receiver.post("/v1/responses", form, []), 400, "malformed"),
                (
                    try await receiver.post("/v1/responses", form, Array("response=x".utf8)), 400,
                    "malformed"
                ),
                (
                    try await receiver.post(
                        "/v1/responses", form, Array("response=x&response=y".utf8)), 400,
                    "malformed"
                ),
                (try await receiver.post("/v1/responses", form, large), 413, "too-large"),
                (try await receiver.deliver("no package", "{}"), 400, "malformed"),
                (
                    try await receiver.post("/v1/withdrawals", "text/plain", []), 415,
                    "content-type"
                ),
                (
                    try await receiver.post("/v1/withdrawals", "application/jwt", [0xFF]), 400,
                    "malformed"
                ),
                (
                    try await receiver.post("/v1/withdrawals", "application/jwt", large), 413,
                    "too-large"
                ),
                // The back office is behind its own door.
                (try await receiver.get("/v1/packages"), 404, "not-found"),
            ]
            for (answer, status, code) in answers {
                #expect(answer.status == status && answer.problem == code)
            }
        }
    }

    @Test func `a package for another corporation is refused at the door`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let (request, _) = try receiver.world.request(of: "stadswonen")
            let applicant = try Applicant(receiver.world)
            let release = try applicant.release(to: request)
            let answer = try await receiver.deliver(
                release.package.text,
                try applicant.registration(of: release.consent, release.package))
            #expect(answer.status == 422 && answer.problem == "package-mismatch")
        }
    }

    @Test func `the back office refuses what it does not know`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let order: JSONObject = [
                "template": "passend-toewijzen", "tax_year": 2025, "reference": "W-1",
            ]
            func with(_ name: String, _ value: JSONValue) -> JSONValue {
                var changed = order
                changed[name] = value
                return .object(changed)
            }
            let orders: [(JSONValue, Int, String)] = [
                (with("template", "iets"), 422, "query-refused"),
                (with("tax_year", 2040), 403, "claims-not-accredited"),
                (with("tax_year", "2025"), 400, "malformed"),
                (with("extra", 1), 400, "malformed"),
                (with("reference", ""), 400, "malformed"),
                ([], 400, "malformed"),
            ]
            for (body, status, code) in orders {
                let answer = try await receiver.office("/v1/requests", body)
                #expect(answer.status == status && answer.problem == code)
            }
            let unknown = try DocumentID().text
            for path in ["/v1/packages/x", "/v1/packages/\(unknown)", "/v1/packages/x/evidence"] {
                let answer = try await receiver.office(path)
                #expect(answer.status == 404 && answer.problem == "package-unknown")
            }
            #expect(try await receiver.office("/v1/requests").reader.array("requests").isEmpty)
        }
    }

    @Test(
        arguments: [
            ("127.0.0.1:8080", true), ("localhost", true), ("[::1]:8080", true),
            ("rebound.example", false), ("rebound.example:8080", false),
            ("127.0.0.1.example", false),
            ("10.0.0.1:8080", false), ("localhost/@rebound.example", false), ("", false),
            (nil, false),
        ] as [(String?, Bool)])
    func `the back office in plain HTTP answers this machine's own name alone`(
        _ authority: String?, _ isAccepted: Bool
    ) {
        #expect(LoopbackHostMiddleware.accepts(authority) == isAccepted)
    }

    @Test func `a page that reaches the back office under a name of its own is refused`()
        async throws
    {
        try await RunningReceiver.whileRunning { receiver in
            func answer(toHost host: String) async throws -> String {
                let script = """
                    exec 3<>/dev/tcp/127.0.0.1/\(receiver.officePort)
                    printf 'GET /v1/packages HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' \
                    "$0" >&3
                    cat <&3
                    """
                return try await Command(path: "/bin/bash", arguments: ["-c", script, host])
                    .run().output
            }
            let refused = try await answer(toHost: "rebound.example:\(receiver.officePort)")
            #expect(refused.hasPrefix("HTTP/1.1 403") && refused.contains(#""host-refused""#))
            let ours = try await answer(toHost: "localhost:\(receiver.officePort)")
            #expect(ours.hasPrefix("HTTP/1.1 200") && ours.contains(#""packages""#))
        }
    }

    @Test(
        arguments: [
            (LogUnreachable(), "log-unreachable"),
            (DirectoryUnavailable(), "directory-unavailable"),
        ] as [(any Error, String)])
    func `what may pass is told so, and a delivery is tried again`(
        error: any Error, code: String
    ) throws {
        let problem = try #require(ReceiverProblems.problem(error))
        #expect(problem.status == .serviceUnavailable && problem.code == code)
    }

    @Test func `the back office with certificates demands one that is listed`() async throws {
        let ours: Set<String> = ["00000099000000000201"]
        try await RunningReceiver.whileRunning(officeClients: ours) { receiver in
            let (trust, time) = (receiver.world.trust, receiver.world.time)
            let peer = PeerJudgement.server(
                "00000099000000000201", trust: { trust }, now: { time })
            func packages(as client: OrganisationClient) async throws -> Int {
                try await client.get(
                    "https://localhost:\(receiver.officePort)/v1/packages", peer: peer,
                    maximumBytes: 1 << 20, deadline: .now + .seconds(20)
                ).status
            }
            #expect(try await packages(as: receiver.client) == 200)
            let stranger = try OrganisationClient(
                identity: RunningReceiver.identity(of: receiver.world.pki.party("stadswonen")))
            await #expect(throws: TransportError.self) {
                _ = try await packages(as: stranger)
            }
            let nobody = try OrganisationClient(identity: nil)
            await #expect(throws: TransportError.self) { _ = try await packages(as: nobody) }
            await stranger.shutdown()
            await nobody.shutdown()
        }
    }

    @Test func `health and the interface's description are there`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let health = try await receiver.get("/v1/health")
            #expect(health.status == 200)
            let description = try await receiver.get("/v1/openapi.json")
            #expect(description.text == PublicInterface.description.document.text)
        }
    }

    @Test func `a program that the directory does not list does not start`() async throws {
        let world = try ReleaseWorld.shared.get()
        let elsewhere = try world.directory(
            addresses: ["woonhaven": "https://elsewhere.example"], version: 2)
        let refusals = [
            await code {
                try await RunningReceiver.whileRunning(directory: elsewhere.text) { _ in }
            },
            await code { try await RunningReceiver.whileRunning("brp") { _ in } },
            await code { try await RunningReceiver.whileRunning(directory: "a.b.c") { _ in } },
        ]
        #expect(refusals == ["origin-not-allowed", "recipient-unknown", "malformed"])
    }
}
