import StrictJSON

/// The messages of an export as files: each valid by itself against one schema of VERA.
struct VERAFiles {
    /// File name and message.
    let all: [(name: String, message: JSONObject)]
    /// What VERA has no member for, as the messages name it.
    let extra: [String]

    /// Reads the answer about a package.
    init(_ package: JSONReader) throws {
        var all = [("natuurlijk-persoon.json", try package.object("natuurlijk_persoon"))]
        if let address = try package.nullableObject("relatie_adres") {
            all.append(("relatie-adres.json", address))
        }
        for income in try package.array("inkomens") {
            all.append(("inkomen-\(try income.integer("jaar")).json", income))
        }
        try self.init(messages: all)
    }

    /// Reads the group of the answer about an application.
    init(group application: JSONReader) throws {
        try self.init(
            messages: [("relatiegroep.json", try application.object("relatiegroep"))])
    }

    private init(messages: [(String, JSONReader)]) throws {
        all = try messages.map { ($0.0, try $0.1.asObject()) }
        extra = try messages.flatMap { try ExtraAttributes.names(in: $0.1) }
    }

    /// The schema of a file.
    static func schema(of name: String) -> String {
        switch name {
        case "natuurlijk-persoon.json": "NatuurlijkPersoonbericht"
        case "relatie-adres.json": "RelatieAdresbericht"
        case "relatiegroep.json": "Relatiegroepbericht"
        default: "Inkomenbericht"
        }
    }
}
