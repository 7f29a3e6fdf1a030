import BlueButton
import StrictJSON

/// Turns a person of Haal Centraal into categories, counts and dates.
///
/// The service reads these: no birth date stands as `since`, but since when an address or a
/// marriage is on record does.
enum BRPHoldings {
    static func holdings(of record: JSONReader) -> [Holding] {
        var holdings = [
            holding(
                "persoon", nl: "Persoonsgegevens", en: "Personal details", records: 1, since: nil)
        ]
        if let place = record["verblijfplaats"] {
            holdings.append(
                holding(
                    "verblijfplaats", nl: "Adres en verblijfplaats", en: "Address and residence",
                    records: 1, since: place.date("datumVan")))
        }
        if let list = try? record.array("nationaliteiten"), !list.isEmpty {
            holdings.append(
                holding(
                    "nationaliteit", nl: "Nationaliteit", en: "Nationality",
                    records: Int64(list.count), since: nil))
        }
        if let list = try? record.array("partners"), let partner = list.first {
            holdings.append(
                holding(
                    "huwelijk-partnerschap", nl: "Huwelijk en partnerschap",
                    en: "Marriage and partnership", records: Int64(list.count),
                    since: partner["aangaanHuwelijkPartnerschap"]?.date("datum")))
        }
        if record["overlijden"] != nil {
            holdings.append(
                holding("overlijden", nl: "Overlijden", en: "Death", records: 1, since: nil))
        }
        return holdings
    }

    private static func holding(
        _ category: String, nl: String, en: String, records: Int64, since: String?
    ) -> Holding {
        Holding(
            category: category, label: LocalizedText(nl: nl, en: en), records: records,
            since: since, updated: nil,
            purpose: LocalizedText(
                nl: "De overheid laten weten wie u bent en waar u woont",
                en: "To let the government know who you are and where you live"),
            legalBasis: "Wet basisregistratie personen, artikel 1.2", retention: "P110Y",
            recipients: ["Gemeenten", "Overheidsorganisaties en aangewezen derden"])
    }
}
