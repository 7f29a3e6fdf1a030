import StrictJSON

/// A code of VERA's reference data, with the list that it is from.
///
/// From `Referentiedata.csv` of Aedes-datastandaarden/vera-referentiedata, commit 92ae24c (CC0).
struct VERACode: Sendable, Hashable {
    /// The list, such as `INKOMENSSOORT`.
    let list: String
    let code: String
    let name: String

    static let naturalPerson = VERACode(
        list: "RELATIESOORT", code: "NAT", name: "Natuurlijke persoon")
    static let relationGroup = VERACode(list: "RELATIESOORT", code: "GRO", name: "Relatiegroep")
    static let household = VERACode(list: "RELATIEDETAILSOORT", code: "HUI", name: "Huishouden")
    static let homeAddress = VERACode(list: "RELATIEADRESSOORT", code: "WOO", name: "Woonadres")
    static let postalAddress = VERACode(
        list: "RELATIEADRESSOORT", code: "POS", name: "Postadres")
    /// The nearest to an authentic income: VERA calls registered incomes gross.
    static let grossYear = VERACode(
        list: "INKOMENSSOORT", code: "BRU", name: "Bruto jaarinkomen")
    /// The register of incomes as the source.
    static let incomeRegister = VERACode(
        list: "INKOMENSVERKLARINGSOORT", code: "IBR", name: "IBRI")

    /// All that exports use.
    static let all = [
        naturalPerson, relationGroup, household, homeAddress, postalAddress, grossYear,
        incomeRegister,
    ]

    /// VERA's `Referentiedata`.
    var json: JSONValue {
        [
            "code": .string(code), "naam": .string(name), "soort": ["code": .string(list)],
        ]
    }
}
