import StrictJSON

/// A query by citizen service number (`RaadpleegMetBurgerservicenummer`) that was found in order.
struct PersonQuery {
    static let type = "RaadpleegMetBurgerservicenummer"
    private static let searches: Set<String> = [
        "ZoekMetGeslachtsnaamEnGeboortedatum", "ZoekMetNaamEnGemeenteVanInschrijving",
        "ZoekMetPostcodeEnHuisnummer", "ZoekMetStraatHuisnummerEnGemeenteVanInschrijving",
        "ZoekMetNummeraanduidingIdentificatie", "ZoekMetAdresseerbaarObjectIdentificatie",
    ]

    let bsns: [String]
    /// Narrows the answer to who is registered in one municipality.
    let municipality: String?
    let fields: FieldSelection

    /// Reads a query; all that is wrong with it is reported at once.
    init(_ body: JSONObject) throws(RegistryProblem) {
        guard let type = body["type"] else { throw .wrong([.required("type")]) }
        guard type == .string(Self.type) else {
            if let name = type.stringValue, Self.searches.contains(name) {
                throw .notYet("Zoeken is nog niet mogelijk, alleen raadplegen.")
            }
            throw .wrong([
                .init(code: "value", name: "type", reason: "Waarde is geen geldig zoek type.")
            ])
        }
        var wrong: [RegistryProblem.Parameter] = []
        bsns = Self.texts(body, "burgerservicenummer", maximum: 20, wrong: &wrong) {
            Self.isDigits($0, 9) ? nil : .pattern($1, "^[0-9]{9}$")
        }
        municipality = body["gemeenteVanInschrijving"].map { $0.stringValue ?? "" }
        if let municipality, !Self.isDigits(municipality, 4) {
            wrong.append(.pattern("gemeenteVanInschrijving", "^[0-9]{4}$"))
        }
        var isLater = false
        let paths = Self.texts(body, "fields", maximum: 130, wrong: &wrong) { path, name in
            Self.check(path, name, isLater: &isLater)
        }
        let known: Set = ["type", "burgerservicenummer", "gemeenteVanInschrijving", "fields"]
        for name in body.names where !known.contains(name) { wrong.append(.unknown(name)) }
        guard wrong.isEmpty else { throw .wrong(wrong) }
        if isLater { throw .notYet("Een van de gevraagde velden wordt nog niet geleverd.") }
        fields = FieldSelection(paths)
    }

    private static func texts(
        _ body: JSONObject, _ name: String, maximum: Int,
        wrong: inout [RegistryProblem.Parameter],
        check: (String, String) -> RegistryProblem.Parameter?
    ) -> [String] {
        guard let value = body[name] else {
            wrong.append(.required(name))
            return []
        }
        guard let items = value.arrayValue else {
            wrong.append(.notArray(name))
            return []
        }
        guard !items.isEmpty else {
            wrong.append(.tooFew(name))
            return []
        }
        guard items.count <= maximum else {
            wrong.append(.tooMany(name, maximum))
            return []
        }
        return items.enumerated().map { position, item in
            let text = item.stringValue ?? ""
            if let parameter = check(text, "\(name)[\(position)]") { wrong.append(parameter) }
            return text
        }
    }

    private static func check(
        _ path: String, _ name: String, isLater: inout Bool
    ) -> RegistryProblem.Parameter? {
        let isPath =
            (1...200).contains(path.utf8.count)
            && path.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2E || $0 == 0x5F
            }
        guard isPath else { return .pattern(name, "^[a-zA-Z0-9\\._]{1,200}$") }
        switch FieldPath.verdict(on: path) {
        case .known: return nil
        case .later:
            isLater = true
            return nil
        case .automatic:
            return .init(
                code: "fields", name: name, reason: "Parameter bevat een niet toegestane veldnaam.")
        case .unknown:
            return .init(
                code: "fields", name: name, reason: "Parameter bevat een niet bestaande veldnaam.")
        }
    }

    private static func isDigits(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
