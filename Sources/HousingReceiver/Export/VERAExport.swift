import BlueButton
import OpenSSL
import StrictJSON

/// What one package disclosed, in the shape of VERA's domain Relaties: messages as its API takes them.
///
/// Nothing that was disclosed is lost: what VERA has no member for stands in `extra-attributen`,
/// qualifiers among it. Only a BSN is left out: the law allows it for the income test alone.
struct VERAExport: Sendable {
    /// The version of VERA's API descriptions.
    static let version = "4.3.0+260116.26"

    /// `NatuurlijkPersoonbericht`.
    private(set) var person: JSONObject
    /// `RelatieAdresbericht`, where an address was disclosed.
    private(set) var address: JSONObject?
    /// `Inkomenbericht`, for each income that was disclosed.
    private(set) var incomes: [JSONObject] = []

    private let key: VERAKey
    /// When the package was verified.
    private let verified: UnixTime

    /// - Parameters:
    ///   - key: the package's id. Every release has one of its own, and so does the person in it:
    ///     nobody can tell from exports that two are about the same one.
    ///   - reference: what the corporation calls the applicant.
    ///   - household: the application's group, where the export is of one.
    init(
        key: VERAKey, reference: String, verified: UnixTime, claims: [DisclosedClaim],
        household: VERAKey? = nil
    ) {
        self.key = key
        self.verified = verified
        person = key.json(.naturalPerson)
        person["code"] = .string(reference)
        if let household {
            person["groepen"] = [.object(household.json(.relationGroup, detail: .household))]
        }
        var extra = ExtraAttributes()
        for claim in claims where claim.name != "burgerservicenummer" { take(claim, &extra) }
        if !incomes.isEmpty {
            person["inkomens"] = .array(incomes.map { .object(Self.keys(of: $0)) })
        }
        if let address { person["adressen"] = [.object(Self.keys(of: address))] }
        extra.fill(&person)
    }

    /// As the back office answers it.
    var json: JSONObject {
        [
            "vera": .string(Self.version), "natuurlijk_persoon": .object(person),
            "relatie_adres": address.map { .object($0) } ?? .null,
            "inkomens": .array(incomes.map { .object($0) }),
        ]
    }

    private mutating func take(_ claim: DisclosedClaim, _ extra: inout ExtraAttributes) {
        guard var value = claim.value.objectValue else {
            return extra.add(claim.name, claim.value)
        }
        switch (claim.type, claim.name) {
        case (CredentialType.brp.urn, "naam"):
            person["voornaam"] = Self.text("voornamen", of: &value)
            person["tussenvoegsels"] = Self.text("voorvoegsel", of: &value)
            person["geslachtsnaam"] = Self.text("geslachtsnaam", of: &value)
        case (CredentialType.brp.urn, "geboorte"):
            person["geboortedatum"] = Self.date("datum", of: &value)
        case (CredentialType.brp.urn, "adres"):
            return takeAddress(value)
        case (CredentialType.bri.urn, _) where value["bedrag"] != nil:
            return takeIncome(claim.name, value)
        default:
            break
        }
        extra.add(claim.name, .object(value))
    }

    /// VERA's addresses are in its domain Vastgoed, and only named here: the address itself is extra.
    private mutating func takeAddress(_ claim: JSONObject) {
        var value = claim
        let kind: VERACode? =
            switch value["functie"]?.stringValue {
            case "woonadres": .homeAddress
            case "briefadres": .postalAddress
            default: nil
            }
        var message = key.part("adres").json(kind)
        message["begindatum"] = Self.date("datumVan", of: &value)
        message["relatie"] = .object(key.json(.naturalPerson))
        var extra = ExtraAttributes()
        extra.add("adres", .object(value))
        extra.fill(&message)
        address = message
    }

    private mutating func takeIncome(_ name: String, _ claim: JSONObject) {
        var value = claim
        var message = key.part(name).json(.grossYear)
        message["bedrag"] = Self.take("bedrag", of: &value)
        message["jaar"] = Self.take("belastingjaar", of: &value)
        message["inkomensverklaringsoort"] = VERACode.incomeRegister.json
        message["controledatum"] = .string(verified.description)
        message["relaties"] = [.object(key.json(.naturalPerson))]
        var extra = ExtraAttributes()
        extra.add(name, .object(value))
        extra.fill(&message)
        incomes.append(message)
    }

    /// The keys of a message, as others name it.
    private static func keys(of message: JSONObject) -> JSONObject {
        var keys = JSONObject()
        for name in ["idExtern", "idOrganisatie"] { keys[name] = message[name] }
        if message["bedrag"] == nil { keys["soort"] = message["soort"] }
        return keys
    }

    // MARK: Members that VERA has are taken out; the rest is extra

    private static func take(_ name: String, of value: inout JSONObject) -> JSONValue? {
        guard let member = value[name], member != .null else { return nil }
        value[name] = nil
        return member
    }

    private static func text(_ name: String, of value: inout JSONObject) -> JSONValue? {
        guard value[name]?.stringValue != nil else { return nil }
        return take(name, of: &value)
    }

    /// A whole date; less than that VERA cannot say.
    private static func date(_ name: String, of value: inout JSONObject) -> JSONValue? {
        guard value[name]?.stringValue?.utf8.count == 10 else { return nil }
        return take(name, of: &value)
    }
}
