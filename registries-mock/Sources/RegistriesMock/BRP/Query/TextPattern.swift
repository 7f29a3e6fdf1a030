/// The patterns of the API's text parameters, each with its text as the problems quote it.
enum TextPattern: String {
    case bsn = "^[0-9]{9}$"
    case municipality = "^[0-9]{4}$"
    case object = "^[0-9]{16}$"
    case name = #"^[a-zA-Z0-9À-ž \.\-\']{1,200}$|^[a-zA-Z0-9À-ž \.\-\']{3,199}\*{1}$"#
    case optionalName = #"^[a-zA-Z0-9À-ž \.\-\']{1,199}\*{0,1}$"#
    case prefix = #"^[a-zA-Z \']{1,10}$"#
    case sex = "^([Mm]|[Vv]|[Oo])$"
    case postcode = "^[1-9]{1}[0-9]{3}[ ]?[A-Za-z]{2}$"
    case houseLetter = "^[a-zA-Z]{1}$"
    case houseAddition = #"^[a-zA-Z0-9 \-]{1,4}$"#
    case street =
        #"^[a-zA-Z0-9À-ž \-\'\.]{1,80}$|^[a-zA-Z0-9À-ž \-\'\.]{7,79}\*{1}$|^\*{1}[a-zA-Z0-9À-ž \-\'\.]{7,79}$"#
    case field = #"^[a-zA-Z0-9\._]{1,200}$"#

    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        switch self {
        case .bsn: return Self.isDigits(scalars, 9)
        case .municipality: return Self.isDigits(scalars, 4)
        case .object: return Self.isDigits(scalars, 16)
        case .name:
            return Self.isName(scalars, 1...200)
                || (scalars.last == "*" && Self.isName(scalars.dropLast(), 3...199))
        case .optionalName:
            return Self.isName(scalars.last == "*" ? scalars.dropLast() : scalars[...], 1...199)
        case .prefix:
            return Self.all(scalars[...], 1...10) { Self.isLetter($0) || $0 == " " || $0 == "'" }
        case .sex: return ["m", "v", "o"].contains(text.lowercased())
        case .postcode:
            return (6...7).contains(scalars.count) && scalars[0] != "0"
                && Self.isDigits(Array(scalars.prefix(4)), 4)
                && (scalars.count == 6 || scalars[4] == " ")
                && scalars.suffix(2).allSatisfy(Self.isLetter)
        case .houseLetter: return Self.all(scalars[...], 1...1, Self.isLetter)
        case .houseAddition:
            return Self.all(scalars[...], 1...4) {
                Self.isLetter($0) || Self.isDigit($0) || $0 == " " || $0 == "-"
            }
        case .street:
            return Self.isName(scalars, 1...80)
                || (scalars.last == "*" && Self.isName(scalars.dropLast(), 7...79))
                || (scalars.first == "*" && Self.isName(scalars.dropFirst(), 7...79))
        case .field:
            return Self.all(scalars[...], 1...200) {
                Self.isLetter($0) || Self.isDigit($0) || $0 == "." || $0 == "_"
            }
        }
    }

    private static func isName(
        _ scalars: some Collection<Unicode.Scalar>, _ count: ClosedRange<Int>
    ) -> Bool {
        all(scalars, count) {
            isLetter($0) || isDigit($0) || ("À"..."ž").contains($0)
                || [" ", ".", "-", "'"].contains($0)
        }
    }

    private static func all(
        _ scalars: some Collection<Unicode.Scalar>, _ count: ClosedRange<Int>,
        _ isAllowed: (Unicode.Scalar) -> Bool
    ) -> Bool {
        count.contains(scalars.count) && scalars.allSatisfy(isAllowed)
    }

    private static func isDigits(_ scalars: [Unicode.Scalar], _ count: Int) -> Bool {
        scalars.count == count && scalars.allSatisfy(isDigit)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}
