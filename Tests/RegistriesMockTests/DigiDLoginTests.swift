import StrictJSON
import TestKit
import Testing
import Transport

@testable import RegistriesMock

@Suite struct DigiDLoginTests {
    @Test func `the provider describes itself`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.get(mocks.issuer + "/.well-known/openid-configuration")
            #expect(reply.json["issuer"] == .string(mocks.issuer))
            #expect(reply.json["token_endpoint"] == .string(mocks.issuer + "/token"))
            #expect(reply.json["code_challenge_methods_supported"] == ["S256"])
            let keys = try await mocks.get(reply.json["jwks_uri"]?.stringValue ?? "")
            let key = keys.json["keys"]?.arrayValue?.first?.objectValue
            #expect(key?["crv"] == "P-256")
            #expect(key?["d"] == nil)
        }
    }

    @Test func `someone picked from the list is sent back with a code`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let page = try await citizen.authorize()
            #expect(page.status == 200)
            #expect(page.text.contains("Sanne de Vries"))
            let reply = try await mocks.post(
                mocks.issuer + "/login",
                form: [("page", Citizen.page(page)), ("persoon", "sanne-de-vries")])
            #expect(reply.status == 303)
            let location = try #require(reply.headers["location"])
            #expect(location.hasPrefix(citizen.redirect + "?"))
            let back = Citizen.back(reply)
            #expect(back["state"] == "the-state")
            #expect(back["iss"] == mocks.issuer)
            #expect(back["code"]?.utf8.count == 43)
        }
    }

    @Test func `a typed number logs in too, also of someone not in the register`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            for slug in ["olga-petrenko", "kees-hofstra"] {
                let page = Citizen.page(try await citizen.authorize())
                let reply = try await mocks.post(
                    mocks.issuer + "/login",
                    form: [
                        ("page", page), ("lang", "en"),
                        ("burgerservicenummer", try Project.bsn(slug)),
                    ])
                #expect(Citizen.back(reply)["code"] != nil)
            }
        }
    }

    @Test(arguments: [("nl", "Wie bent u?", "lang=\"nl\""), ("en", "Who are you?", "lang=\"en\"")])
    func `the page is in the language asked for`(
        language: String, text: String, mark: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await citizen.authorize([("ui_locales", language)])
            #expect(reply.text.contains(text))
            #expect(reply.text.contains("<html \(mark)>"))
            let other = language == "nl" ? "en" : "nl"
            let again = try await mocks.get(
                "\(mocks.issuer)/login?page=\(Citizen.page(reply))&lang=\(other)")
            #expect(again.status == 200)
            #expect(!again.text.contains(text))
        }
    }

    @Test func `the page takes nothing from elsewhere and is framed by nobody`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await Citizen(mocks).authorize()
            let policy = try #require(reply.headers["content-security-policy"])
            #expect(policy.contains("default-src 'none'"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(policy.contains("form-action 'self' http://127.0.0.1:49152"))
            #expect(reply.headers["cache-control"] == "no-store")
            #expect(reply.headers["referrer-policy"] == "no-referrer")
        }
    }

    @Test(arguments: [
        ("client_id", ""), ("client_id", "unknown"), ("redirect_uri", ""),
        ("redirect_uri", "http://127.0.0.1:49152/other"),
        ("redirect_uri", "http://127.0.0.1:49152/callback?x=1"),
        ("redirect_uri", "http://127.0.0.1:49152/callback/"),
        ("redirect_uri", "http://localhost:49152/callback"),
        ("redirect_uri", "https://127.0.0.1:49152/callback"),
        ("redirect_uri", "http://127.0.0.1.example.com/callback"),
        ("redirect_uri", "http://me@127.0.0.1/callback"),
        ("redirect_uri", "http://127.0.0.1/callback#x"),
        ("redirect_uri", "https://evil.example/callback"),
    ]) func `a request of unknown origin is refused on a page and sends nobody anywhere`(
        name: String, value: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await Citizen(mocks).authorize([(name, value)])
            #expect(reply.status == 400)
            #expect(reply.headers["location"] == nil)
            #expect(reply.text.contains("niet mogelijk"))
        }
    }

    @Test(arguments: [
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", "", "unsupported_response_type"),
        ("scope", "profile", "invalid_scope"), ("scope", "", "invalid_scope"),
        ("state", "", "invalid_request"), ("nonce", "", "invalid_request"),
        ("code_challenge", "", "invalid_request"), ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge_method", "", "invalid_request"),
        ("dpop_jkt", "", "invalid_request"), ("dpop_jkt", "x", "invalid_request"),
        ("resource", "", "invalid_target"), ("resource", "https://other.example", "invalid_target"),
        ("resource", "urn:blauweknop:sources", "invalid_target"),
        ("request", "eyJ", "request_not_supported"),
        ("request_uri", "https://x.example", "request_not_supported"),
    ]) func `any other refusal is told to the program, with the provider's name`(
        name: String, value: String, error: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await Citizen(mocks).authorize([(name, value)])
            #expect(reply.status == 303)
            let back = Citizen.back(reply)
            #expect(back["error"] == error)
            #expect(back["iss"] == mocks.issuer)
            #expect(back["code"] == nil)
            if name != "state" { #expect(back["state"] == "the-state") }
        }
    }

    @Test func `a parameter that stands there twice is refused`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let query = PercentEncoding.query(citizen.request() + [("state", "another")])
            let reply = try await mocks.get("\(mocks.issuer)/authorize?\(query)")
            #expect(reply.status == 400)
        }
    }

    @Test(arguments: [
        [("burgerservicenummer", "999000018")], [("burgerservicenummer", "12345")],
        [("burgerservicenummer", "<script>")], [("persoon", "nobody")], [],
    ]) func `a choice that is none shows the form again, and repeats nothing`(
        choice: [(String, String)]
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let page = Citizen.page(try await Citizen(mocks).authorize())
            let reply = try await mocks.post(
                mocks.issuer + "/login", form: [("page", page)] + choice)
            #expect(reply.status == 422)
            #expect(reply.text.contains("role=\"alert\""))
            #expect(Citizen.page(reply) == page)
            for (name, value) in choice where name == "burgerservicenummer" {
                #expect(!reply.text.contains(value))
            }
        }
    }

    @Test(arguments: ["", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
    func `a page that there is not is refused`(page: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.post(
                mocks.issuer + "/login", form: [("page", page), ("persoon", "sanne-de-vries")])
            #expect(reply.status == 400)
        }
    }

    @Test func `a page counts once, and not for ever`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let used = Citizen.page(try await citizen.authorize())
            let form = [("page", used), ("persoon", "sanne-de-vries")]
            #expect(try await mocks.post(mocks.issuer + "/login", form: form).status == 303)
            #expect(try await mocks.post(mocks.issuer + "/login", form: form).status == 400)
            let late = Citizen.page(try await citizen.authorize())
            mocks.clock.advance(901)
            let reply = try await mocks.post(
                mocks.issuer + "/login", form: [("page", late), ("persoon", "sanne-de-vries")])
            #expect(reply.status == 400)
        }
    }

    @Test func `the number stands in no address, page, log or record`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let bsn = try Project.bsn("sanne-de-vries")
            let page = try await citizen.authorize()
            let reply = try await mocks.post(
                mocks.issuer + "/login",
                form: [("page", Citizen.page(page)), ("burgerservicenummer", bsn)])
            _ = try await citizen.redeem(Citizen.back(reply)["code"] ?? "")
            #expect(!page.text.contains(bsn))
            #expect(reply.headers["location"]?.contains(bsn) == false)
            #expect(!mocks.log.text.contains(bsn))
            let requests = try await mocks.get(mocks.control + "/requests")
            #expect(requests.text.contains("/login"))
            #expect(!requests.text.contains(bsn))
            #expect(!requests.text.contains("page="))
        }
    }
}
