import MockPersons
import StrictJSON

/// `adressering`: the lines that go on an envelope (NEN 5825), and the forms of address.
struct AddressingGroup {
    private static let lines: Set = ["adresregel1", "adresregel2", "adresregel3", "land"]
    private static let names: Set = ["aanhef", "aanschrijfwijze", "gebruikInLopendeTekst"]

    let person: PersonList
    let codes: CodeTables

    var group: DocumentGroup? {
        var group = DocumentGroup()
        var grounds: Set<String> = []
        if let residence = person.first(.residence) {
            AddressLines(residence: residence, codes: codes).add(to: &group)
            grounds.formUnion(Self.lines)
            group.addressFields = Self.lines
        }
        if addNames(to: &group) { grounds.formUnion(Self.names) }
        group.grounds = grounds
        return grounds.isEmpty ? nil : group
    }

    /// Whether the register has anything that names are made of.
    private func addNames(to group: inout DocumentGroup) -> Bool {
        let partner = FormsOfAddress.partner(of: person)
        guard let own = person.first(.person) else { return false }
        let forms = FormsOfAddress(
            own, partner: partner?.occurrence, isCurrent: partner?.isCurrent ?? false)
        group.add("aanhef", forms.salutation)
        if let envelope = forms.envelope {
            var written = DocumentGroup()
            written.add("naam", envelope.name)
            written.add("aanspreekvorm", envelope.address)
            group.add("aanschrijfwijze", written)
        }
        group.add("gebruikInLopendeTekst", forms.runningText)
        let fromOwn = ["02.10", "02.20", "02.30", "02.40", "04.10", "61.10"]
        group.investigate(
            Investigation(own), since: "datumIngangOnderzoekPersoon",
            ["aanhef": fromOwn, "aanschrijfwijze": fromOwn, "gebruikInLopendeTekst": fromOwn])
        let fromPartner = ["02.20", "02.30", "02.40"]
        group.investigate(
            Investigation(partner?.occurrence), since: "datumIngangOnderzoekPartner",
            [
                "aanhef": fromPartner, "aanschrijfwijze": fromPartner,
                "gebruikInLopendeTekst": fromPartner,
            ])
        return own.concerns("02", "04", "61") || partner != nil
    }
}
