import MockPersons
import StrictJSON
import Testing
import Transport

@Suite struct BRITests {
    private func incomes(_ slug: String, years: String? = nil) async throws -> Reply {
        let bsn = try Project.bsn(slug)
        let filter = years.map { ",\"belastingjaren\":\($0)" } ?? ""
        return try await RunningMocks.whileRunning { mocks in
            try await mocks.ask(mocks.bri, "{\"burgerservicenummer\":\"\(bsn)\"\(filter)}")
        }
    }

    @Test func `one authentic income per year is delivered`() async throws {
        let reply = try await incomes("sanne-de-vries")
        #expect(reply.status == 200)
        #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
        #expect(
            reply.text == """
                {"inkomens":[\
                {"belastingjaar":2023,"soort":"verzamelinkomen","bedrag":22410,\
                "status":"vastgesteld","vaststellingsdatum":"2024-07-01",\
                "bron":"definitieveAanslag"},\
                {"belastingjaar":2024,"soort":"verzamelinkomen","bedrag":23180,\
                "status":"vastgesteld","vaststellingsdatum":"2025-05-15",\
                "bron":"definitieveAanslag"},\
                {"belastingjaar":2025,"soort":"verzamelinkomen","bedrag":24390,\
                "status":"vastgesteld","vaststellingsdatum":"2026-07-10",\
                "bron":"definitieveAanslag"}]}
                """)
    }

    @Test func `a disputed income says so and why`() async throws {
        let reply = try await incomes("kees-hofstra", years: "[2025]")
        let income = reply.json["inkomens"]?.arrayValue?.first?.objectValue
        #expect(income?["inOnderzoek"] == ["ind": true, "grond": "bezwaar"])
    }

    @Test func `a negative and a revised income are delivered`() async throws {
        #expect(try await incomes("sophie-peters").text.contains("\"bedrag\":-3260"))
        let revised = try await incomes("eva-brouwer").text
        #expect(revised.contains("\"status\":\"herzien\""))
        #expect(revised.contains("\"bron\":\"navorderingsaanslag\""))
    }

    @Test func `a taxable wage follows from what employers reported`() async throws {
        let reply = try await incomes("mila-vermeer")
        let income = reply.json["inkomens"]?.arrayValue?.first?.objectValue
        #expect(income?["soort"] == "belastbaarLoon" && income?["bron"] == "loonaangifte")
    }

    @Test func `people have different years on record`() async throws {
        let data = try Project.seed()
        let years = try ["sanne-de-vries", "roos-mulder", "anneke-visser"].map {
            try data.incomes.incomes(of: Project.bsn($0))?.map(\.taxYear) ?? []
        }
        #expect(Set(years).count == 3)
    }

    @Test(arguments: ["fatima-ouali", "pim-de-groot"])
    func `nobody and nothing are the same empty list`(slug: String) async throws {
        let reply = try await incomes(slug)
        #expect(reply.status == 200)
        #expect(reply.text == #"{"inkomens":[]}"#)
    }

    @Test(arguments: [("[2024]", [2024]), ("[2025,2023]", [2023, 2025]), ("[1999]", [])])
    func `the years asked for are delivered`(years: String, expected: [Int64]) async throws {
        let reply = try await incomes("sanne-de-vries", years: years)
        let found = (reply.json["inkomens"]?.arrayValue ?? []).compactMap {
            $0.objectValue?["belastingjaar"]?.integerValue
        }
        #expect(found == expected)
    }

    @Test(arguments: [
        ("{}", ["required burgerservicenummer"]),
        (#"{"burgerservicenummer":"99900001"}"#, ["pattern burgerservicenummer"]),
        (#"{"burgerservicenummer":999000019}"#, ["pattern burgerservicenummer"]),
        (#"{"burgerservicenummer":["999000019"]}"#, ["pattern burgerservicenummer"]),
        (#"{"burgerservicenummer":"999000019","belastingjaren":2024}"#, ["array belastingjaren"]),
        (#"{"burgerservicenummer":"999000019","belastingjaren":[]}"#, ["minItems belastingjaren"]),
        (
            #"{"burgerservicenummer":"999000019","belastingjaren":["2024",24]}"#,
            ["integer belastingjaren[0]", "integer belastingjaren[1]"]
        ),
        (#"{"burgerservicenummer":"999000019","jaar":2024}"#, ["unknownParam jaar"]),
    ]) func `a wrong query gets all that is wrong with it`(
        query: String, wrong: [String]
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(mocks.bri, query)
            #expect(reply.status == 400)
            #expect(reply.json["instance"] == "/bri/v1/inkomens")
            #expect(reply.wrong == wrong)
            #expect(!reply.text.contains("999000019"))
        }
    }
}
