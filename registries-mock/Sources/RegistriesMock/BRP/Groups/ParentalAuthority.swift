import MockPersons

/// Who has authority over a minor, as far as person lists tell (Burgerlijk Wetboek 1, titel 14).
///
/// A court's decision (element 11.32.10) goes first; without one the law: parents who are or were
/// married after the birth have it together, others where the child was recognised or adopted since
/// 2023; else the mother alone; with one parent, the parent and whom that parent was married to at
/// the birth. Who died, is under guardianship or is a minor has none. Where the lists do not say
/// enough, that is the answer; adoption, denial and births abroad are not looked into.
struct ParentalAuthority {
    /// A parent or another, by the name that the minor's or the parent's list has.
    struct Holder: Equatable {
        let bsn: String?
        let name: String?

        init(_ occurrence: Occurrence) {
            bsn = occurrence["01.20"]
            name = NameGroup.fullName(occurrence)
        }
    }

    enum Outcome: Equatable {
        case together([Holder])
        case alone(Holder)
        /// With someone else; nil where the lists do not say who.
        case withThird(Holder, Holder?)
        /// With a guardian, where the lists say who.
        case guardian(Holder?)
        case nobody(String)
        case undetermined(String)
    }

    /// A marriage or partnership, as one of the two lists has it now and had it before.
    private struct Union {
        let partner: Occurrence
        let start: String?
        private let end: String?
        private let isVoid: Bool

        init(_ stack: PersonList.Stack) {
            let all = [stack.current] + stack.history
            partner = all.first { $0["01.20"] != nil || $0["02.40"] != nil } ?? stack.current
            start = all.compactMap { $0["06.10"] }.first
            end = stack.current["07.10"]
            isVoid = stack.current["07.40"] == "N"
        }

        /// Whether it lasted until after a day, or still does.
        func lasted(after day: String) -> Bool {
            start != nil && !isVoid && (end.map { $0 > day } ?? true)
        }
    }

    private enum Bar: String {
        case dead = "overleden"
        case guarded = "onder curatele"
        case minor = "minderjarig"
    }

    let people: Population
    let today: PartialDate

    /// The outcome for a person; nil for who is no minor, or died.
    func outcome(for child: PersonList) -> Outcome? {
        guard isMinor(child), child.first(.registration)?["67.20"] != "O" else { return nil }
        guard let residence = child.first(.residence), residence["13.10"] == nil,
            child.first(.registration)?["67.20"] == nil
        else {
            return .undetermined(
                "gezag is niet te bepalen omdat minderjarige niet in Nederland woont.")
        }
        let first = parent(child, .parent1)
        let second = parent(child, .parent2)
        if let decision = child.first(.authority)?["32.10"] {
            return decided(decision, first, second)
        }
        switch (first, second) {
        case (nil, nil):
            return child.first(.parent1) == nil && child.first(.parent2) == nil
                ? Self.missing("ouders")
                : .nobody("Tijdelijk geen gezag omdat beide ouders onbekend zijn")
        case (let first?, let second?): return byLaw(child, first, second)
        case (let only?, nil), (nil, let only?): return byLaw(child, only)
        }
    }

    private func parent(_ child: PersonList, _ category: Category) -> Occurrence? {
        child.first(category).flatMap {
            $0["01.20"] != nil || ($0["02.40"].map { $0 != "." } ?? false) ? $0 : nil
        }
    }

    private func decided(
        _ decision: String, _ first: Occurrence?, _ second: Occurrence?
    ) -> Outcome {
        switch (decision, first.map(Holder.init), second.map(Holder.init)) {
        case ("1", let holder?, _), ("2", _, let holder?): return able([holder])
        case ("12", let first?, let second?): return able([first, second])
        case ("1D", let holder?, _), ("2D", _, let holder?): return shared(holder, nil)
        case ("D", _, _): return .guardian(nil)
        default: return Self.missing("ouders")
        }
    }

