import StrictJSON
import Testing
import Transport

@testable import RegistriesMock

/// The faults that a tester can set at a mock.
@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
    private static let query = #"{"burgerservicenummer":"999000019"}"#

    private func faults(_ text: String) throws -> Faults {
        try Faults(JSONValue.parse(Array(text.utf8), maximumBytes: 1 << 16))
    }

    @Test(arguments: NamedFault.allCases)
    func `a named fault is set by its name, or with more to it`(named: NamedFault) throws {
        let name = named.rawValue
        #expect(try faults("{\"bri\":\"\(name)\"}")[.bri] == named.fault)
        let seeded = try faults("{\"bri\":{\"fault\":\"\(name)\",\"seed\":9}}")[.bri]
        var expected = named.fault
        expected.seed = 9
        #expect(seeded == expected)
    }

    @Test(arguments: [
        #"{"bri":"slower"}"#, #"{"bri":{"fault":"slower"}}"#, #"{"bri":{"share":0}}"#,
        #"{"bri":{"share":101}}"#, #"{"bri":{"share":"half"}}"#, #"{"bri":{"spread":-1}}"#,
        #"{"bri":{"refuse":true,"share":50}}"#, #"{"bri":{"content_type":""}}"#,
        #"{"bri":{"content_type":"text/html\r\nx: y"}}"#, #"{"bri":{"seed":"x"}}"#,
        #"{"bri":{"token":"nonce"}}"#, #"{"nobody":"slow"}"#, #"{"bri":null}"#,
    ])
    func `a fault that is none is refused`(text: String) {
        #expect(throws: JSONShapeError.self) { try faults(text) }
    }

    @Test func `a share strikes about as many, and the same ones with the same seed`() {
        var fault = Fault(status: 503)
        fault.share = 30
        fault.seed = 42
        let struck = (0..<1000).map { fault.strikes($0) != nil }
        #expect(struck == (0..<1000).map { fault.strikes($0) != nil })
        #expect((240...360).contains(struck.count { $0 }))
        fault.seed = 43
        #expect(struck != (0..<1000).map { fault.strikes($0) != nil })
    }

    @Test func `a spread draws a delay of its own for each request`() {
        var fault = Fault(delay: 100)
        fault.spread = 50
        let delays = (0..<200).compactMap { fault.strikes($0)?.delay }
        let areInRange = delays.allSatisfy { (100...150).contains($0) }
        #expect(areInRange && Set(delays).count > 20)
    }

    @Test(arguments: [NamedFault.reset, .cut])
    func `an answer that breaks off is none`(named: NamedFault) async throws {
        try await RunningMocks.whileRunning { mocks in
            mocks.state.faults = Faults(byMock: [.bri: named.fault])
            let error = await #expect(throws: TransportError.self) {
                try await mocks.ask(mocks.bri, Self.query)
            }
            #expect(error?.code != .timeout)
            #expect(mocks.state.requests.last?.isFault == true)
            mocks.state.faults = .none
            let reply = try await mocks.ask(mocks.bri, Self.query)
            #expect(reply.status == 200)
        }
    }

    @Test(arguments: [NamedFault.drip, .silent])
    func `an answer that does not come in time is none`(named: NamedFault) async throws {
        try await RunningMocks.whileRunning { mocks in
            mocks.state.faults = Faults(byMock: [.bri: named.fault])
            let error = await #expect(throws: TransportError.self) {
                try await mocks.ask(mocks.bri, Self.query, deadline: .now + .milliseconds(1500))
            }
            #expect(error?.code == .timeout)
        }
    }

    @Test func `a content type can be wrong while all else is right`() async throws {
        try await RunningMocks.whileRunning { mocks in
            mocks.state.faults = Faults(byMock: [.bri: NamedFault.contentType.fault])
            let reply = try await mocks.ask(mocks.bri, Self.query)
            #expect(reply.status == 200 && reply.headers["content-type"] == "text/html")
            #expect(reply.json["inkomens"] != nil)
        }
    }

    @Test func `what was asked is listed with numbers shortened, and forms not at all`()
        async throws
    {
        try await RunningMocks.whileRunning { mocks in
            _ = try await mocks.ask(
                mocks.bri,
                #"{"burgerservicenummer":999000019,"999000019":["x999000019y",12345678]}"#)
            _ = try await mocks.ask(mocks.bri, "999000019 no JSON")
            _ = try await mocks.post(
                mocks.issuer + "/login", form: [("burgerservicenummer", "999000019")])
            #expect(
                mocks.state.requests.map { $0.body?.text ?? "-" } == [
                    #"{"burgerservicenummer":"…019","…019":["x…019y",12345678]}"#, "-", "-",
                ])
        }
    }
}
