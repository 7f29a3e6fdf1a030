import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import TestKit
import Testing

@testable import HousingReceiver

/// What was disclosed in the shape of VERA: nothing lost, nothing said that is not known.
struct VERAExportTests {
    private static let key = VERAKey(id: "AAAAAAAAAAAAAAAAAAAAAA", organisation: "0000009900")

    private func export(
        _ claims: [(CredentialType, String, JSONValue)], household: VERAKey? = nil
    ) -> VERAExport {
        VERAExport(
            key: Self.key, reference: "W-1", verified: UnixTime(seconds: 1_795_000_000),
            claims: claims.map { DisclosedClaim(type: $0.urn, name: $1, value: $2) },
            household: household)
    }

    /// The extra attributes of a message, by name.
    private func extra(_ message: JSONObject?) -> [String: String] {
        let list = message?["extra-attributen"]?.arrayValue ?? []
        return list.reduce(into: [:]) { all, attribute in
            let members = attribute.objectValue
            all[members?["naam"]?.stringValue ?? ""] = members?["waarde"]?.stringValue
        }
    }

    @Test func `a person has VERA's members, and the rest beside them`() {
        let name: JSONValue = [
            "voornamen": "Roos", "voorvoegsel": .null, "geslachtsnaam": "Jansen",
            "volledigeNaam": "Roos Jansen",
        ]
        let birth: JSONValue = ["datum": "1990-07-02", "plaats": "Leiden", "land": "Nederland"]
        let person = export([(.brp, "naam", name), (.brp, "geboorte", birth)]).person
        #expect(person["voornaam"] == "Roos" && person["geslachtsnaam"] == "Jansen")
        #expect(person["tussenvoegsels"] == nil && person["geboortedatum"] == "1990-07-02")
        #expect(person["soort"]?.objectValue?["code"] == "NAT")
        #expect(person["idExtern"] == .string(Self.key.id) && person["code"] == "W-1")
        #expect(
            extra(person) == [
                "naam.volledigeNaam": "Roos Jansen", "geboorte.plaats": "Leiden",
                "geboorte.land": "Nederland",
            ])
        #expect(person["groepen"] == nil && person["inkomens"] == nil)
    }

    @Test(arguments: ["1990", "1990-07"])
    func `a date that is known in part is no date of VERA`(_ date: String) {
        let person = export([(.brp, "geboorte", ["datum": .string(date), "plaats": .null])]).person
        #expect(person["geboortedatum"] == nil)
        #expect(extra(person) == ["geboorte.datum": date])
    }

    @Test(arguments: [Int64(23_180), 0, -4_000])
    func `an income keeps its year, its dispute and its kind`(_ amount: Int64) throws {
        let income = IncomeClaim(
            belastingjaar: 2024, soort: .belastbaarLoon, bedrag: amount, status: "voorlopig",
            vaststellingsdatum: nil, inOnderzoek: true)
        let made = export([(.bri, "inkomen-2024", income.json)])
        let message = try #require(made.incomes.first)
        #expect(message["bedrag"] == .integer(amount) && message["jaar"] == 2024)
        #expect(message["soort"]?.objectValue?["code"] == "BRU")
        #expect(message["inkomensverklaringsoort"]?.objectValue?["code"] == "IBR")
        #expect(message["controledatum"] == "2026-11-18T11:06:40Z")
        #expect(
            extra(message) == [
                "inkomen-2024.soort": "belastbaarLoon", "inkomen-2024.status": "voorlopig",
                "inkomen-2024.inOnderzoek": "ja",
            ])
        let named = made.person["inkomens"]?.arrayValue?.first?.objectValue
        #expect(named?["idExtern"] == message["idExtern"] && message["idExtern"] != nil)
    }

    @Test func `a limit makes no income, and is said whole`() {
        let limit = LimitClaim(
            limit: "daeb-2026-eenpersoons", amount: 51_537, belastingjaar: 2024, indexed: true,
            under: true, limitsVersion: "2026-11-23")
        let made = export([(.bri, LimitClaim.name(limit.limit), limit.json)])
        #expect(made.incomes.isEmpty && made.person["inkomens"] == nil)
        let extra = extra(made.person)
        #expect(extra["onder-daeb-2026-eenpersoons.under"] == "ja")
        #expect(extra["onder-daeb-2026-eenpersoons.amount"] == "51537" && extra.count == 6)
    }

    @Test(arguments: [("woonadres", "WOO"), ("briefadres", "POS"), ("anders", nil)])
    func `an address keeps its secrecy and its doubt`(
        _ function: String, _ code: String?
    ) throws {
        var address = PersonAddress(inOnderzoek: true, geheimhouding: true)
        address.straat = "Dorpsstraat"
        address.huisnummer = 5
        address.datumVan = "2020-01-31"
        address.functie = function
        let made = export([(.brp, "adres", address.json)])
        let message = try #require(made.address)
        #expect(message["begindatum"] == "2020-01-31")
        #expect(message["soort"]?.objectValue?["code"]?.stringValue == code)
        #expect(
            extra(message) == [
                "adres.straat": "Dorpsstraat", "adres.huisnummer": "5",
                "adres.inOnderzoek": "ja", "adres.geheimhouding": "ja", "adres.functie": function,
            ])
        let named = made.person["adressen"]?.arrayValue?.first?.objectValue
        #expect(named?["idExtern"] == message["idExtern"])
        #expect(named?["soort"]?.objectValue?["code"]?.stringValue == code)
    }

    @Test(arguments: ["inkomen-2024", "onder-daeb-2026-eenpersoons"])
    func `what the register does not know is said to be not known`(_ name: String) {
        let made = export([(.bri, name, .null)])
        #expect(made.incomes.isEmpty && extra(made.person) == [name: "niet bekend"])
    }

    @Test func `a BSN is not exported`() {
        let made = export([(.brp, "burgerservicenummer", "123456782")])
        #expect(!JSONValue.object(made.json).text.contains("123456782"))
        #expect(made.person["bsn"] == nil && made.person["extra-attributen"] == nil)
    }

    @Test func `a name of another kind of attestation is not taken for one of VERA's`() {
        let value: JSONValue = ["geslachtsnaam": "Jansen", "bedrag": 1]
        let made = export([(.bri, "naam", ["geslachtsnaam": "Jansen"]), (.brp, "x", value)])
        #expect(made.person["geslachtsnaam"] == nil && made.incomes.isEmpty)
        #expect(extra(made.person)["naam.geslachtsnaam"] == "Jansen")
    }

    @Test func `a person of an application names the household`() {
        let household = VERAKey(id: "BBBBBBBBBBBBBBBBBBBBBB", organisation: "0000009900")
        let group = export([], household: household).person["groepen"]?.arrayValue?.first
        #expect(group?.objectValue?["idExtern"] == .string(household.id))
        #expect(group?.objectValue?["detailSoort"]?.objectValue?["code"] == "HUI")
    }

    @Test(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
    func `the codes are those of VERA's reference data`() throws {
        let file = try #require(
            SharedData.bytes("schemas/vera/Referentiedata-inkomen-passendheid.csv"))
        let rows = String(decoding: file, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
        let lists = Set(rows.map { $0[0] })
        let ours = VERACode.all.filter { lists.contains($0.list) }
        #expect(ours.count == 2)
        for code in ours {
            #expect(rows.contains { Array($0.prefix(3)) == [code.list, code.code, code.name] })
            #expect(rows.contains { $0[1] == code.code && $0[5].isEmpty }, "it has not ended")
        }
    }
}
