import StrictJSON
import Testing

@Suite struct ObjectTests {
    @Test(arguments: [3, 16, 17, 18, 40])
    func `members are set, replaced and removed in objects of any width`(count: Int) {
        var object = JSONObject()
        for number in 0..<count { object["n\(number)"] = .integer(Int64(number)) }
        object["n1"] = "new"
        object["n0"] = nil
        object["absent"] = nil
        #expect(object.count == count - 1)
        #expect(object["n0"] == nil)
        #expect(object["n1"] == "new")
        #expect(object["n\(count - 1)"] == .integer(Int64(count - 1)))
        #expect(object.names.first == "n1")
        object["n0"] = .null
        #expect(object.names.last == "n0")
        #expect(object["n0"] == .null)
    }

    @Test func `the same members in another order make another object`() {
        let one: JSONObject = ["a": 1, "b": 2]
        let two: JSONObject = ["b": 2, "a": 1]
        #expect(one != two)
        #expect(one == ["a": 1, "b": 2])
        #expect(Set([one, two, ["a": 1, "b": 2]]).count == 2)
    }

    @Test func `a wide object equals one that was wide and is not any more`() {
        var object = JSONObject()
        for number in 0..<30 { object["n\(number)"] = 0 }
        for number in 1..<30 { object["n\(number)"] = nil }
        #expect(object == ["n0": 0])
        #expect(object.hashValue == JSONObject(dictionaryLiteral: ("n0", 0)).hashValue)
    }

    @Test func `a name that comes twice in a literal keeps its last value`() {
        let object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object == ["a": 3, "b": 2])
    }

    @Test func `texts that only look the same are two values`() {
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONValue.string("\u{212A}") != .string("K"))
        #expect(JSONObject(dictionaryLiteral: ("\u{212A}", 1))["K"] == nil)
    }

    @Test func `values of different types are never equal`() {
        let values: [JSONValue] = [nil, true, 1, "1", [1], ["1": 1], [], [:], 0, "", false]
        #expect(Set(values).count == values.count)
    }
}
