/// Who of any population could play the part of the seed's main character.
extension MockData {
    /// Everyone who could be the applicant of the demonstration's story, in the file's order: alone
    /// in having their number, of age, not suspended, not confidential, at a home address in the
    /// Netherlands, nothing of it all under investigation, and with an undisputed income on record.
    ///
    /// - Parameter taxYear: the year of the income that the story asks for.
    package func applicants(taxYear: Int) -> [PersonList] {
        people.all.filter { person in
            guard let bsn = person.bsn, ElevenTest.passes(bsn),
                people.persons(bsn: bsn).count == 1,
                let income = incomes.incomes(of: bsn)?.first(where: { $0.taxYear == taxYear }),
                income.underInvestigation == nil, income.amount > 0
            else { return false }
            return Self.isSettled(person) && Self.isAtHome(person)
        }
    }

    private static func isSettled(_ person: PersonList) -> Bool {
        guard let own = person.first(.person), own["02.10"] != nil, own["83.10"] == nil,
            case .day(let year, _, _) = own.date("03.10"), year < 2000,
            let registration = person.first(.registration), registration["67.20"] == nil
        else { return false }
        return (registration["70.10"] ?? "0") == "0"
    }

    private static func isAtHome(_ person: PersonList) -> Bool {
        guard let residence = person.first(.residence) else { return false }
        return ["11.10", "11.20", "11.60", "11.70"].allSatisfy { residence[$0] != nil }
            && residence["10.10"] == "W" && residence["83.10"] == nil
    }
}
