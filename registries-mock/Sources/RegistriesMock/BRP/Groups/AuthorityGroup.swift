import MockPersons
import StrictJSON

/// `gezag`: who has authority over a minor, or over which minors a person has it.
struct AuthorityGroup {
    let authority: ParentalAuthority

    /// Of a minor the one relation; of others those with their own children, and with their
    /// partner's, in which they have a part.
    func list(for person: PersonList) -> [JSONValue] {
        if let outcome = authority.outcome(for: person) { return [relation(outcome, person)] }
        guard let bsn = person.bsn, !authority.isMinor(person) else { return [] }
        let own = person.current(.child)
        let partners = person.current(.partner).compactMap { $0["01.20"] }
            .flatMap { authority.people.persons(bsn: $0) }.flatMap { $0.current(.child) }
        var seen: Set<String> = []
        return (own + partners).compactMap { $0["01.20"] }.filter { seen.insert($0).inserted }
            .flatMap { authority.people.persons(bsn: $0) }
            .compactMap { child in
                guard let outcome = authority.outcome(for: child), Self.holds(bsn, outcome) else {
                    return nil
                }
                return relation(outcome, child)
            }
    }

    private static func holds(_ bsn: String, _ outcome: ParentalAuthority.Outcome) -> Bool {
        switch outcome {
        case .together(let holders): holders.contains { $0.bsn == bsn }
        case .alone(let holder): holder.bsn == bsn
        case .withThird(let holder, let third): holder.bsn == bsn || third?.bsn == bsn
        case .guardian(let guardian): guardian?.bsn == bsn
        case .nobody, .undetermined: false
        }
    }

    private func relation(_ outcome: ParentalAuthority.Outcome, _ child: PersonList) -> JSONValue {
        var object = JSONObject()
        switch outcome {
        case .together(let holders):
            object["type"] = "GezamenlijkOuderlijkGezag"
            object["ouders"] = .array(holders.map { Self.holder($0) })
        case .alone(let holder):
            object["type"] = "EenhoofdigOuderlijkGezag"
            object["ouder"] = Self.holder(holder)
        case .withThird(let holder, let third):
            object["type"] = "GezamenlijkGezag"
            object["ouder"] = Self.holder(holder)
            object["derde"] =
                third.map { Self.holder($0, type: "BekendeDerde") } ?? ["type": "OnbekendeDerde"]
        case .guardian(let guardian):
            object["type"] = "Voogdij"
            object["derden"] = .array(
                guardian.map { [Self.holder($0, type: "BekendeDerde")] } ?? [])
        case .nobody(let reason):
            object["type"] = "TijdelijkGeenGezag"
            object["toelichting"] = .string(reason)
        case .undetermined(let reason):
            object["type"] = "GezagNietTeBepalen"
            object["toelichting"] = .string(reason)
        }
        object["minderjarige"] = minor(child)
        return .object(object)
    }

    private func minor(_ child: PersonList) -> JSONValue {
        var object = JSONObject()
        object["burgerservicenummer"] = child.bsn.map { .string($0) }
        object["naam"] = child.first(.person).flatMap { NameGroup.fullName($0) }.map {
            ["volledigeNaam": .string($0)]
        }
        object["leeftijd"] = child.first(.person)?.date("03.10")
            .flatMap { DutchDate.age(of: $0, on: authority.today) }.map { .integer(Int64($0)) }
        return .object(object)
    }

    private static func holder(
        _ holder: ParentalAuthority.Holder, type: String? = nil
    ) -> JSONValue {
        var object = JSONObject()
        object["type"] = type.map { .string($0) }
        object["burgerservicenummer"] = holder.bsn.map { .string($0) }
        var name = JSONObject()
        name["volledigeNaam"] = holder.name.map { .string($0) }
        object["naam"] = .object(name)
        return .object(object)
    }
}
