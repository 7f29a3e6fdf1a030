import MockPersons

/// How a person is written to and about: by own name, the partner's, or both, as the person chose
/// (element 61.10), with the titles that go with them.
struct FormsOfAddress {
    /// A name as it counts in forms of address.
    private struct Name {
        let title: NobleTitle?
        let prefix: String?
        /// Nil where it is unknown.
        let surname: String?

        init(_ occurrence: Occurrence) {
            title = occurrence["02.20"].map { NobleTitle(code: $0) }
            prefix = occurrence["02.30"]
            surname = occurrence["02.40"].flatMap { $0 == "." ? nil : $0 }
        }

        func written(_ title: String? = nil) -> String {
            [title, prefix, surname].compactMap { $0 }.joined(separator: " ")
        }
    }

    private let own: Name
    private let sex: Sex
    private let initials: String?
    private let partner: Name?
    private let hasCurrentPartner: Bool
    /// `E` own name, `P` the partner's, `V` the partner's before the own one, `N` behind it.
    private let chosen: String

    init(_ person: Occurrence, partner: Occurrence?, isCurrent: Bool) {
        own = Name(person)
        sex = Sex(person["04.10"])
        initials = person["02.10"].flatMap { $0 == "." ? nil : NameGroup.initials($0) }
        self.partner = partner.map { Name($0) }
        hasCurrentPartner = partner != nil && isCurrent
        chosen = partner == nil ? "E" : person["61.10"] ?? "E"
    }

    /// The partner whose name counts: the first of the current ones, else the last former one.
    static func partner(of person: PersonList) -> (occurrence: Occurrence, isCurrent: Bool)? {
        let all = person.current(.partner)
        let current = all.filter { !$0.has(group: "07") }
        if let first = current.min(by: { ($0["06.10"] ?? "") < ($1["06.10"] ?? "") }) {
            return (first, true)
        }
        return all.max { ($0["07.10"] ?? "") < ($1["07.10"] ?? "") }.map { ($0, false) }
    }

    /// What is used: without the partner's name the own one.
    private var use: String { partner?.surname == nil ? "E" : chosen }

    private var isNameKnown: Bool { use == "P" || own.surname != nil }

    private func courtesy(_ use: String) -> NobleTitle? {
        sex == .woman && use != "E" ? partner?.title?.courtesy : nil
    }

    /// The own title, where it is used: not with the partner's name alone; a predicate of a woman
    /// not while she has a partner or uses the name.
    private func ownTitle(_ use: String) -> NobleTitle? {
        guard let title = own.title, use != "P" else { return nil }
        let yields = title.isPredicate && sex == .woman && (hasCurrentPartner || use != "E")
        return yields ? nil : title
    }

    /// `aanhef`: the salutation of a letter.
    var salutation: String? {
        let title =
            courtesy(chosen)?.address(for: .woman) ?? ownTitle(chosen)?.address(for: sex)
        if let title { return Self.capitalised(title) }
        guard isNameKnown else { return nil }
        return "Geachte " + prefixed(combined(nil, nil), man: "heer", woman: "mevrouw")
    }

    /// `aanschrijfwijze`: the name on an envelope, and the form of address above it.
    var envelope: (name: String, address: String?)? {
        guard isNameKnown else { return nil }
        let (courtesy, title) = (courtesy(use), ownTitle(use))
        let word = title?.word(for: sex)
        let leads = title?.isPredicate == true && use != "V"
        let name = combined(leads ? nil : word, courtesy?.word(for: .woman))
        let parts = [leads ? word : nil, initials, name].compactMap { $0 }
        let address =
            courtesy?.address(for: .woman)
            ?? (word != nil || title?.address(for: .unknown) != nil
                ? title?.address(for: sex) : nil)
        return (
            Self.capitalised(Self.tidied(parts.joined(separator: " "))), address.map { "De " + $0 }
        )
    }

    /// `gebruikInLopendeTekst`: the name in a sentence.
    var runningText: String? {
        guard isNameKnown else { return nil }
        let courtesy = courtesy(use)?.word(for: .woman)
        let title = ownTitle(use)?.word(for: sex)
        let name = combined(title, courtesy)
        let leader = use == "E" || use == "N" ? title : courtesy
        return leader != nil ? name : prefixed(name, man: "de heer", woman: "mevrouw")
    }

    private func combined(_ title: String?, _ courtesy: String?) -> String {
        let own = own.written(title)
        let partners = partner?.written(courtesy) ?? ""
        let text =
            switch use {
            case "P": partners
            case "V": partners + "-" + own
            case "N": own + "-" + partners
            default: own
            }
        return Self.tidied(text)
    }

    private func prefixed(_ name: String, man: String, woman: String) -> String {
        switch sex {
        case .man: man + " " + Self.capitalised(name)
        case .woman: woman + " " + Self.capitalised(name)
        case .unknown: initials.map { $0 + " " + name } ?? Self.capitalised(name)
        }
    }

    private static func tidied(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ")
    }

    private static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
