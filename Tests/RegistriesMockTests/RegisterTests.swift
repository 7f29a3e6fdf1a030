import StrictJSON
import Testing
import Transport

@testable import RegistriesMock

/// The interface of the registers that a file describes.
@Suite(.timeLimit(.minutes(1)))
struct RegisterTests {
    private static let alphen = "00000099000000001007"

    private func ask(
        _ query: String, oin: String = alphen, _ faults: Faults = .none
    ) async throws -> (reply: Reply, asked: [RequestRecord]) {
        try await RunningMocks.whileRunning { mocks in
            mocks.state.faults = faults
            let reply = try await mocks.ask(mocks.register(oin), query)
            return (reply, mocks.state.requests)
        }
    }

    @Test func `categories of who is in it are delivered, and no value`() async throws {
        let sanne = try Project.bsn("sanne-de-vries")
        let (reply, asked) = try await ask("{\"burgerservicenummer\":\"\(sanne)\"}")
        #expect(reply.status == 200 && reply.headers["api-version"] == "1.0.0")
        let categories = (reply.json["categorieen"]?.arrayValue ?? []).compactMap(\.objectValue)
        let known = try Project.organisations().organisations
            .first { $0.oin == Self.alphen }?.categories.map(\.id)
        #expect(!categories.isEmpty)
        for category in categories {
            #expect(known?.contains(category["categorie"]?.stringValue ?? "") == true)
            #expect(
                category.names == [
                    "categorie", "omschrijving", "aantal", "sinds", "bijgewerkt", "doel",
                    "grondslag", "bewaartermijn", "ontvangers",
                ])
        }
        #expect(asked.map(\.mock.rawValue) == ["alphen"])
        #expect(asked.first?.body == ["burgerservicenummer": .string("…\(sanne.suffix(3))")])
    }

    @Test func `of who lives elsewhere nothing is held`() async throws {
        let reply = try await ask(#"{"burgerservicenummer":"999990019"}"#).reply
        #expect(reply.status == 200 && reply.text == #"{"categorieen":[]}"#)
    }

    @Test(arguments: [
        ("{}", "required burgerservicenummer"),
        (#"{"burgerservicenummer":"99900001"}"#, "pattern burgerservicenummer"),
        (#"{"burgerservicenummer":999000019}"#, "pattern burgerservicenummer"),
        (#"{"burgerservicenummer":"999000019","jaar":2024}"#, "unknownParam jaar"),
    ])
    func `a wrong query gets what is wrong with it`(query: String, wrong: String) async throws {
        let reply = try await ask(query).reply
        #expect(reply.status == 400 && reply.wrong == [wrong])
        #expect(reply.json["instance"] == .string("/registers/v1/\(Self.alphen)/records"))
        #expect(!reply.text.contains("999000019"))
    }

    @Test(arguments: ["00000099000000009999", "x", "0000009900000000100"])
    func `nobody stands at another OIN`(oin: String) async throws {
        let reply = try await ask(#"{"burgerservicenummer":"999000019"}"#, oin: oin).reply
        #expect(reply.status == 404 && reply.json["code"] == "not-found")
    }

    @Test func `a fault of one spares the others, and one of all strikes each`() async throws {
        let query = #"{"burgerservicenummer":"999000019"}"#
        let rdw = try #require(MockName(rawValue: "rdw"))
        let one = Faults(byMock: [rdw: Fault(status: 503)])
        #expect(try await ask(query, one).reply.status == 200)
        #expect(try await ask(query, oin: "00000099000000001001", one).reply.status == 503)
        let all = Faults(byMock: [.registers: Fault(status: 500)])
        #expect(try await ask(query, all).reply.status == 500)
    }
}
