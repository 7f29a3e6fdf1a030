import BlueButton
import Logging
import OpenSSL
import ReleaseKit
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import CitizenCommands

/// The way back from the login page, on this machine.
@Suite(.timeLimit(.minutes(2)))
struct LoopbackTests {
    private static let issuer = "https://digid.example"
    private static let log = LogBook()

    private static func login(
        within patience: Duration = .seconds(60),
        _ browser: @escaping @Sendable (_ redirect: String, PublicClient) async throws -> Void
    ) async throws -> [(String, String)] {
        let anchors = try ReleaseWorld.shared.get().trust.anchors(for: .tls)
        let client = try PublicClient(anchorsPEM: anchors.map(\.pem).joined())
        let answer: Result<[(String, String)], any Error>
        do {
            answer = .success(
                try await LoopbackListener.answer(
                    language: .nl, within: patience, logger: log.logger,
                    accept: { LoginFlow.isAnswer($0, state: "our-state", issuer: issuer) },
                    begin: { redirect in try await browser(redirect, client) }))
        } catch {
            answer = .failure(error)
        }
        await client.shutdown()
        return try answer.get()
    }

    private static func status(
        _ address: String, _ fields: [(String, String)], _ client: PublicClient
    ) async throws -> Int {
        try await client.get(
            PercentEncoding.adding(fields, to: address), maximumBytes: 65_536,
            deadline: .now + .seconds(20)
        ).status
    }

    @Test func `our own answer ends the login`() async throws {
        let fields = try await Self.login { redirect, client in
            #expect(redirect.hasPrefix("http://127.0.0.1:") && redirect.hasSuffix("/callback"))
            let status = try await Self.status(
                redirect, [("code", "c"), ("state", "our-state"), ("iss", Self.issuer)], client)
            #expect(status == 200)
        }
        #expect(fields.map(\.0) == ["code", "state", "iss"])
    }

    @Test func `the answer to another login, or of another provider, ends nothing`() async throws {
        let fields = try await Self.login { redirect, client in
            for foreign in [
                [("code", "theirs"), ("state", "other"), ("iss", Self.issuer)],
                [("code", "theirs"), ("state", "our-state"), ("iss", "https://evil.example")],
                [("code", "theirs"), ("state", "our-state")],
                [("code", "theirs"), ("iss", Self.issuer)],
                [("state", ""), ("iss", "")], [],
                [("state", "other"), ("state", "our-state"), ("iss", Self.issuer)],
            ] {
                let status = try await Self.status(redirect, foreign, client)
                #expect(status == 400)
            }
            let elsewhere = try await Self.status(
                redirect + "/more", [("state", "our-state"), ("iss", Self.issuer)], client)
            #expect(elsewhere == 404)
            _ = try await Self.status(
                redirect, [("code", "ours"), ("state", "our-state"), ("iss", Self.issuer)], client)
        }
        #expect(fields[0].1 == "ours")
        #expect(!Self.log.text.contains("theirs") && !Self.log.text.contains("our-state"))
    }

    @Test func `a login that nobody finishes ends by itself`() async throws {
        let error = await #expect(throws: CitizenError.self) {
            _ = try await Self.login(within: .milliseconds(100)) { _, _ in }
        }
        #expect(error?.kind == .notLoggedIn && error?.code == "login-timeout")
    }

    @Test func `a page that cannot be shown is told`() async throws {
        let shown = CitizenError(.refused, code: "no-browser", "expected a browser")
        let error = await #expect(throws: CitizenError.self) {
            _ = try await Self.login { _, _ in throw shown }
        }
        #expect(error?.code == "no-browser")
    }
}

struct RequestLinkTests {
    @Test func `a link is read whatever its scheme, and written back`() throws {
        let plain = RequestLink(clientID: "x509_hash:abc", address: "https://w.example/r/1?a=b&c")
        #expect(try RequestLink(plain.text) == plain)
        let haip = plain.text.replacing("openid4vp://", with: "haip-vp://")
        #expect(try RequestLink(haip) == plain)
    }

    @Test(arguments: [
        "", "https://w.example/r/1", "openid4vp:?client_id=a&request_uri=https%3A%2F%2Fw",
        "OPENID4VP://?client_id=a&request_uri=https%3A%2F%2Fw", "openid4vp://?",
        "openid4vp://?client_id=a", "openid4vp://?request_uri=https%3A%2F%2Fw.example",
        "openid4vp://?client_id=a&request_uri=http%3A%2F%2Fw.example",
        "openid4vp://?client_id=a&request_uri=file%3A%2F%2F%2Fetc%2Fpasswd",
        "openid4vp://?client_id=a&request_uri=https%3A%2F%2Fuser%40w.example",
        "openid4vp://?client_id=a&request_uri=https%3A%2F%2Fw.example%23x",
        "openid4vp://?client_id=a&client_id=b&request_uri=https%3A%2F%2Fw.example",
        "openid4vp://?client_id=a&request_uri=https%3A%2F%2Fw.example&x",
        "openid4vp://?client_id=%zz&request_uri=https%3A%2F%2Fw.example",
        "openid4vp://?client_id=%ff&request_uri=https%3A%2F%2Fw.example",
        "openid4vp://?client_id=\(String(repeating: "a", count: 4097))",
    ])
    func `what is no link of a request is refused`(text: String) {
        let refusal = #expect(throws: Refusal.self) { try RequestLink(text) }
        #expect(refusal?.code == .malformed)
        #expect(text.isEmpty || refusal?.message.contains(text) == false)
    }
}
