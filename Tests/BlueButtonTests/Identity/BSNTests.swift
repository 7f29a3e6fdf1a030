import BlueButton
import StrictJSON
import Testing
import TestKit

@Suite struct BSNTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let input: String
        let isValid: Bool
        let why: String
        var testDescription: String { why }
    }

    static let vectors: [Vector] = {
        guard let bytes = SharedData.bytes("vectors/bsn/bsn.json"),
            let file = try? JSONReader(JSONValue.parse(bytes, maximumBytes: 1 << 20)),
            let cases = try? file.array("valid") + file.array("invalid")
        else { return [] }
        return cases.compactMap { vector in
            guard let input = try? vector.string("input"), let isValid = try? vector.bool("valid")
            else { return nil }
            return Vector(
                input: input, isValid: isValid, why: (try? vector.string("why")) ?? input)
        }
    }()

    private static let skipped: Comment = "skipped: shared test data is absent"

    @Test(.enabled(if: SharedData.isPresent, skipped), arguments: vectors)
    func `every vector is judged as it should be`(vector: Vector) {
        if vector.isValid {
            #expect((try? BSN(vector.input))?.revealed == vector.input)
        } else {
            expectRefusal(.malformed) { _ = try BSN(vector.input) }
        }
    }

    @Test(.enabled(if: SharedData.isPresent, skipped))
    func `all vectors are there`() {
        #expect(Self.vectors.count == 104)
        #expect(Self.vectors.filter(\.isValid).count == 30)
    }

    @Test(arguments: [
        "", "000000000", "123456789", "12345678", "1234567820", " 123456782", "123456782\n",
        "١٢٣٤٥٦٧٨٢", "１２３４５６７８２", "12345678a", "+12345678", "1234.56.782", "-23456782",
    ])
    func `what is no BSN is refused, and not repeated`(text: String) {
        let refusal = #expect(throws: Refusal.self) { _ = try BSN(text) }
        #expect(refusal?.code == .malformed)
        if text.utf8.count > 3 { #expect(refusal?.message.contains(text) == false) }
    }

    @Test func `nine digits with any other last digit fail`() throws {
        for digit in 0...9 where digit != 2 {
            expectRefusal(.malformed) { _ = try BSN("12345678\(digit)") }
        }
    }

    @Test func `however it is printed, a BSN stays hidden`() throws {
        let bsn = try BSN("123456782")
        var dumped = ""
        dump(bsn, to: &dumped)
        let prints = [
            "\(bsn)", String(describing: bsn), String(reflecting: bsn), dumped, "\([bsn])",
            "\(Optional(bsn) as Any)", "\(Mirror(reflecting: bsn).children.map(\.value))",
        ]
        for print in prints {
            #expect(!print.contains("123456782"))
        }
        #expect(bsn.description == "BSN(redacted)")
        #expect(bsn.revealed == "123456782")
    }
}
