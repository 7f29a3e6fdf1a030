/// A noble title or predicate (table 38), and how it is written and addressed.
struct NobleTitle {
    private static let pairs = [
        ("B", "BS"), ("G", "GI"), ("H", "HI"), ("M", "MI"), ("P", "PS"), ("JH", "JV"),
    ]
    private static let words = [
        "B": "baron", "BS": "barones", "G": "graaf", "GI": "gravin", "H": "hertog",
        "HI": "hertogin", "M": "markies", "MI": "markiezin", "P": "prins", "PS": "prinses",
        "JH": "jonkheer", "JV": "jonkvrouw", "R": "ridder",
    ]

    let code: String

    /// A predicate (jonkheer, jonkvrouw) stands before the given names, a title behind them.
    var isPredicate: Bool { code == "JH" || code == "JV" }

    /// The code for a man or a woman; nil where there is no such form.
    func code(for sex: Sex) -> String? {
        let pair = Self.pairs.first { $0.0 == code || $0.1 == code }
        switch sex {
        case .man: return pair?.0 ?? code
        case .woman: return code == "R" ? nil : pair?.1 ?? code
        case .unknown: return nil
        }
    }

    /// The word in the form of a sex, in lower case; nil where there is no such form.
    func word(for sex: Sex) -> String? {
        code(for: sex).flatMap { Self.words[$0] }
    }

    /// The word as the register has it, in lower case.
    var word: String? { Self.words[code] }

    /// How its bearer is addressed, without an article: `hooggeboren vrouwe`.
    func address(for sex: Sex) -> String? {
        if code == "P" || code == "PS" { return "hoogheid" }
        let rank = code == "G" || code == "GI" ? "hooggeboren" : "hoogwelgeboren"
        return switch sex {
        case .man: rank + " heer"
        case .woman: rank + " vrouwe"
        case .unknown: nil
        }
    }

    /// The title from which a wife may take a courtesy title (titre de courtoisie): nil for those
    /// that give none.
    var courtesy: NobleTitle? {
        ["B", "G", "H", "M", "P"].contains(code) ? self : nil
    }
}

/// The sex as far as it matters for a form of address.
enum Sex {
    case man
    case woman
    case unknown

    init(_ code: String?) {
        self =
            switch code {
            case "M": .man
            case "V": .woman
            default: .unknown
            }
    }
}
