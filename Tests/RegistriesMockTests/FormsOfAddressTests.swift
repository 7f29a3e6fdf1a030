import MockPersons
import Testing

@testable import RegistriesMock

/// Cases of the API's own examples: who is called what.
@Suite struct FormsOfAddressTests {
    struct Case: Sendable {
        /// Sex, given names, title, prefix, surname, name use.
        let person: String
        /// Title, prefix, surname; nil without partner.
        let partner: String?
        var isCurrent = true
        let salutation: String?
        let name: String?
        let address: String?
        let text: String?
    }

    private static func occurrence(_ values: String, _ elements: [String]) -> Occurrence {
        let parts = values.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return Occurrence(line: 1, values: Dictionary(uniqueKeysWithValues: zip(elements, parts)))
    }

    @Test(arguments: [
        Case(
            person: "V|||in het|Veld|V", partner: "|van|Velzen",
            salutation: "Geachte mevrouw Van Velzen-in het Veld",
            name: "Van Velzen-in het Veld", address: nil, text: "mevrouw Van Velzen-in het Veld"),
        Case(
            person: "O|Jo Rene||in het|Zonnetje|E", partner: "|'t|Wolkje",
            salutation: "Geachte J.R. in het Zonnetje", name: "J.R. in het Zonnetje", address: nil,
            text: "J.R. in het Zonnetje"),
        Case(
            person: "O|||in het|Zonnetje|E", partner: nil, salutation: "Geachte In het Zonnetje",
            name: "In het Zonnetje", address: nil, text: "In het Zonnetje"),
        Case(
            person: "V|Jo Rene||in het|Zonnetje|P", partner: "|'t|Wolkje",
            salutation: "Geachte mevrouw 't Wolkje", name: "J.R. 't Wolkje", address: nil,
            text: "mevrouw 't Wolkje"),
        Case(
            person: "V|||in het|Veld|P", partner: nil, salutation: "Geachte mevrouw In het Veld",
            name: "In het Veld", address: nil, text: "mevrouw In het Veld"),
        Case(
            person: "V|Jo Anne|BS|van den|Aedel|V", partner: "|de|Boer",
            salutation: "Hoogwelgeboren vrouwe", name: "J.A. de Boer-barones van den Aedel",
            address: "De hoogwelgeboren vrouwe", text: "mevrouw De Boer-barones van den Aedel"),
        Case(
            person: "V|Jo Anne|BS|van den|Aedel|P", partner: "|de|Boer",
            salutation: "Geachte mevrouw De Boer", name: "J.A. de Boer", address: nil,
            text: "mevrouw De Boer"),
        Case(
            person: "M|James Antoine|JH|van den|Aedel|E", partner: "|de|Boer",
            salutation: "Hoogwelgeboren heer", name: "Jonkheer J.A. van den Aedel",
            address: "De hoogwelgeboren heer", text: "jonkheer van den Aedel"),
        Case(
            person: "M|James Antoine|JH|van den|Aedel|V", partner: "|de|Boer",
            salutation: "Hoogwelgeboren heer", name: "J.A. de Boer-jonkheer van den Aedel",
            address: "De hoogwelgeboren heer", text: "de heer De Boer-jonkheer van den Aedel"),
        Case(
            person: "V|Jeanne Anne|JV|van den|Aedel|E", partner: "|de|Boer",
            salutation: "Geachte mevrouw Van den Aedel", name: "J.A. van den Aedel", address: nil,
            text: "mevrouw Van den Aedel"),
        Case(
            person: "V|Jeanne Anne|JV|van den|Aedel|E", partner: "|de|Boer", isCurrent: false,
            salutation: "Hoogwelgeboren vrouwe", name: "Jonkvrouw J.A. van den Aedel",
            address: "De hoogwelgeboren vrouwe", text: "jonkvrouw van den Aedel"),
        Case(
            person: "V|Anne-Fleur||de|Boer|N", partner: "B|van den|Aedel",
            salutation: "Hoogwelgeboren vrouwe", name: "A. de Boer-barones van den Aedel",
            address: "De hoogwelgeboren vrouwe", text: "mevrouw De Boer-barones van den Aedel"),
        Case(
            person: "V|Anne-Fleur|BS|de|Bonne Fooie|V", partner: "P|van den|Aedel",
            salutation: "Hoogheid", name: "A. prinses van den Aedel-barones de Bonne Fooie",
            address: "De hoogheid", text: "prinses van den Aedel-barones de Bonne Fooie"),
        Case(
            person: "O|Anne|P|van den|Aedel|E", partner: nil, salutation: "Hoogheid",
            name: "A. van den Aedel", address: "De hoogheid", text: "A. van den Aedel"),
        Case(
            person: "V|Anne|R|van den|Aedel|E", partner: nil, salutation: "Hoogwelgeboren vrouwe",
            name: "A. van den Aedel", address: nil, text: "mevrouw Van den Aedel"),
        Case(
            person: "M|Jo|G|van den|Aedel|N", partner: "BS|de|Boer",
            salutation: "Hooggeboren heer", name: "J. graaf van den Aedel-de Boer",
            address: "De hooggeboren heer", text: "graaf van den Aedel-de Boer"),
        Case(
            person: "V|Jo Anne||de|Boer|V", partner: "G||.", salutation: "Hooggeboren vrouwe",
            name: "J.A. de Boer", address: nil, text: "mevrouw De Boer"),
        Case(
            person: "V||||.|V", partner: "|de|Boer", salutation: nil, name: nil, address: nil,
            text: nil),
        Case(
            person: "V||||.|P", partner: "|de|Boer", salutation: "Geachte mevrouw De Boer",
            name: "De Boer", address: nil, text: "mevrouw De Boer"),
    ]) func `a person is addressed as the name use and the titles say`(example: Case) {
        let forms = FormsOfAddress(
            Self.occurrence(
                example.person, ["04.10", "02.10", "02.20", "02.30", "02.40", "61.10"]),
            partner: example.partner.map { Self.occurrence($0, ["02.20", "02.30", "02.40"]) },
            isCurrent: example.isCurrent)
        #expect(forms.salutation == example.salutation)
        #expect(forms.envelope?.name == example.name)
        #expect(forms.envelope?.address == example.address)
        #expect(forms.runningText == example.text)
    }

    @Test func `of several partners the first one's name counts, of former ones the last one's`()
        throws
    {
        let lists = try SmallPersons.read([
            ["01.01.20": "999000019", "05.02.40": "Geel", "05.06.10": "19610800", "05.H": "05"],
            ["05.02.40": "Roodt", "05.06.10": "19610000"],
            [
                "id": "T2", "01.01.20": "999000044", "05.02.40": "Wit", "05.07.10": "20010101",
                "05.H": "05",
            ],
            ["05.02.40": "Zwart", "05.07.10": "20100101"],
        ])
        let names = lists.map { FormsOfAddress.partner(of: $0)?.occurrence["02.40"] }
        #expect(names == ["Roodt", "Zwart"])
        #expect(FormsOfAddress.partner(of: lists[1])?.isCurrent == false)
    }
}
