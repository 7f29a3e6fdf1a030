import BlueButton
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import Transport

@testable import HousingReceiver

/// The pages that a citizen opens, and the back office's own way to confirm, over real TLS.
struct ConfirmationPageTests {
    private struct Delivered: Sendable {
        let release: Release
        let reply: HTTPReply
        let code: String
    }

    private func deliver(to receiver: RunningReceiver) async throws -> Delivered {
        let applicant = try Applicant(receiver.world)
        let release = try applicant.release(to: try await receiver.request())
        let reply = try await receiver.deliver(
            release.package.text,
            try applicant.registration(of: release.consent, release.package))
        let code = try receiver.confirmation(reply).drop { $0 != "=" }.dropFirst()
        return Delivered(release: release, reply: reply, code: String(code))
    }

    private func package(_ delivered: Delivered, at receiver: RunningReceiver) async throws
        -> JSONReader
    {
        try await receiver.office("/v1/packages/\(delivered.release.consent.id.text)").reader
    }

    @Test func `the back office sees no value before the confirmation`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let delivered = try await deliver(to: receiver)
            let waiting = try await package(delivered, at: receiver)
            #expect(try waiting.string("state") == "waiting")
            #expect(try waiting.array("claims").isEmpty)
            let page = try await receiver.confirm(delivered.reply, delivered.release)
            #expect(page.status == 200)
            #expect(page.text.contains("Bevestigd") && page.text.contains("Confirmed"))
            #expect(!page.text.contains("Roos"))
            let policy = page.headers["Content-Security-Policy"] ?? ""
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(page.headers["Referrer-Policy"] == "no-referrer")
            #expect(page.headers["Cache-Control"] == "no-store")
            let usable = try await package(delivered, at: receiver)
            #expect(try usable.string("state") == "confirmed")
            #expect(try usable.array("claims").count == 4)
        }
    }

    @Test func `what is wrong gets one answer, whatever is wrong`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let delivered = try await deliver(to: receiver)
            let bits = delivered.release.confirmation.text
            let wrong = try DocumentID().text
            let paths = [
                "/confirm", "/confirm?", "/confirm?response_code=\(delivered.code)",
                "/confirm?confirm=\(bits)",
                "/confirm?response_code=\(delivered.code)&confirm=\(wrong)",
                "/confirm?response_code=\(wrong)&confirm=\(bits)",
                "/confirm?response_code=\(bits)&confirm=\(delivered.code)",
                "/confirm?response_code=\(delivered.code)&confirm=\(bits)&confirm=\(bits)",
                "/confirm?response_code=\(delivered.code)&confirm=%FF",
            ]
            var bodies = Set<[UInt8]>()
            for path in paths {
                let answer = try await receiver.get(path)
                #expect(answer.status == 403 && answer.problem == "confirmation-refused")
                bodies.insert(answer.body)
            }
            #expect(bodies.count == 1)
            let page = try await receiver.get(paths[0], accept: "text/html,*/*;q=0.8")
            #expect(page.status == 403 && page.mediaType == "text/html")
            #expect(page.text.contains("Niet bevestigd") && page.text.contains("Not confirmed"))
            #expect(try await package(delivered, at: receiver).string("state") == "waiting")
        }
    }

    @Test func `a front of the corporation's own confirms at the back office`() async throws {
        try await RunningReceiver.whileRunning { receiver in
            let delivered = try await deliver(to: receiver)
            let request = try await package(delivered, at: receiver).string("request")
            let order: JSONObject = [
                "response_code": .string(delivered.code),
                "confirm": delivered.release.confirmation.json, "request": .string(request),
            ]
            func with(_ name: String, _ value: JSONValue) -> JSONValue {
                var changed = order
                changed[name] = value
                return .object(changed)
            }
            let wrong = try DocumentID().json
            let orders: [(JSONValue, Int, String)] = [
                (with("response_code", wrong), 403, "confirmation-refused"),
                (with("confirm", wrong), 403, "confirmation-refused"),
                (with("request", wrong), 403, "confirmation-refused"),
                (with("confirm", 1), 400, "malformed"), (with("extra", 1), 400, "malformed"),
                (["confirm": wrong], 400, "malformed"), ([], 400, "malformed"),
            ]
            for (body, status, code) in orders {
                let answer = try await receiver.office("/v1/confirmations", body)
                #expect(answer.status == status && answer.problem == code)
            }
            for _ in 0..<2 {
                let answer = try await receiver.office("/v1/confirmations", .object(order))
                #expect(answer.status == 200)
                #expect(try answer.reader.string("state") == "confirmed")
                #expect(try answer.reader.string("id") == delivered.release.consent.id.text)
            }
            // It is no route of the public door.
            let outside = try await receiver.post(
                "/v1/confirmations", "application/json", JSONValue.object(order).bytes())
            #expect(outside.status == 404)
        }
    }

    @Test func `where a front of its own confirms, our page does not`() async throws {
        let page = ReleaseWorld.address("woonhaven") + "/mijn/bevestig?taal=nl"
        try await RunningReceiver.whileRunning(confirmationPage: page) { receiver in
            let applicant = try Applicant(receiver.world)
            let release = try applicant.release(to: try await receiver.request())
            let reply = try await receiver.deliver(
                release.package.text,
                try applicant.registration(of: release.consent, release.package))
            let address = try reply.reader.string("redirect_uri")
            #expect(address.hasPrefix(page + "&response_code="))
            let code = String(address.dropFirst(page.count + "&response_code=".count))
            let bits = release.confirmation.text
            let ours = try await receiver.get("/confirm?response_code=\(code)&confirm=\(bits)")
            #expect(ours.status == 404 && ours.problem == "not-found")
            let front = try await receiver.office(
                "/v1/confirmations", ["response_code": .string(code), "confirm": .string(bits)])
            #expect(front.status == 200)
        }
    }

    @Test(arguments: ["https://elsewhere.example/confirm", "http://woonhaven.example", "confirm"])
    func `a page that the directory does not let us have stops the program`(_ page: String)
        async throws
    {
        #expect(
            await code {
                try await RunningReceiver.whileRunning(confirmationPage: page) { _ in }
            } == "origin-not-allowed")
    }

    @Test func `the privacy notice says who, what for, on which ground and for how long`()
        async throws
    {
        try await RunningReceiver.whileRunning { receiver in
            let page = try await receiver.get("/privacy")
            #expect(page.status == 200 && page.mediaType == "text/html")
            let name = try receiver.world.directory
                .recipient(OIN("00000099000000000201")).name
            #expect(page.text.contains(Page.escape(name)))
            for template in RequestTemplate.all {
                #expect(page.text.contains(Page.escape(template.purposeText.nl)))
                #expect(page.text.contains(Page.escape(template.purposeText.en)))
                #expect(page.text.contains(Page.escape(template.legalBasis)))
            }
            #expect(page.text.contains("1 jaar") && page.text.contains("1 year"))
            #expect(page.text.contains(#"lang="nl""#) && page.text.contains(#"lang="en""#))
        }
    }

    @Test func `text on a page is escaped`() {
        #expect(
            Page.escape(#"<a href="x" class='y'>&"#)
                == "&lt;a href=&quot;x&quot; class=&#39;y&#39;&gt;&amp;")
    }
}
