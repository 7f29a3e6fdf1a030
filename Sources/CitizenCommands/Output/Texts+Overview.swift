import PlainWords

/// What `overview` says beside the overview itself.
extension Texts {
    func asking(seconds: Int64) -> String {
        text(nl: "wordt gevraagd, \(seconds) s", en: "is being asked, \(seconds) s")
    }

    func more(_ count: Int) -> String {
        count == 1
            ? text(nl: "en nog 1 organisatie", en: "and 1 more organisation")
            : text(nl: "en nog \(count) organisaties", en: "and \(count) more organisations")
    }

    func answered(_ answer: OverviewAccount.Answer) -> String {
        switch answer {
        case .holds: text(nl: "heeft gegevens over u", en: "holds data about you")
        case .holdsNothing: text(nl: "heeft geen gegevens", en: "holds no data")
        case .unanswered: text(nl: "niet bekend", en: "not known")
        }
    }

    func saved(in file: String) -> String {
        text(nl: "Bewaard. Controleren kan met:", en: "Saved. To check it:")
            + "\n  blauweknop verify \(Self.typed(file))"
    }

    /// A file's name as it is typed in a shell.
    static func typed(_ file: String) -> String {
        let isPlain = file.allSatisfy { $0.isLetter || $0.isNumber || "/._-+=@%,:".contains($0) }
        return isPlain ? file : "'" + file.replacing("'", with: "'\\''") + "'"
    }
}
