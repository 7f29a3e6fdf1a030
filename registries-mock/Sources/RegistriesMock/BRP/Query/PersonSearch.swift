import MockPersons

/// Finds the persons of a query.
struct PersonSearch {
    let people: Population

    /// Everyone whom the query is about: unknown numbers are no error, wiped and removed lists are
    /// never delivered, who died is found only where the search says so.
    ///
    /// - Throws: `tooManyResults` for a search that finds more than ten.
    func persons(_ query: PersonQuery) throws(RegistryProblem) -> [PersonList] {
        guard query.kind != .numbers else {
            var seen: Set<String> = []
            return query.bsns.filter { seen.insert($0).inserted }
                .flatMap { people.persons(bsn: $0) }
                .filter { $0.isDelivered && Self.lives($0, in: query) }
        }
        let found = people.all.filter { person in
            person.isDelivered && Self.lives(person, in: query)
                && (query.includesDeceased || person.first(.registration)?["67.20"] != "O")
                && query.values.allSatisfy { Self.agrees(person, $0, $1) }
        }
        guard found.count <= QueryKind.maximumResults else { throw .tooManyResults }
        return found
    }

    private static func lives(_ person: PersonList, in query: PersonQuery) -> Bool {
        guard let municipality = query.values["gemeenteVanInschrijving"] else { return true }
        return person.first(.residence)?["09.10"] == municipality
    }

    private static func agrees(_ person: PersonList, _ name: String, _ value: String) -> Bool {
        let (own, residence) = (person.first(.person), person.first(.residence))
        switch name {
        case "geslachtsnaam": return FoldedText.matches(own?["02.40"], value)
        case "voornamen": return FoldedText.matches(own?["02.10"], value)
        case "voorvoegsel": return FoldedText.matches(own?["02.30"], value)
        case "geslacht": return own?["04.10"] == value.uppercased()
        case "geboortedatum": return own?["03.10"] == value
        case "postcode": return residence?["11.60"] == value.uppercased().filter { $0 != " " }
        case "huisnummer": return residence?["11.20"].flatMap { Int($0) } == Int(value)
        case "huisletter": return FoldedText.matches(residence?["11.30"], value)
        case "huisnummertoevoeging": return FoldedText.matches(residence?["11.40"], value)
        case "straat":
            return FoldedText.matches(residence?["11.10"], value)
                || FoldedText.matches(residence?["11.15"], value)
        case "nummeraanduidingIdentificatie": return residence?["11.90"] == value
        case "adresseerbaarObjectIdentificatie": return residence?["11.80"] == value
        default: return true
        }
    }
}
