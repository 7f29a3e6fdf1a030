package import BlueButton

/// What citizens read about an overview, in plain Dutch (B1) and English; each text exists in both.
package struct OverviewWords: Sendable {
    package let language: Language

    package init(_ language: Language) {
        self.language = language
    }

    private func text(_ nl: String, _ en: String) -> String {
        switch language {
        case .nl: nl
        case .en: en
        }
    }

    package var title: String {
        text("Wie heeft welke gegevens over u?", "Who holds what data about you?")
    }

    // MARK: In short

    package var inShort: String { text("In het kort", "In short") }

    package func asked(_ count: Int) -> String {
        count == 1
            ? text("1 organisatie is gevraagd:", "1 organisation was asked:")
            : text("\(count) organisaties zijn gevraagd:", "\(count) organisations were asked:")
    }

    package func holding(_ count: Int) -> String {
        switch count {
        case 0: text("geen ervan heeft gegevens over u", "none of them holds data about you")
        case 1: text("1 heeft gegevens over u", "1 holds data about you")
        default: text("\(count) hebben gegevens over u", "\(count) hold data about you")
        }
    }

    package func holdingNothing(_ count: Int) -> String {
        switch count {
        case 0: text("geen ervan zegt niets te hebben", "none of them says that it holds nothing")
        case 1: text("1 heeft geen gegevens over u", "1 holds no data about you")
        default: text("\(count) hebben geen gegevens over u", "\(count) hold no data about you")
        }
    }

    package func unanswered(_ count: Int) -> String {
        switch count {
        case 0: text("alle gaven antwoord", "all of them answered")
        case 1: text("van 1 weten we het niet", "of 1 it is not known")
        default: text("van \(count) weten we het niet", "of \(count) it is not known")
        }
    }

    package var organisation: String { text("Organisatie", "Organisation") }
    package var answer: String { text("Antwoord", "Answer") }
    package var allAnswers: String { text("Alle organisaties", "All organisations") }

    package func kinds(_ count: Int) -> String {
        count == 1
            ? text("1 soort gegevens", "1 kind of data")
            : text("\(count) soorten gegevens", "\(count) kinds of data")
    }

    package var noData: String { text("geen gegevens", "no data") }
    package var notKnown: String { text("niet bekend", "not known") }

    // MARK: Who holds data

    package var holders: String { text("Wie heeft gegevens over u?", "Who holds data about you?") }
    package var whatData: String { text("Welke gegevens", "What data") }
    package var why: String { text("Waarom", "Why") }
    package var law: String { text("Wet", "Law") }
    package var howLong: String { text("Hoe lang", "How long") }
    package var whoElse: String { text("Gaat ook naar", "Also goes to") }

    package func kind(_ kind: OverviewAccount.Kind) -> String {
        var parts = ["\(kind.label) (\(records(kind.records)))"]
        if let since = kind.since { parts.append(self.since(since)) }
        if let updated = kind.updated {
            parts.append(text("laatst gewijzigd: \(updated)", "last changed: \(updated)"))
        }
        return parts.joined(separator: ", ")
    }

    package func since(_ date: String) -> String { text("sinds \(date)", "since \(date)") }

    package func records(_ count: Int64) -> String {
        count == 1
            ? text("1 gegeven", "1 record") : text("\(count) gegevens", "\(count) records")
    }

    package var noEnd: String {
        text(
            "er is geen einddatum; de wet bepaalt hoe lang",
            "no end is set; the law says how long")
    }

    package var nobodyElse: String {
        text(
            "niemand, zegt deze organisatie", "nobody, this organisation says")
    }

    package var seeThem: String { text("Bekijk ze met", "See them with") }

    /// The command that shows what an organisation holds, by its short name.
    package func command(for shortName: String) -> String { "blauweknop data \(shortName)" }

    // MARK: Who holds none

    package var holdingNothingTitle: String {
        text("Wie heeft geen gegevens over u?", "Who holds no data about you?")
    }

    // MARK: Who could not be asked

    package var unansweredTitle: String {
        text("Van wie weten we het niet?", "Of whom is it not known?")
    }

    package var unansweredMeaning: String {
        text(
            "Deze organisaties gaven geen goed antwoord. Misschien hebben ze wel gegevens over u.",
            "These organisations gave no good answer. They may hold data about you.")
    }

    package func reason(_ row: OverviewAccount.Unanswered) -> String {
        if row.isWordOfService {
            return text(
                "De dienst zegt dat deze organisatie niet wilde antwoorden.",
                "The service says that this organisation would not answer.")
        }
        return switch row.reason {
        case .timeout:
            text(
                "Deze organisatie antwoordde niet op tijd.",
                "This organisation did not answer in time.")
        case .unreachable:
            text(
                "Deze organisatie was niet bereikbaar.",
                "This organisation could not be reached.")
        case .tooLarge:
            text(
                "Deze organisatie gaf een te groot antwoord.",
                "This organisation gave too large an answer.")
        case .invalidAnswer:
            text(
                "Deze organisatie gaf een antwoord dat niet klopt.",
                "This organisation gave an answer that is not valid.")
        case .refused:
            text(
                "Deze organisatie wilde niet antwoorden.",
                "This organisation would not answer.")
        }
    }

    package var whatYouCanDo: String { text("Wat u kunt doen", "What you can do") }

    /// What a citizen can do about an answer that did not come.
    package func advice(_ row: OverviewAccount.Unanswered) -> String {
        let again = text(
            "Probeer het later nog eens met: blauweknop overview.",
            "Try again later with: blauweknop overview.")
        let ask = text(
            "Vraag het de organisatie zelf. U hebt recht op inzage (AVG, artikel 15).",
            "Ask the organisation itself. You have the right of access (GDPR, article 15).")
        switch row.reason {
        case .timeout, .unreachable:
            return again + " "
                + text("Blijft het misgaan? ", "Does it keep going wrong? ") + ask
        case .tooLarge, .invalidAnswer:
            return ask + " "
                + text(
                    "Nog een keer proberen helpt waarschijnlijk niet.",
                    "Trying again will probably not help.")
        case .refused:
            return ask
        }
    }

    // MARK: Seal and time

    package func sealed(by name: String, at time: String) -> String {
        text(
            "Dit overzicht is verzegeld door \(name) op \(time). Elk antwoord is verzegeld door de "
                + "organisatie zelf.",
            "This overview was sealed by \(name) at \(time). Each answer is sealed by the "
                + "organisation itself.")
    }

    package func timestamped(by name: String, at time: String) -> String {
        text(
            "Tijdstempel van \(name): \(time). Daarmee kunt u dit overzicht ook later bewijzen.",
            "Timestamp by \(name): \(time). It lets you prove this overview later as well.")
    }

    package var noTimestamp: String {
        text(
            "Let op: dit overzicht heeft geen tijdstempel. De tijdstempeldienst gaf geen antwoord. "
                + "De tijd hierboven zegt de dienst dus zelf.",
            "Note: this overview has no timestamp. The time-stamping authority did not answer. "
                + "The time above is the service's own word.")
    }

    package var noValues: String {
        text(
            "Hier staat welke soorten gegevens er zijn, niet wat erin staat. De gegevens zelf ziet "
                + "u met de opdracht die bij een organisatie staat.",
            "This tells what kinds of data there are, not what they say. To see the data itself, "
                + "use the command that stands with an organisation.")
    }
}
