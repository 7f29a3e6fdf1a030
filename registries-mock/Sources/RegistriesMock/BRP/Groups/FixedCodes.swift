import StrictJSON

/// Codes whose meaning the API itself fixes (its `tabelwaarden.csv`), and codes as it writes them.
enum FixedCodes {
    /// A code with its meaning, where that is known.
    static func json(_ code: String, _ meaning: String?) -> JSONValue {
        var object: JSONObject = ["code": .string(code)]
        object["omschrijving"] = meaning.map { .string($0) }
        return .object(object)
    }

    static func sex(_ code: String) -> JSONValue {
        json(code, ["M": "man", "V": "vrouw", "O": "onbekend"][code])
    }

    static func suspension(_ code: String) -> JSONValue {
        let meanings = [
            "O": "overlijden", "E": "emigratie", "M": "ministerieel besluit",
            "R": "pl is aangelegd in de rni", "F": "fout", ".": "onbekend",
        ]
        return json(code, meanings[code])
    }

    /// Nil for the code that means unknown.
    static func union(_ code: String) -> JSONValue? {
        guard code != "." else { return nil }
        return json(code, ["H": "huwelijk", "P": "geregistreerd partnerschap"][code])
    }

    static func europeanVote(_ code: String) -> JSONValue {
        json(code, ["1": "persoon is uitgesloten", "2": "persoon ontvangt oproep"][code])
    }

    static func addressFunction(_ code: String) -> JSONValue {
        json(code, ["W": "woonadres", "B": "briefadres"][code])
    }

    static func besideHouseNumber(_ code: String) -> JSONValue {
        json(code, ["to": "tegenover", "by": "bij"][code])
    }

    static func nameUse(_ code: String) -> JSONValue {
        let partner = "geslachtsnaam echtgenoot/geregistreerd partner"
        let meanings = [
            "E": "eigen geslachtsnaam", "N": partner + " na eigen geslachtsnaam", "P": partner,
            "V": partner + " voor eigen geslachtsnaam",
        ]
        return json(code, meanings[code])
    }
}
