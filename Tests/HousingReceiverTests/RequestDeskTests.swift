import BlueButton
import OpenSSL
import ReleaseKit
import Testing

@testable import HousingReceiver

struct RequestDeskTests {
    @Test func `a request asks what its template says, under its terms`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        #expect(request.query.queries.map(\.id) == ["persoon", "inkomen"])
        #expect(request.query.required == ["persoon", "inkomen"])
        #expect(request.query["persoon"]?.claims.map(\.name) == ["naam", "geboorte", "adres"])
        #expect(request.query["inkomen"]?.claims.map(\.name) == ["inkomen-2025"])
        #expect(request.terms.retention == "P1Y")
        #expect(request.terms.withdrawal == "https://woonhaven.example:8443/v1/withdrawals")
        #expect(request.expires == request.issuedAt + 14 * 86_400)
    }

    @Test func `no two requests share a key, a nonce, a state or an address`() async throws {
        let corporation = try await Corporation()
        let first = try await corporation.request()
        let second = try await corporation.request()
        #expect(first.encryptionKey != second.encryptionKey)
        #expect(first.nonce != second.nonce && first.state != second.state)
        let stored = try await corporation.store.requests(limit: 10)
        #expect(Set(stored.map(\.code)).count == 2)
        #expect(stored.allSatisfy { $0.state == .open && $0.privateKey != nil })
    }

    @Test func `the link leads to the request, until it ends`() async throws {
        let corporation = try await Corporation()
        let made = try await corporation.requests.make(
            template: "passend-toewijzen", taxYear: 2024, reference: "W-1")
        let link = try RequestLink(made.link.text)
        let code = made.request.code.text
        #expect(link.address == "https://woonhaven.example:8443/r/\(code)")
        #expect(try await corporation.requests.object(code: code) == made.request.text)
        corporation.clock.now = made.request.expires
        let refusal = await HousingReceiverTests.code {
            _ = try await corporation.requests.object(code: code)
        }
        #expect(refusal == "request-unknown")
    }

    @Test(arguments: ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", "../../etc/passwd"])
    func `an address of ours that leads nowhere is unknown`(_ text: String) async throws {
        let corporation = try await Corporation()
        #expect(
            await code { _ = try await corporation.requests.object(code: text) }
                == "request-unknown")
    }

    @Test(arguments: [
        ("zelfbedacht", Int64(2025), "W-1", "query-refused"),
        ("passend-toewijzen", 1999, "W-1", "malformed"),
        ("passend-toewijzen", 20_255, "W-1", "malformed"),
        ("passend-toewijzen", 2040, "W-1", "claims-not-accredited"),
        ("passend-toewijzen", 2025, "", "malformed"),
        ("passend-toewijzen", 2025, "a\u{1B}[2J", "malformed"),
        ("passend-toewijzen", 2025, String(repeating: "x", count: 101), "malformed"),
        ("passend-toewijzen", 2025, "huurder 123456782", "bsn-not-allowed"),
    ])
    func `an order outside template, accreditation or form is refused`(
        _ template: String, _ year: Int64, _ reference: String, _ expected: String
    ) async throws {
        let corporation = try await Corporation()
        let refusal = await code {
            _ = try await corporation.requests.make(
                template: template, taxYear: year, reference: reference)
        }
        #expect(refusal == expected)
        #expect(try await corporation.store.requests(limit: 1).isEmpty)
    }

    @Test func `nothing new is asked by a directory that has ended`() async throws {
        let corporation = try await Corporation()
        corporation.clock.now = corporation.world.directory.expires
        let refusal = await code { _ = try await corporation.request() }
        #expect(refusal == "expired")
    }
}
