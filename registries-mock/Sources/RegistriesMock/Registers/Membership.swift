import MockPersons
import OpenSSL
import StrictJSON

/// The rule that says whom a register is about.
///
/// Those whom it names are in it, or out of it, whatever else; of all others those on whom every
/// condition holds. Ages are those that people reach in the year. A rule without any condition
/// takes everyone.
package struct Membership: Sendable, Hashable {
    private let always: Set<String>
    private let never: Set<String>
    /// How many of a hundred; drawn from the number, the same every time.
    private let share: Int64
    private let ages: ClosedRange<Int64>?
    /// Municipalities of registration by their code, such as `0484`.
    private let municipalities: Set<String>?

    init(_ entry: JSONReader) throws(JSONShapeError) {
        try entry.close(["always", "never", "share", "ages", "municipalities"])
        always = try Self.numbers("always", entry)
        never = try Self.numbers("never", entry)
        share = try entry.optionalInteger("share") ?? 100
        guard (0...100).contains(share) else { throw entry.fail("a 'share' of 0 to 100 percent") }
        ages = try entry.optionalObject("ages").map { ages throws(JSONShapeError) in
            try ages.exactly(["from", "to"])
            let (from, to) = (try ages.integer("from"), try ages.integer("to"))
            guard 0 <= from, from <= to, to <= 150 else {
                throw ages.fail("ages 'from' and 'to', from 0 to 150")
            }
            return from...to
        }
        municipalities = try entry.optionalStrings("municipalities").map { Set($0) }
        let areCodes = (municipalities ?? []).allSatisfy { code in
            code.utf8.count == 4 && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard areCodes else { throw entry.fail("'municipalities' as codes of four digits") }
    }

    private static func numbers(
        _ name: String, _ entry: JSONReader
    ) throws(JSONShapeError) -> Set<String> {
        let numbers = try entry.optionalStrings(name) ?? []
        guard numbers.allSatisfy(ElevenTest.passes) else {
            throw entry.fail("'\(name)' as citizen service numbers that pass the eleven-test")
        }
        return Set(numbers)
    }

    func includes(
        _ bsn: String, person: PersonList?, at slug: String, today: PartialDate
    ) -> Bool {
        if never.contains(bsn) { return false }
        if always.contains(bsn) { return true }
        if let ages {
            guard let born = person?.first(.person)?.date("03.10")?.year, let year = today.year,
                ages.contains(Int64(year - born))
            else { return false }
        }
        if let municipalities {
            guard let code = person?.first(.residence)?["09.10"], municipalities.contains(code)
            else { return false }
        }
        return RegisterDice.draw(slug, "holds", bsn, of: 100) < share
    }
}

/// Draws of the registers: SHA-256 over what is drawn for, in no relation to any real person.
enum RegisterDice {
    static func draw(_ slug: String, _ what: String, _ bsn: String, of sides: Int64) -> Int64 {
        let hash = SHA256.hash(utf8: "registries-mock register 1:\(slug):\(what):\(bsn)")
        let number = hash.prefix(6).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return number % max(sides, 1)
    }
}
