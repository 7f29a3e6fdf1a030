import MockPersons
import StrictJSON

/// Date, place and country of an event: elements 10, 20 and 30 of its group.
enum PlaceGroup {
    /// The three fields; what the register does not know is absent. Nil where the register has
    /// nothing of the event.
    static func group(
        _ occurrence: Occurrence, _ number: String, codes: CodeTables
    ) -> DocumentGroup? {
        guard occurrence.concerns(number) else { return nil }
        var group = DocumentGroup()
        group.add("datum", occurrence.date(number + ".10").map(DutchDate.json))
        group.add("plaats", occurrence[number + ".20"].flatMap { place($0, codes: codes) })
        group.add("land", occurrence[number + ".30"].flatMap { country($0, codes: codes) })
        group.investigate(
            Investigation(occurrence),
            [
                "datum": [number + ".10"], "plaats": [number + ".20"], "land": [number + ".30"],
            ])
        return group
    }

    /// A municipality's code with its name, or the name of a place abroad.
    private static func place(_ text: String, codes: CodeTables) -> JSONValue? {
        guard text != ".", text != "0000" else { return nil }
        if let name = codes.meaning(of: text, in: .gemeenten) { return FixedCodes.json(text, name) }
        return ["omschrijving": .string(text)]
    }

    static func country(_ code: String, codes: CodeTables) -> JSONValue? {
        guard code != "0000" else { return nil }
        return FixedCodes.json(code, codes.meaning(of: code, in: .landen))
    }
}
