import MockPersons
import StrictJSON
import TestKit
import Testing
import Transport

@testable import RegistriesMock

@Suite struct ControlTests {
    private static let persons = """
        ;01.01.20;01.02.10;01.02.40;01.03.10;01.H
        P1;000000012;Anna;Proef;19800101;
        P2;;Bert;Proef;1980;

        """

    @Test func `other people take the place of all`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.put(
                "/personen", Array(Self.persons.utf8), type: "text/csv; charset=utf-8")
            #expect(reply.status == 204)
            let found = try await mocks.ask(
                mocks.brp,
                """
                {"type":"RaadpleegMetBurgerservicenummer",\
                "burgerservicenummer":["000000012","999000019"],"fields":["naam.voornamen"]}
                """)
            #expect(found.json["personen"]?.text == #"[{"naam":{"voornamen":"Anna"}}]"#)
        }
    }

    @Test func `an import reports what was irregular with its line`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let before = try await mocks.get(mocks.control + "/personen/report")
            #expect(before.json["persons"] == 0)
            _ = try await mocks.put("/personen", Array(Self.persons.utf8), type: "text/csv")
            let report = try await mocks.get(mocks.control + "/personen/report")
            #expect(report.json["persons"] == 2)
            let found = report.json["irregularities"]?.arrayValue ?? []
            #expect(found.compactMap { $0.objectValue?["line"] } == [3, 3])
            #expect(
                Set(found.compactMap { $0.objectValue?["code"] }) == [
                    "bsn-missing", "date-malformed",
                ])
        }
    }

    @Test(arguments: [
        ("", "text/csv", 400, "header-malformed"),
        ("naam;bsn\n", "text/csv", 400, "header-malformed"),
        (";01.02.40;01.H\n", "text/csv", 400, "column-missing"),
        (";01.01.20;\"01", "text/csv", 400, "quote-unclosed"),
        (persons, "application/json", 415, "content-type"),
    ]) func `a person file that is none changes nothing`(
        body: String, type: String, status: Int, code: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.put("/personen", Array(body.utf8), type: type)
            #expect(reply.status == status)
            #expect(reply.json["code"] == .string(code))
            #expect(try await mocks.person("sanne-de-vries", "leeftijd") == #"{"leeftijd":35}"#)
        }
    }

    @Test func `other incomes take the place of all`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let file = #"{"personen":[{"burgerservicenummer":"999000019","inkomens":[]}]}"#
            let reply = try await mocks.put("/inkomens", Array(file.utf8), type: "application/json")
            #expect(reply.status == 204)
            for slug in ["sanne-de-vries", "kees-hofstra"] {
                let bsn = try Project.bsn(slug)
                let found = try await mocks.ask(mocks.bri, "{\"burgerservicenummer\":\"\(bsn)\"}")
                #expect(found.text == #"{"inkomens":[]}"#)
            }
        }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"personen":[{"burgerservicenummer":"999000018","inkomens":[]}]}"#,
    ])
    func `an income file that is none is refused`(body: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.put("/inkomens", Array(body.utf8), type: "application/json")
            #expect(reply.status == 400)
            #expect(reply.json["code"] == "shape")
        }
    }

    @Test func `incomes are derived for imported people`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let lines = (0..<40).map { "P\($0);\(Self.number($0));A;Proef;19800101;" }
            let file = ";01.01.20;01.02.10;01.02.40;01.03.10;01.H\n" + lines.joined(separator: "\n")
            _ = try await mocks.put("/personen", Array(file.utf8), type: "text/csv")
            var some = 0
            for number in 0..<40 {
                let reply = try await mocks.ask(
                    mocks.bri, "{\"burgerservicenummer\":\"\(Self.number(number))\"}")
                if reply.text != #"{"inkomens":[]}"# { some += 1 }
            }
            #expect(some > 20)
        }
    }

    /// The nth number from 000000012 that passes the eleven-test.
    private static func number(_ count: Int) -> String {
        var found: [String] = []
        var next = 12
        while found.count <= count {
            let text = String(String(1_000_000_000 + next).dropFirst())
            if ElevenTest.passes(text) { found.append(text) }
            next += 1
        }
        return found[count]
    }

    @Test func `a fault answers with its status until it is taken away`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let set = try await mocks.put(
                "/faults", Array(#"{"bri":{"status":503}}"#.utf8), type: "application/json")
            #expect(set.status == 204)
            let query = #"{"burgerservicenummer":"999000019"}"#
            #expect(try await mocks.ask(mocks.bri, query).status == 503)
            #expect(try await mocks.person("sanne-de-vries", "leeftijd") == #"{"leeftijd":35}"#)
            _ = try await mocks.citizen.delete(
                mocks.control + "/faults", maximumBytes: 1024, deadline: RunningMocks.soon)
            #expect(try await mocks.ask(mocks.bri, query).status == 200)
        }
    }

    @Test func `a fault answers with garbage`() async throws {
        try await RunningMocks.whileRunning { mocks in
            mocks.state.faults = Faults(byMock: [.brp: Fault(garbage: true)])
            let reply = try await mocks.ask(mocks.brp, "{}")
            #expect(reply.status == 200)
            #expect(reply.json.isEmpty)
        }
    }

    @Test func `a fault breaks the answer off`() async throws {
        try await RunningMocks.whileRunning { mocks in
            mocks.state.faults = Faults(byMock: [.bri: Fault(close: true)])
            let error = await #expect(throws: TransportError.self) {
                try await mocks.ask(mocks.bri, "{}")
            }
            #expect(error?.code != .timeout)
        }
    }

    @Test func `a fault delays past a deadline`() async throws {
        try await RunningMocks.whileRunning { mocks in
            mocks.state.faults = Faults(byMock: [.bri: Fault(delay: 60_000)])
            let error = await #expect(throws: TransportError.self) {
                try await mocks.ask(mocks.bri, "{}", deadline: .now + .milliseconds(200))
            }
            #expect(error?.code == .timeout)
        }
    }

    @Test func `what one mock was asked is listed apart, and no other drives it out`()
        async throws
    {
        try await RunningMocks.whileRunning { mocks in
            let query = #"{"burgerservicenummer":"999000019"}"#
            _ = try await mocks.ask(mocks.bri, query)
            _ = try await mocks.ask(mocks.register("00000099000000001001"), query)
            for _ in 0..<1100 {
                mocks.state.record(
                    RequestRecord(
                        mock: .trustServices, method: "GET", path: "/crl/tls.crl", status: 200,
                        peer: nil, body: nil, isFault: false))
            }
            func listed(_ query: String) async throws -> [String] {
                let reply = try await mocks.get(mocks.control + "/requests" + query)
                return (reply.json["requests"]?.arrayValue ?? []).compactMap {
                    $0.objectValue?["mock"]?.stringValue
                }
            }
            let all = try await listed("")
            #expect(all.prefix(2) == ["bri", "rdw"] && all.count == 1002)
            #expect(try await listed("?mock=bri") == ["bri"])
            #expect(try await listed("?mock=rdw") == ["rdw"])
            #expect(try await listed("?mock=brp").isEmpty)
            for wrong in ["?mock=nobody", "?mock=", "?mock=B%20RP"] {
                let reply = try await mocks.get(mocks.control + "/requests" + wrong)
                #expect(reply.status == 400 && reply.json["code"] == "malformed")
            }
        }
    }

    @Test(arguments: [
        "", "[]", #"{"nobody":{}}"#, #"{"bri":1}"#, #"{"bri":{"delay":-1}}"#,
        #"{"bri":{"delay":600001}}"#, #"{"bri":{"delay":"1"}}"#, #"{"bri":{"status":200}}"#,
        #"{"bri":{"status":600}}"#, #"{"bri":{"slow":true}}"#, #"{"bri":{"close":1}}"#,
    ]) func `faults that are none are refused`(body: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.put("/faults", Array(body.utf8), type: "application/json")
            #expect(reply.status == 400)
            #expect(mocks.state.faults == .none)
        }
    }

    @Test(arguments: [
        ("/a/999000019", "/a/(number)"), ("/a/99900001", "/a/99900001"),
        ("/999000019/b", "/(number)/b"), ("/x9990000190", "/x(number)"), ("", ""), ("/", "/"),
    ]) func `a path is listed without what could be a number`(path: String, masked: String) {
        #expect(NumberMask.path(path) == masked)
    }

    @Test func `the control says that it is well`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.get("http://127.0.0.1:\(mocks.ports[5])/v1/health")
            #expect(reply.status == 200)
        }
    }

    @Test func `what was asked is listed with who asked it`() async throws {
        try await RunningMocks.whileRunning { mocks in
            _ = try await mocks.person("sanne-de-vries", "naam")
            _ = try await mocks.get(mocks.issuer + "/jwks?x=999000019")
            _ = try await mocks.get(mocks.issuer + "/nowhere")
            let reply = try await mocks.get(mocks.control + "/requests")
            #expect(
                reply.text == """
                    {"requests":[\
                    {"mock":"brp","method":"POST","path":"/haalcentraal/api/brp/personen",\
                    "status":200,"peer":"00000099000000002000",\
                    "body":{"type":"RaadpleegMetBurgerservicenummer",\
                    "burgerservicenummer":["…\(try Project.bsn("sanne-de-vries").suffix(3))"],\
                    "fields":["naam"]},"fault":false},\
                    {"mock":"digid","method":"GET","path":"/jwks","status":200,"peer":null,\
                    "body":null,"fault":false},\
                    {"mock":"digid","method":"GET","path":"/nowhere","status":404,"peer":null,\
                    "body":null,"fault":false}]}
                    """)
        }
    }
}
