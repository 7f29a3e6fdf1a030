import StrictJSON
import TestKit
import Testing
import Transport

@testable import MockPersons
@testable import RegistriesMock

@Suite struct BRPTests {
    @Test func `the main character's name, birth and address are delivered as asked`() async throws
    {
        try await RunningMocks.whileRunning { mocks in
            let person = try await mocks.person(
                "sanne-de-vries", "burgerservicenummer", "naam.volledigeNaam", "naam.voorvoegsel",
                "geboorte.datum", "geboorte.plaats.code", "verblijfplaats.datumVan",
                "verblijfplaats.functieAdres", "verblijfplaats.verblijfadres",
                "adressering.adresregel1", "adressering.adresregel2")
            #expect(
                person == """
                    {"burgerservicenummer":"999000019",\
                    "naam":{"voorvoegsel":"de","volledigeNaam":"Sanne Maria de Vries"},\
                    "geboorte":{"datum":{"type":"Datum","datum":"1991-04-12",\
                    "langFormaat":"12 april 1991"},\
                    "plaats":{"code":"0546","omschrijving":"Leiden"}},\
                    "verblijfplaats":{"type":"Adres",\
                    "datumVan":{"type":"Datum","datum":"2019-07-01","langFormaat":"1 juli 2019"},\
                    "functieAdres":{"code":"W","omschrijving":"woonadres"},\
                    "verblijfadres":{"officieleStraatnaam":"Hazelaarlaan",\
                    "korteStraatnaam":"Hazelaarlaan","huisnummer":27,"postcode":"2404KV",\
                    "woonplaats":"Alphen aan den Rijn"}},\
                    "adressering":{"adresregel1":"Hazelaarlaan 27",\
                    "adresregel2":"2404 KV  ALPHEN AAN DEN RIJN"}}
                    """)
        }
    }

    @Test(arguments: [
        ("{}", ["required type"]),
        (#"{"type":""}"#, ["value type"]), (#"{"type":1}"#, ["value type"]),
        (#"{"type":"raadpleegmetburgerservicenummer"}"#, ["value type"]),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer"}"#,
            ["required burgerservicenummer", "required fields"]
        ),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":[],"fields":[]}"#,
            ["minItems burgerservicenummer", "minItems fields"]
        ),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":"999000019","fields":"naam"}"#,
            ["array burgerservicenummer", "array fields"]
        ),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["12345678","999000019","1234567890",1],"fields":["naam"]}"#,
            [
                "pattern burgerservicenummer[0]", "pattern burgerservicenummer[2]",
                "pattern burgerservicenummer[3]",
            ]
        ),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["999000019"],"fields":["naam","anummer","naam.x","","a b","naam.voornamen.x","naam."]}"#,
            [
                "fields fields[1]", "fields fields[2]", "pattern fields[3]", "pattern fields[4]",
                "fields fields[5]", "fields fields[6]",
            ]
        ),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["999000019"],"fields":["inOnderzoek","naam.inOnderzoek.voornamen","geheimhoudingPersoonsgegevens","opschortingBijhouding.reden.code","rni.deelnemer.code","verblijfplaats.indicatieVastgesteldVerblijftNietOpAdres"]}"#,
            (0..<6).map { "fields fields[\($0)]" }
        ),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["999000019"],"fields":["naam"],"gemeenteVanInschrijving":"363"}"#,
            ["pattern gemeenteVanInschrijving"]
        ),
        (
            #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["999000019"],"fields":["naam"],"voornamen":"x","999000019":"y"}"#,
            ["unknownParam voornamen", "unknownParam onbekend"]
        ),
    ]) func `a wrong query gets all that is wrong with it`(
        query: String, wrong: [String]
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(mocks.brp, query)
            #expect(reply.status == 400)
            #expect(reply.headers["content-type"] == "application/problem+json")
            #expect(reply.json["code"] == "paramsValidation")
            #expect(reply.json["instance"] == "/haalcentraal/api/brp/personen")
            #expect(reply.json["title"] == "Een of meerdere parameters zijn niet correct.")
            #expect(reply.wrong == wrong)
            #expect(!reply.text.contains("999000019"))
        }
    }

    @Test func `too many numbers and too many fields are refused`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let bsns = Array(repeating: "\"999000019\"", count: 21).joined(separator: ",")
            let fields = Array(repeating: "\"naam\"", count: 131).joined(separator: ",")
            let reply = try await mocks.ask(
                mocks.brp,
                """
                {"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":[\(bsns)],\
                "fields":[\(fields)]}
                """)
            #expect(reply.wrong == ["maxItems burgerservicenummer", "maxItems fields"])
        }
    }

    @Test(arguments: ["", "[]", "{", #"{"type":1,"type":2}"#, "\u{FEFF}{}"])
    func `what is no JSON object is refused`(body: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(mocks.brp, body)
            #expect(reply.status == 400)
            #expect(reply.json["code"] == "paramsValidation")
        }
    }

    @Test(arguments: [
        ("Content-Type", "application/xml", 415, "unsupportedMediaType"),
        ("Content-Type", "text/csv", 415, "unsupportedMediaType"),
        ("Content-Type", "*/*", 415, "unsupportedMediaType"),
        ("Content-Type", "application/json; charset=cp1252", 415, "unsupportedMediaType"),
        ("Accept", "application/xml", 406, "notAcceptable"),
    ]) func `other media types are refused`(
        name: String, value: String, status: Int, code: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(mocks.brp, "{}", headers: [(name, value)])
            #expect(reply.status == status)
            #expect(reply.json["code"] == .string(code))
        }
    }

    @Test(arguments: [
        ("Accept", "*/*; charset=utf-8"), ("Accept", "application/json;charset=Utf-8"),
        ("Accept", "text/html, application/json"),
        ("Content-Type", "application/json; charset=UTF-8"), ("Content-Type", ""),
    ]) func `JSON in UTF-8 is accepted however it is written`(
        name: String, value: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(
                mocks.brp,
                #"{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["000000012"],"fields":["naam"]}"#,
                headers: [(name, value)])
            #expect(reply.status == 200)
            #expect(reply.headers["api-version"] == "2.7.0")
            #expect(reply.text == #"{"type":"RaadpleegMetBurgerservicenummer","personen":[]}"#)
        }
    }

    @Test func `someone unknown is left out of the answer`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let numbers = try ["olga-petrenko", "roos-mulder"].map { try Project.bsn($0) }
            let reply = try await mocks.ask(
                mocks.brp,
                """
                {"type":"RaadpleegMetBurgerservicenummer",\
                "burgerservicenummer":["\(numbers[0])","\(numbers[1])"],\
                "fields":["naam.voornamen"]}
                """)
            #expect(reply.json["personen"]?.text == #"[{"naam":{"voornamen":"Roos"}}]"#)
        }
    }

    @Test(arguments: [("0484", 1), ("0546", 0)])
    func `the municipality narrows the answer`(code: String, count: Int) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(
                mocks.brp,
                """
                {"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["999000019"],\
                "gemeenteVanInschrijving":"\(code)","fields":["naam"]}
                """)
            #expect(reply.json["personen"]?.arrayValue?.count == count)
        }
    }

    @Test func `an organisation of another authority gets no connection`() async throws {
        try await RunningMocks.whileRunning { mocks in
            for identity in [try Parties.shared.get().impostor, nil] {
                let client = try OrganisationClient(identity: identity)
                for url in [mocks.brp, mocks.bri] {
                    await #expect(throws: TransportError.self) {
                        try await mocks.ask(url, "{}", by: client)
                    }
                }
                await client.shutdown()
            }
            #expect(mocks.state.requests.isEmpty)
        }
    }

    @Test func `no number gets into the log`() async throws {
        try await RunningMocks.whileRunning { mocks in
            _ = try await mocks.person("sanne-de-vries", "naam")
            _ = try await mocks.ask(mocks.bri, #"{"burgerservicenummer":"999000019"}"#)
            #expect(!mocks.log.text.contains("999000019"))
        }
    }

    @Test(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
    func `everyone of the official set is delivered whole`() async throws {
        let file = "brp/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv"
        let read = try PersonListImport.read(try #require(SharedData.bytes(file)))
        try await RunningMocks.whileRunning { mocks in
            mocks.state.replacePeople(read)
            let numbers = Array(Set(read.persons.compactMap(\.bsn)))
            let fields = [
                "aNummer", "burgerservicenummer", "naam", "geboorte", "geslacht", "leeftijd",
                "nationaliteiten", "partners", "kinderen", "ouders", "overlijden",
                "verblijfplaats", "adressering", "gemeenteVanInschrijving", "immigratie",
                "verblijfstitel", "uitsluitingKiesrecht", "europeesKiesrecht",
                "indicatieCurateleRegister", "indicatieGezagMinderjarige",
                "datumInschrijvingInGemeente", "datumEersteInschrijvingGBA",
            ].map { "\"\($0)\"" }.joined(separator: ",")
            var delivered = 0
            for start in stride(from: 0, to: numbers.count, by: 20) {
                let some = numbers[start..<min(start + 20, numbers.count)]
                    .map { "\"\($0)\"" }.joined(separator: ",")
                let reply = try await mocks.ask(
                    mocks.brp,
                    """
                    {"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":[\(some)],\
                    "fields":[\(fields)]}
                    """)
                #expect(reply.status == 200)
                delivered += reply.json["personen"]?.arrayValue?.count ?? 0
            }
            #expect(delivered == 685)
        }
    }
}
