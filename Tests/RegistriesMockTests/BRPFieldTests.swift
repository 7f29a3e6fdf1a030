import Testing

@Suite struct BRPFieldTests {
    @Test(arguments: [
        (
            "sanne-de-vries", "partners.naam.geslachtsnaam",
            #"{"partners":[{"naam":{"geslachtsnaam":"Amrani"}}]}"#
        ),
        (
            "sanne-de-vries", "nationaliteiten.nationaliteit.omschrijving",
            #"{"nationaliteiten":[{"type":"Nationaliteit","nationaliteit":{"code":"0001","omschrijving":"Nederlandse"}}]}"#
        ),
        ("sanne-de-vries", "overlijden", "{}"),
        ("sanne-de-vries", "leeftijd", #"{"leeftijd":35}"#),
        ("sanne-de-vries", "geslacht", #"{"geslacht":{"code":"V","omschrijving":"vrouw"}}"#),
        ("sanne-de-vries", "naam.adellijkeTitelPredicaat", #"{"naam":{}}"#),
        ("pim-de-groot", "partners", #"{"partners":[]}"#),
        (
            "margriet-van-der-linden", "naam.volledigeNaam",
            #"{"naam":{"volledigeNaam":"Margriet van der Linden"},"geheimhoudingPersoonsgegevens":true}"#
        ),
        ("dewi", "naam.volledigeNaam", #"{"naam":{"volledigeNaam":"Dewi"}}"#),
        (
            "alexander-van-den-berghe-tot-laer", "naam.volledigeNaam",
            #"{"naam":{"volledigeNaam":"jonkheer Alexander Frederik van den Berghe tot Laer"}}"#
        ),
        (
            "cornelis-dekker", "overlijden.datum",
            #"{"overlijden":{"datum":{"type":"Datum","datum":"2025-03-14","langFormaat":"14 maart 2025"}},"opschortingBijhouding":{"reden":{"code":"O","omschrijving":"overlijden"},"datum":{"type":"Datum","datum":"2025-03-14","langFormaat":"14 maart 2025"}}}"#
        ),
        (
            "cornelis-dekker", "leeftijd",
            #"{"opschortingBijhouding":{"reden":{"code":"O","omschrijving":"overlijden"},"datum":{"type":"Datum","datum":"2025-03-14","langFormaat":"14 maart 2025"}}}"#
        ),
        (
            "anneke-visser", "verblijfplaats.verblijfadres.regel1",
            #"{"verblijfplaats":{"type":"VerblijfplaatsBuitenland","verblijfadres":{"regel1":"Calle del Olivo 14"}},"opschortingBijhouding":{"reden":{"code":"E","omschrijving":"emigratie"},"datum":{"type":"Datum","datum":"2023-08-15","langFormaat":"15 augustus 2023"}}}"#
        ),
        (
            "anneke-visser", "verblijfplaatsBinnenland",
            #"{"opschortingBijhouding":{"reden":{"code":"E","omschrijving":"emigratie"},"datum":{"type":"Datum","datum":"2023-08-15","langFormaat":"15 augustus 2023"}}}"#
        ),
        (
            "tomas-novak", "verblijfplaats.type",
            #"{"verblijfplaats":{"type":"VerblijfplaatsOnbekend"},"opschortingBijhouding":{"reden":{"code":"E","omschrijving":"emigratie"},"datum":{"type":"Datum","datum":"2024-05-01","langFormaat":"1 mei 2024"}}}"#
        ),
        (
            "hendrika-schipper", "verblijfplaats.verblijfadres",
            #"{"verblijfplaats":{"type":"Locatie","verblijfadres":{"locatiebeschrijving":"Woonschip tegenover Kadepad 9"}}}"#
        ),
        (
            "hendrika-schipper", "adressering.adresregel2",
            #"{"adressering":{"adresregel2":"ALPHEN AAN DEN RIJN"}}"#
        ),
        (
            "bram-kuipers", "verblijfplaats.verblijfadres.postcode",
            #"{"verblijfplaats":{"type":"Adres","verblijfadres":{"postcode":"2321NS","inOnderzoek":{"postcode":true,"datumIngangOnderzoek":{"type":"Datum","datum":"2026-01-12","langFormaat":"12 januari 2026"}}},"inOnderzoek":{"type":true,"datumIngangOnderzoek":{"type":"Datum","datum":"2026-01-12","langFormaat":"12 januari 2026"}}}}"#
        ),
        ("bram-kuipers", "naam.voornamen", #"{"naam":{"voornamen":"Bram"}}"#),
        (
            "ahmed-yildiz", "geboorte.datum.jaar",
            #"{"geboorte":{"datum":{"type":"JaarMaandDatum","jaar":1968,"maand":8,"langFormaat":"augustus 1968"},"inOnderzoek":{"datum":true,"datumIngangOnderzoek":{"type":"Datum","datum":"2026-03-02","langFormaat":"2 maart 2026"}}}}"#
        ),
        (
            "nguyen-thi-lan", "geboorte",
            #"{"geboorte":{"datum":{"type":"JaarDatum","jaar":1987,"langFormaat":"1987"},"plaats":{"omschrijving":"Huế"},"land":{"code":"8024","omschrijving":"Vietnam"}}}"#
        ),
        (
            "said-aden", "geboorte",
            #"{"geboorte":{"datum":{"type":"DatumOnbekend","onbekend":true,"langFormaat":"onbekend"}}}"#
        ),
        (
            "said-aden", "nationaliteiten.type",
            #"{"nationaliteiten":[{"type":"NationaliteitOnbekend"}]}"#
        ),
        ("amir-hosseini", "nationaliteiten.type", #"{"nationaliteiten":[{"type":"Staatloos"}]}"#),
        (
            "roos-mulder", "verblijfplaats.functieAdres.code",
            #"{"verblijfplaats":{"type":"Adres","functieAdres":{"code":"B","omschrijving":"briefadres"}}}"#
        ),
        (
            "mila-vermeer", "partners.ontbindingHuwelijkPartnerschap",
            #"{"partners":[{"ontbindingHuwelijkPartnerschap":{"datum":{"type":"Datum","datum":"2022-03-10","langFormaat":"10 maart 2022"}}}]}"#
        ),
        (
            "lina-el-amrani", "ouders.naam.voornamen",
            #"{"ouders":[{"naam":{"voornamen":"Sanne Maria"}},{"naam":{"voornamen":"Youssef"}}]}"#
        ),
        (
            "youssef-el-amrani", "kinderen.naam.voornamen",
            #"{"kinderen":[{"naam":{"voornamen":"Lina Sara"}},{"naam":{"voornamen":"Adam"}}]}"#
        ),
    ]) func `fields are delivered by their dotted paths, and what comes unasked with them`(
        slug: String, field: String, expected: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let person = try await mocks.person(slug, field)
            #expect(person == expected)
        }
    }
}
