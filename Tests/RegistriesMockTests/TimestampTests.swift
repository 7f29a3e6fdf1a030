import OpenSSL
import StrictJSON
import Testing
import Transport

@testable import RegistriesMock

/// The time-stamping authority, asked as RFC 3161 says, and what testers make it do wrong.
@Suite struct TimestampTests {
    private static let message = [UInt8]("de handtekening van een document".utf8)

    private func ask(
        _ query: [UInt8], type: String = "application/timestamp-query", at mocks: RunningMocks
    ) async throws -> HTTPReply {
        try await mocks.citizen.post(
            "\(mocks.trustServices)/tsa", headers: [("Content-Type", type)], body: query,
            maximumBytes: 1 << 16, deadline: RunningMocks.soon)
    }

    private func token(_ reply: HTTPReply) throws -> TimestampToken {
        try TimestampToken(der: #require(TimestampResponse(der: reply.body).token))
    }

    private func set(_ fault: String, at mocks: RunningMocks) async throws -> Int {
        try await mocks.put(
            "/faults", Array("{\"trust-services\": \(fault)}".utf8), type: "application/json"
        ).status
    }

    @Test func `a query gets a token of the mock's clock`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let request = try TimestampRequest(over: Self.message)
            let reply = try await ask(request.der, at: mocks)
            #expect(reply.status == 200 && reply.mediaType == "application/timestamp-reply")
            let token = try token(reply)
            #expect(token.time == mocks.clock.now && token.nonce == request.nonce)
            let parties = try Parties.shared.get()
            try token.verify(
                over: Self.message,
                chain: [parties.unit.certificate, parties.authority.certificate])
            #expect(mocks.state.requests.last?.path == "/tsa")
        }
    }

    @Test func `what is no query gets a rejection or a problem`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let request = try TimestampRequest(over: Self.message)
            #expect(try await ask(request.der, type: "text/plain", at: mocks).status == 415)
            #expect(
                try await ask([UInt8](repeating: 0, count: 1 << 17), at: mocks).status == 413)
            for query in [[], [0x30, 0x00], Array("hello".utf8)] as [[UInt8]] {
                let reply = try await ask(query, at: mocks)
                #expect(try TimestampResponse(der: reply.body).status == 2)
            }
            let other = try TimestampRequest(over: Self.message, policy: "2.999.1")
            let reply = try await ask(other.der, at: mocks)
            #expect(try TimestampResponse(der: reply.body).status == 2)
        }
    }

    @Test(arguments: TokenFault.allCases)
    func `a tester makes something wrong in the token`(fault: TokenFault) async throws {
        try await RunningMocks.whileRunning { mocks in
            #expect(try await set("{\"token\": \"\(fault.rawValue)\"}", at: mocks) == 204)
            let request = try TimestampRequest(over: Self.message)
            let reply = try await ask(request.der, at: mocks)
            if fault == .rejection {
                #expect(try TimestampResponse(der: reply.body).status == 2)
                return
            }
            let token = try token(reply)
            #expect((token.nonce == request.nonce) == (fault != .nonce))
            #expect((token.imprint == request.imprint) == (fault != .imprint))
            #expect((token.policy == "2.999.3161") == (fault != .policy))
            let late: Int64 = fault == .early ? -3600 : fault == .late ? 3600 : 0
            #expect(token.time == mocks.clock.now + late)
        }
    }

    @Test(arguments: [#"{"token": "none"}"#, #"{"token": 1}"#, #"{"tokens": "nonce"}"#])
    func `a fault that is none is refused`(fault: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            #expect(try await set(fault, at: mocks) == 400)
            let other = try await mocks.put(
                "/faults", Array(#"{"brp": {"token": "nonce"}}"#.utf8), type: "application/json")
            #expect(other.status == 400)
        }
    }
}
