import MockPersons
import StrictJSON
import Testing

@testable import RegistriesMock

@Suite struct BRPSearchTests {
    /// Parameters of a search that finds the main character, by kind.
    static let good: [(QueryKind, String)] = [
        (.nameAndBirth, #""geslachtsnaam":"Vries","geboortedatum":"1991-04-12""#),
        (
            .nameAndMunicipality,
            #""geslachtsnaam":"vries","voornamen":"SANNE*","gemeenteVanInschrijving":"0484""#
        ),
        (.postcode, #""postcode":"2404 kv","huisnummer":27,"geboortedatum":"1991-04-12""#),
        (
            .street,
            #""straat":"hazelaar*","huisnummer":"27","gemeenteVanInschrijving":"0484""#
        ),
    ]

    private func query(_ kind: QueryKind, _ rest: String, _ fields: String) -> String {
        #"{"type":"\#(kind.rawValue)",\#(rest)\#(rest.isEmpty ? "" : ",")"fields":[\#(fields)]}"#
    }

    @Test(arguments: BRPSearchTests.good) func `a person is found by what is known of them`(
        kind: QueryKind, parameters: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(
                mocks.brp, query(kind, parameters, #""burgerservicenummer""#))
            #expect(reply.status == 200)
            #expect(reply.json["type"] == .string(kind.rawValue))
            #expect(reply.json["personen"]?.text.contains("999000019") == true)
        }
    }

    @Test(arguments: [
        (#""geslachtsnaam":"Vrie","geboortedatum":"1991-04-12""#, 0),
        (#""geslachtsnaam":"Vrie*","geboortedatum":"1991-04-12""#, 1),
        (#""geslachtsnaam":"Vries","geboortedatum":"1991-04-13""#, 0),
        (#""geslachtsnaam":"Vries","geboortedatum":"1991-04-12","voornamen":"Sanne""#, 0),
        (#""geslachtsnaam":"Vries","geboortedatum":"1991-04-12","voornamen":"sanne m*""#, 1),
        (#""geslachtsnaam":"Vries","geboortedatum":"1991-04-12","voorvoegsel":"DE""#, 1),
        (#""geslachtsnaam":"Vries","geboortedatum":"1991-04-12","voorvoegsel":"van""#, 0),
        (#""geslachtsnaam":"Vries","geboortedatum":"1991-04-12","geslacht":"v""#, 1),
        (#""geslachtsnaam":"Vries","geboortedatum":"1991-04-12","geslacht":"M""#, 0),
        (
            #""geslachtsnaam":"Vries","geboortedatum":"1991-04-12","gemeenteVanInschrijving":"0546""#,
            0
        ),
        (#""geslachtsnaam":"Novak","geboortedatum":"1984-02-16""#, 1),
        (#""geslachtsnaam":"NOVÁK","geboortedatum":"1984-02-16","voornamen":"Tomas""#, 1),
        (#""geslachtsnaam":"Nővak","geboortedatum":"1984-02-16""#, 0),
        (#""geslachtsnaam":"Dekker","geboortedatum":"1941-05-09""#, 0),
        (
            #""geslachtsnaam":"Dekker","geboortedatum":"1941-05-09","inclusiefOverledenPersonen":true"#,
            1
        ),
        (
            #""geslachtsnaam":"Dekker","geboortedatum":"1941-05-09","inclusiefOverledenPersonen":"false""#,
            0
        ),
    ]) func `names are found without regard to case and diacritics, the dead only when asked for`(
        parameters: String, count: Int
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(
                mocks.brp, query(.nameAndBirth, parameters, #""naam""#))
            #expect(reply.status == 200)
            #expect(reply.json["personen"]?.arrayValue?.count == count)
        }
    }

    @Test(arguments: [
        (QueryKind.nameAndBirth, "", ["required geboortedatum", "required geslachtsnaam"]),
        (
            .nameAndBirth, #""geslachtsnaam":"","geboortedatum":null"#,
            ["required geboortedatum", "required geslachtsnaam"]
        ),
        (
            .nameAndBirth, #""geslachtsnaam":"gr**","geboortedatum":"19830526""#,
            ["date geboortedatum", "pattern geslachtsnaam"]
        ),
        (
            .nameAndBirth, #""geslachtsnaam":"ab*","geboortedatum":"1983-02-30""#,
            ["date geboortedatum", "pattern geslachtsnaam"]
        ),
        (
            .nameAndBirth,
            #""geslachtsnaam":"Os","geboortedatum":"1983-05-26","voornamen":"*iet","voorvoegsel":"v4n","geslacht":"N","inclusiefOverledenPersonen":"""#,
            [
                "pattern voornamen", "pattern voorvoegsel", "pattern geslacht",
                "boolean inclusiefOverledenPersonen",
            ]
        ),
        (
            .nameAndMunicipality, #""voornamen":"P*""#,
            [
                "required gemeenteVanInschrijving", "required geslachtsnaam", "pattern voornamen",
            ]
        ),
        (.postcode, "", ["required postcode", "required huisnummer"]),
        (
            .postcode, #""postcode":"0628HJ","huisnummer":"twee""#,
            ["pattern postcode", "integer huisnummer"]
        ),
        (
            .postcode, #""postcode":"2628  HJ","huisnummer":0"#,
            ["pattern postcode", "minimum huisnummer"]
        ),
        (
            .postcode,
            #""postcode":"2628HJ","huisnummer":100000,"huisletter":"1","huisnummertoevoeging":"123.45","huisleter":"A""#,
            [
                "maximum huisnummer", "pattern huisletter", "pattern huisnummertoevoeging",
                "unknownParam huisleter",
            ]
        ),
        (
            .street, "",
            ["required gemeenteVanInschrijving", "required huisnummer", "required straat"]
        ),
        (
            .street, #""straat":"Laan*","huisnummer":1,"gemeenteVanInschrijving":"0518""#,
            ["pattern straat"]
        ),
        (
            .street, #""straat":"*van Ock*","huisnummer":true,"gemeenteVanInschrijving":"518""#,
            ["pattern gemeenteVanInschrijving", "integer huisnummer", "pattern straat"]
        ),
        (.numberDesignation, "", ["required nummeraanduidingIdentificatie"]),
        (
            .addressableObject, #""adresseerbaarObjectIdentificatie":"123","voornamen":"Jan""#,
            ["pattern adresseerbaarObjectIdentificatie", "unknownParam voornamen"]
        ),
    ]) func `a search with wrong parameters gets all that is wrong with it`(
        kind: QueryKind, parameters: String, wrong: [String]
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.ask(mocks.brp, query(kind, parameters, #""naam""#))
            #expect(reply.status == 400)
            #expect(reply.json["code"] == "paramsValidation")
            #expect(reply.wrong == wrong)
        }
    }

    @Test(arguments: [
        ("aNummer", QueryKind.nameAndBirth, "niet bestaande"),
        ("geboorte.plaats", .nameAndBirth, "niet bestaande"),
        ("adressering.aanhef", .postcode, "niet bestaande"),
        ("gezag", .postcode, "niet bestaande"),
        ("gezag.type", .addressableObject, "niet toegestane"),
        ("rni.deelnemer", .street, "niet toegestane"),
        ("adresseringBinnenland.adresregel3", .numbers, "niet bestaande"),
        ("verblijfplaatsBinnenland.verblijfadres.land", .numbers, "niet bestaande"),
        ("adressering.indicatieVastgesteldVerblijftNietOpAdres", .numbers, "niet toegestane"),
    ]) func `a field that a kind of query does not have is refused`(
        field: String, kind: QueryKind, expected: String
    ) throws {
        #expect {
            _ = try PersonQuery(
                [
                    "type": .string(kind.rawValue), "fields": [.string(field)],
                    "burgerservicenummer": ["999000019"], "postcode": "2404KV", "huisnummer": 1,
                ])
        } throws: { error in
            (error as? RegistryProblem)?.parameters.contains {
                $0.code == "fields" && $0.reason.contains(expected)
            } == true
        }
    }

    @Test(arguments: [
        "geboorte.datum.langFormaat", "geboorte.datum.nietBestaand", "geslacht.code",
        "naam.adellijkeTitelPredicaat.soort",
    ]) func `a part of a date or a code stands for the whole`(field: String) {
        #expect(QueryKind.nameAndBirth.tree.verdict(on: field) == .known)
    }

    @Test func `more than ten are too many, and nobody is told`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let rows = (0..<12).map { number in
                [
                    "id": "T\(number)", "01.01.20": "00000\(1000 + number)",
                    "01.02.40": "Maassen", "01.03.10": "19830526", "01.02.10": "Pieter",
                    "07.67.20": number == 0 ? "O" : number == 1 ? "F" : "",
                ]
            }
            let reply = try await mocks.put(
                "/personen", Array(SmallPersons.file(rows).utf8), type: "text/csv")
            #expect(reply.status == 204)
            let search = #""geslachtsnaam":"Maassen","geboortedatum":"1983-05-26""#
            let living = try await mocks.ask(mocks.brp, query(.nameAndBirth, search, #""naam""#))
            #expect(living.json["personen"]?.arrayValue?.count == 10)
            let all = try await mocks.ask(
                mocks.brp,
                query(
                    .nameAndBirth, search + #","inclusiefOverledenPersonen":true"#, #""naam""#))
            #expect(all.status == 400)
            #expect(all.json["code"] == "tooManyResults")
            #expect(all.json["title"] == "Teveel zoekresultaten.")
            #expect(
                all.json["detail"]
                    == "Meer dan maximum van 10 zoekresultaten gevonden. Verfijn de zoekopdracht.")
            #expect(!all.text.contains("Pieter"))
        }
    }

    @Test(arguments: [
        ("lina-el-amrani", "GezamenlijkOuderlijkGezag"), ("jan-jansen", nil),
    ]) func `authority over minors is told where it is asked for`(
        slug: String, kind: String?
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let person = try await mocks.person(slug, "gezag")
            if let kind {
                #expect(person.hasPrefix(#"{"gezag":[{"type":"\#(kind)","#))
            } else {
                #expect(person == #"{"gezag":[]}"#)
            }
        }
    }
}