    private func byLaw(_ child: PersonList, _ first: Occurrence, _ second: Occurrence) -> Outcome {
        let holders = [Holder(first), Holder(second)]
        let since = [first, second].map { $0["62.10"] ?? "" }
        let isAdopted = [first, second].contains { $0["81.20"]?.dropFirst(2).first == "Q" }
        let wereMarried = [(first, second), (second, first)].contains { own, other in
            unions(of: own).contains {
                $0.partner["01.20"] == other["01.20"] && other["01.20"] != nil
                    && $0.lasted(after: birth(child))
            }
        }
        if isAdopted || wereMarried || since.contains(where: { $0 >= "20230101" }) {
            return able(holders)
        }
        let mothers = [first, second].filter { $0["04.10"] == "V" && $0["62.10"] == birth(child) }
        guard mothers.count == 1, let mother = mothers.first else {
            return .undetermined(
                "Gezag kan niet worden bepaald omdat niet kan worden vastgesteld welke ouder de "
                    + "geboortemoeder is.")
        }
        return able([Holder(mother)])
    }

    private func byLaw(_ child: PersonList, _ only: Occurrence) -> Outcome {
        let atBirth = unions(of: only).first {
            $0.lasted(after: birth(child)) && ($0.start ?? "99999999") <= birth(child)
        }
        guard let atBirth else { return able([Holder(only)]) }
        return shared(Holder(only), Holder(atBirth.partner))
    }

    /// The marriages and partnerships of a parent, current and former.
    private func unions(of parent: Occurrence) -> [Union] {
        guard let bsn = parent["01.20"] else { return [] }
        return people.persons(bsn: bsn).flatMap { $0.stacks(.partner) }.map { Union($0) }
    }

    private func birth(_ child: PersonList) -> String {
        child.first(.person)?["03.10"] ?? ""
    }

    /// A parent and another: without the parent the other is guardian.
    private func shared(_ parent: Holder, _ third: Holder?) -> Outcome {
        switch (bar(parent), third.flatMap { bar($0) }) {
        case (nil, nil): return .withThird(parent, third)
        case (nil, _): return .alone(parent)
        case (_, nil): return .guardian(third)
        case (let first?, let second?):
            let reason =
                first == second
                ? "ouder en partner \(Self.phrase(first, 2))"
                : "ouder \(Self.phrase(first, 1)) en partner \(Self.phrase(second, 1))"
            return .nobody("Tijdelijk geen gezag omdat \(reason).")
        }
    }

    private func able(_ holders: [Holder]) -> Outcome {
        let bars = holders.map(bar)
        let left = zip(holders, bars).filter { $0.1 == nil }.map { $0.0 }
        switch (holders.count, left.count) {
        case (2, 2): return .together(left)
        case (_, 1): return .alone(left[0])
        default: break
        }
        let reasons = bars.compactMap { $0 }
        guard reasons.count == 2 else {
            return .nobody(
                "Tijdelijk geen gezag omdat de ouder \(Self.phrase(reasons[0], 1)).")
        }
        if reasons[0] == reasons[1] {
            return .nobody(
                "Tijdelijk geen gezag omdat beide ouders \(Self.phrase(reasons[0], 2)).")
        }
        let order: [Bar] = [.dead, .guarded, .minor].filter { reasons.contains($0) }
        return .nobody(
            "Tijdelijk geen gezag omdat een ouder \(Self.phrase(order[0], 1)) en de andere ouder "
                + "\(Self.phrase(order[1], 1)).")
    }

    private static func phrase(_ bar: Bar, _ count: Int) -> String {
        let verbs = bar == .guarded ? ("staat", "staan") : ("is", "zijn")
        return bar.rawValue + " " + (count == 1 ? verbs.0 : verbs.1)
    }

    private func bar(_ holder: Holder) -> Bar? {
        guard let list = holder.bsn.flatMap({ people.persons(bsn: $0).first }) else { return nil }
        if list.first(.registration)?["67.20"] == "O" { return .dead }
        if list.first(.authority)?["33.10"] == "1" { return .guarded }
        return isMinor(list) ? .minor : nil
    }

    func isMinor(_ person: PersonList) -> Bool {
        person.first(.person)?.date("03.10").flatMap { DutchDate.age(of: $0, on: today) }
            .map { $0 < 18 } ?? false
    }

    private static func missing(_ what: String) -> Outcome {
        .undetermined(
            "gezag is niet te bepalen omdat de volgende relevante gegevens ontbreken: " + what)
    }
}
