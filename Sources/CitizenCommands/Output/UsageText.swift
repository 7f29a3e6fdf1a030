import PartySetup

/// A usage error as a citizen reads it: what is wrong, how the command is typed, where help is.
struct UsageText {
    let trouble: UsageTrouble
    /// The words of the command, the program's name first.
    let path: [String]
    let command: CommandDescription
    let texts: Texts

    /// nil where the message is no usage error.
    var text: String? {
        guard let what else { return nil }
        var lines = [texts.errorLine(what)]
        if case .missingValue = trouble {
            lines.append(texts.hintLine(texts.text(nl: "typ", en: "type") + ": \(example)"))
        }
        let help = (path + ["--help"]).joined(separator: " ")
        lines.append(texts.hintLine(texts.text(nl: "hulp met", en: "for help") + ": \(help)"))
        return lines.flatMap(Wrapping.fitting).joined(separator: "\n")
    }

    private var what: String? {
        switch trouble {
        case .missingValue(let name):
            let form = texts.valueName(name.uppercased())
            let about =
                command.arguments.first { $0.form == name.uppercased() }
                .map { ": \(texts.help($0.abstract))" } ?? ""
            return texts.text(nl: "u vergat \(form)", en: "\(form) is missing") + about
        case .unknownCommand(let name, let near):
            return texts.text(
                nl: "de opdracht '\(name)' bestaat niet.\(meant(near))",
                en: "there is no command '\(name)'.\(meant(near))")
        case .unknownOption(let name, let near):
            return texts.text(
                nl: "de optie '\(name)' bestaat niet.\(meant(near))",
                en: "there is no option '\(name)'.\(meant(near))")
        case .missingOptionValue(let name):
            return texts.text(
                nl: "achter '\(name)' hoort nog iets te staan.",
                en: "something has to follow '\(name)'.")
        case .invalidValue(let value, let name):
            return texts.text(
                nl: "'\(value)' kan niet bij '\(name)'.", en: "'\(value)' cannot be '\(name)'.")
        case .unexpected(let value):
            return texts.text(
                nl: "'\(value)' hoort er niet bij. Zet tussen 'aanhalingstekens' wat bij elkaar "
                    + "hoort.",
                en: "'\(value)' does not belong there. Put what belongs together between "
                    + "'quotes'.")
        case .other(let message):
            return message.isEmpty ? nil : message
        }
    }

    private func meant(_ near: String?) -> String {
        near.map { texts.text(nl: " Bedoelt u '\($0)'?", en: " Did you mean '\($0)'?") } ?? ""
    }

    private var example: String {
        let values = command.arguments.filter(\.isPositional).map {
            "'\(texts.valueName($0.form))'"
        }
        return (path + values).joined(separator: " ")
    }
}
