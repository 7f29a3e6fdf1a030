/// Follows the pointers of one category through the rows of one person.
///
/// The pointer of a row says what the NEXT row of the category is: the category's own number
/// another current occurrence, that number plus 50 an older version of the one above, nothing that
/// none follows. Where pointer and row disagree, the row counts: a row that nobody announced is
/// another occurrence only in a category that repeats and where it is evidently of something else.
struct CategoryWalk {
    private enum Announcement {
        case nothing
        case older
        case another
    }

    let category: Category
    private(set) var stacks: [PersonList.Stack] = []
    private(set) var irregularities: [Irregularity] = []
    private var announced = Announcement.another
    private var isFirst = true
    private var pointerLine = 0

    init(category: Category) {
        self.category = category
    }

    mutating func take(_ row: PersonListRow) {
        let occurrence = row.occurrence(of: category)
        let pointer = row.pointer(of: category)
        if isFirst {
            isFirst = false
            if !occurrence.isEmpty || pointer != nil {
                stacks.append(PersonList.Stack(current: occurrence))
            }
        } else if occurrence.isEmpty, pointer == nil {
            missing()
        } else {
            place(occurrence)
        }
        announced = announcement(of: pointer, on: row.line)
        pointerLine = row.line
    }

    mutating func finish() {
        if !isFirst { missing() }
    }

    private mutating func place(_ occurrence: Occurrence) {
        switch announced {
        case .older: older(occurrence)
        case .another: stacks.append(PersonList.Stack(current: occurrence))
        case .nothing:
            let isOther = category.repeats && self.isOther(occurrence)
            irregularities.append(
                Irregularity(
                    line: occurrence.line, .rowWithoutPointer,
                    "expected a pointer in '\(category.digits).H' of the row above; read as "
                        + (isOther ? "another occurrence" : "an older version")))
            if isOther {
                stacks.append(PersonList.Stack(current: occurrence))
            } else {
                older(occurrence)
            }
        }
    }

    private mutating func older(_ occurrence: Occurrence) {
        if stacks.isEmpty {
            stacks.append(
                PersonList.Stack(current: Occurrence(line: occurrence.line, values: [:])))
        }
        stacks[stacks.count - 1].history.append(occurrence)
    }

    /// Whether an occurrence is evidently of something else than the current one above it.
    private func isOther(_ occurrence: Occurrence) -> Bool {
        guard let stack = stacks.last,
            let element = category.identity.first(where: { occurrence[$0] != nil })
        else { return false }
        return occurrence[element] != stack.current[element]
    }

    private mutating func missing() {
        switch announced {
        case .nothing: break
        case .older, .another:
            irregularities.append(
                Irregularity(
                    line: pointerLine, .pointerWithoutRow,
                    "expected a further row of category \(category.digits), as the pointer in "
                        + "'\(category.digits).H' says"))
        }
        announced = .nothing
    }

    private mutating func announcement(of pointer: String?, on line: Int) -> Announcement {
        switch pointer {
        case nil: return .nothing
        case category.digits: return .another
        case category.historyPointer: return .older
        default:
            irregularities.append(
                Irregularity(
                    line: line, .pointerUnknown,
                    "expected '\(category.digits)', '\(category.historyPointer)' or nothing in "
                        + "'\(category.digits).H'; it counts as nothing"))
            return .nothing
        }
    }
}
